"""M11 the other way round: how soon the texts of a source are picked up, those that never were among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import exp, log, sqrt

from provenance.measure.agreement import Z, share
from provenance.measure.estimates import PLAIN, Rules
from provenance.records.measured import Estimate

MOMENTS = ((240, "4 minutes"), (3600, "1 hour"), (6 * 3600, "6 hours"), (86400, "1 day"), (3 * 86400, "3 days"), (7 * 86400, "7 days"), (30 * 86400, "30 days"))  # fmt: skip
"""Seconds after publication at which the share is told."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One article of a source: until how many seconds after its publication it was followed, and whether a copy ended that."""

    key: str
    seconds: float
    picked: bool


@dataclass(frozen=True, slots=True)
class Step:
    """The share picked up until `seconds`; `at_risk` articles were still followed then and not picked up before."""

    seconds: float
    at_risk: int
    picked: int
    share: Estimate


def picked_up(followed: Sequence[Followed], moments: Sequence[float], rules: Rules = PLAIN) -> tuple[Step, ...]:
    """M11, pick-up: the share of a source's articles of which a copy is out some time after publication.

    Articles not copied by the end of what was collected are censored, not counted as never copied: Kaplan and Meier,
    Nonparametric estimation from incomplete observations, JASA 53 (1958), with Greenwood's variance on the log-log
    scale (Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data, 1980). Where nothing or everything
    was picked up, Wilson's bound over the articles still followed stands instead. No share is given for a moment to
    which nobody is followed.
    """
    n = len(followed)
    ends = sorted((f.seconds, not f.picked) for f in followed)
    made = []
    for moment in moments:
        left, variance, picked, at = 1.0, 0.0, 0, 0
        while at < n and ends[at][0] <= moment:
            risk, when, events = n - at, ends[at][0], 0
            while at < n and ends[at][0] == when:
                events += not ends[at][1]
                at += 1
            if events:
                left *= 1 - events / risk
                variance += events / (risk * (risk - events)) if risk > events else 0.0
                picked += events
        made.append(Step(moment, n - at, picked, _share(left, variance, picked, n, n - at, rules)))
    return tuple(made)


def _share(left: float, variance: float, picked: int, n: int, followed: int, rules: Rules) -> Estimate:
    made = partial(Estimate, part=picked, whole=n, n=n, unit="articles", method="kaplan_meier")
    gone = None if followed or left <= 0 else "no article is followed so long"
    if why := rules.refuses(n) or gone:
        return made(None, None, None, why=why)
    if picked == 0:
        return made(0.0, 0.0, share(0, followed).high)
    if left <= 0:
        return made(1.0, share(picked, picked).low, 1.0)
    half = Z * sqrt(variance) / abs(log(left))
    low, high = (1 - exp(log(left) * exp(side)) for side in (-half, half))
    return made(1 - left, low, high)

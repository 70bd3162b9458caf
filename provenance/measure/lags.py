"""M10, how many origins an event has at most, and M11, how soon copies follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import floor, sqrt

from provenance.measure.agreement import Z
from provenance.measure.estimates import PLAIN, Rules, proportion
from provenance.records.counted import Copy
from provenance.records.measured import Estimate

SOON = 240
"""Seconds: a quarter of the stories of Cagé, Hervé and Viaud (2020) were reproduced in less."""


@dataclass(frozen=True, slots=True)
class Lags:
    """M11 in seconds over `pairs` copies and sources both dated to the second; `early` are edges of copies dated before their source.

    `undated` copies have a source, and at least one of the two dates is not stated to the second.
    """

    pairs: int
    lower: Estimate
    median: Estimate
    upper: Estimate
    soon: Estimate
    early: tuple[str, ...]
    undated: int
    keys: tuple[str, ...]


def lags(found: Iterable[Copy], rules: Rules = PLAIN) -> Lags:
    """M11, time lag t(copy) - t(source): quartiles with their order-statistic intervals, and the share under four minutes.

    Only where both dates are stated to the second with a zone. A copy dated before its source is a conflict of
    dates: it is counted apart and in no quartile. Cagé, Hervé and Viaud, The production of information in an
    online world, Review of Economic Studies 87 (2020).
    """
    listed = [c for c in found if c.parent.held]
    timed = [(c.article.second - c.parent.second, c.arrow.key) for c in listed
             if c.article.second is not None and c.parent.second is not None]  # fmt: skip
    after = sorted((lag, key) for lag, key in timed if lag >= 0)
    values = [lag for lag, _ in after]
    lower, median, upper = (quantile(values, q, rules) for q in (0.25, 0.5, 0.75))
    return Lags(
        len(after), lower, median, upper, proportion(sum(v < SOON for v in values), len(values), rules, unit="copies"),
        tuple(sorted(key for lag, key in timed if lag < 0)), len(listed) - len(timed), tuple(sorted(key for _, key in after)),
    )  # fmt: skip


def quantile(values: Sequence[float], q: float, rules: Rules = PLAIN) -> Estimate:
    """A quantile of sorted values (the mean of two neighbours where it falls between), with a 95 % interval.

    The interval lies between order statistics, by the normal approximation to the binomial: Conover,
    Practical Nonparametric Statistics, 3rd ed. (1999), 3.2.
    """
    n = len(values)
    told = Estimate(None, None, None, None, None, n, "seconds", "quantile")
    if refused := rules.refuses(n) or (None if n else "no copies"):
        return replace(told, why=refused)
    place = q * (n - 1)
    below = floor(place)
    value = values[below] + (place - below) * (values[min(below + 1, n - 1)] - values[below])
    half = Z * sqrt(n * q * (1 - q))
    low, high = (min(n - 1, max(0, round(n * q + side))) for side in (-half - 1, half))
    return replace(told, value=value, low=values[low], high=values[high])


@dataclass(frozen=True, slots=True)
class Event:
    """M10: so many articles of so many outlets rest on at most so many origins, of at most so many owners."""

    articles: int
    outlets: int
    origins: int
    owners: int


def origins(
    articles: Iterable[tuple[str, str]], found: Mapping[str, Copy], owners: Mapping[str, str] | None = None
) -> Event:
    """M10, independent origins: how many different ends the chains of an event's articles have, at most.

    `articles` are (key, outlet's slug), `found` their copies by key; `owners` gives an outlet's owner, where one
    is listed. An upper bound: two ends may rest on one wire or one press conference that nobody here has seen;
    an article whose origin is not clear counts as one of its own.
    """
    listed = list(articles)
    ends: dict[str, str] = {}
    for key, outlet in listed:
        copy = found.get(key)
        root = copy.root if copy and copy.whole else None
        ends[key if root is None else root.key] = outlet if root is None else root.outlet or root.key
    owned = {(owners or {}).get(outlet, outlet) for outlet in ends.values()}
    return Event(len(listed), len({outlet for _, outlet in listed}), len(ends), len(owned))

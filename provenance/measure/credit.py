"""M3, how often copies say where they come from, and M4, how long an origin's name survives."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from provenance.measure.estimates import PLAIN, Rules, proportion
from provenance.records.counted import WIRES, Arrow, Copy
from provenance.records.measured import Estimate

LADDER = ("linked", "named", "byline", "tag", "none")
"""How a source is credited, the plainest way first."""
BY_TEXT = frozenset({"text", "both"})


@dataclass(frozen=True, slots=True)
class CreditRate:
    """M3 over `copies` copies that text alone shows: credited at all, each step of the ladder, and naming the end of the chain."""

    copies: int
    credited: Estimate
    ladder: tuple[tuple[str, Estimate, tuple[str, ...]], ...]
    names_origin: Estimate


def credit_rate(found: Iterable[Copy], rules: Rules = PLAIN) -> CreditRate:
    """M3, credit rate: of the copies found by their text, the share that credits its source in any way, Wilson's interval.

    An edge known only from its credit is credited by construction and does not count, nor does one that
    only a person asserted. One edge an article, so that the article stays the unit.
    """
    listed = [c for c in found if c.arrow.found_by in BY_TEXT]
    steps: dict[str, list[str]] = {step: [] for step in LADDER}
    for copy in listed:
        steps[copy.arrow.credit].append(copy.arrow.key)
    n = len(listed)
    with_root = [c for c in listed if c.root is not None]
    return CreditRate(
        n,
        proportion(n - len(steps["none"]), n, rules),
        tuple((step, proportion(len(keys), n, rules), tuple(sorted(keys))) for step, keys in steps.items()),
        proportion(sum(c.names_root for c in with_root), len(with_root), rules),
    )


def from_wires(copy: Copy) -> bool:
    """Whether the direct source is an agency, a wire or a distributor."""
    return copy.parent.kind in WIRES


@dataclass(frozen=True, slots=True)
class Survival:
    """M4 at one depth: the copies so many hops from the origin, with every hop credited, and with the origin itself named at every hop."""

    hops: int
    copies: int
    credited: Estimate
    names_origin: Estimate
    keys: tuple[str, ...]


def survival(
    ways: Mapping[str, tuple[Arrow, ...]], origins: frozenset[str], rules: Rules = PLAIN
) -> tuple[tuple[Survival, ...], Counter[str]]:
    """M4, credit survival: C(h) = share of the copies h hops from an origin whose whole chain still credits, Wilson's interval.

    `ways` are copies by key with the shortest way up to an origin, nearest arrow first; `origins` the slugs of
    the outlets that are meant. Also returns the loss points: the copies, by key, at which the credit is
    first missing on a way from the origin, with how many copies (themselves among them) lie behind each.
    """
    by_depth: dict[int, list[tuple[Arrow, ...]]] = defaultdict(list)
    losses: Counter[str] = Counter()
    for way in ways.values():
        by_depth[len(way)].append(way)
        lost = next((a.child for a in reversed(way) if a.credit == "none"), None)
        if lost is not None:
            losses[lost] += 1
    made = []
    for hops, listed in sorted(by_depth.items()):
        credited = sum(all(a.credit != "none" for a in way) for way in listed)
        named = sum(all(a.credit != "none" and a.credit_outlet in origins for a in way) for way in listed)
        keys = tuple(sorted(way[0].key for way in listed))
        n = len(listed)
        made.append(Survival(hops, n, proportion(credited, n, rules), proportion(named, n, rules), keys))
    return tuple(made), losses

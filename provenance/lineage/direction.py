"""Which of two articles that share text had it first: signs with weights, and what they come to.

Text reuse has no direction; only what is listed here gives it one. No sign, no arrow. Weights are how
far a sign goes by itself; signs on one side combine as 1 - product(1 - w).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from provenance.lineage.facts import Facts
from provenance.times import Interval

Side = Literal["a", "b"]
Basis = Literal[
    "credit",
    "named_inside",
    "named_beside",
    "own_words",
    "common_source",
    "claimed_date",
    "observed",
    "stated_own",
    "outlet_kind",
]

WEIGHTS: dict[Basis, float] = {
    "credit": 0.9,
    "named_inside": 0.85,
    "named_beside": 0.85,
    "own_words": 0.7,
    "common_source": 0.8,
    "observed": 0.8,
    "claimed_date": 0.75,
    "stated_own": 0.6,
    "outlet_kind": 0.2,
}
"""credit: the other is named as source; named_inside: the shared words name the other's outlet
("told RT"); named_beside: a short line around them does; own_words: the other's own additions are carried along; common_source: others credit it
for the same text; observed: somebody saw it before the other's date; claimed_date: pages' own dates
leave no doubt; stated_own: it says that the text is its own; outlet_kind: an agency beside a paper."""
ENOUGH = 0.55
"""Weight below which nothing is oriented."""
CAP = 0.95
"""No direction found in a text is surer."""
DATE_CAP = 0.75
"""Dates alone, which are claims, go no further."""
_HOUR = timedelta(hours=1)
_ZONES = timedelta(hours=4)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sign:
    """One reason to hold one side for the source of the other; `quote` are its words in the copy, where it rests on some."""

    basis: Basis
    parent: Side
    weight: float
    quote: tuple[int, int] | None = None

    @classmethod
    def of(cls, basis: Basis, parent: Side, quote: tuple[int, int] | None = None) -> Sign:
        """A sign with the weight of its basis."""
        return cls(basis, parent, WEIGHTS[basis], quote)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What signs come to: the source's side or None, how sure, on what, and whether something speaks against it.

    `signs` are those for the source's side; with `parent` None those of the weightier one.
    """

    parent: Side | None
    confidence: float
    signs: tuple[Sign, ...]
    against: tuple[Basis, ...]

    @property
    def basis(self) -> tuple[Basis, ...]:
        """The names of the signs."""
        return tuple(dict.fromkeys(s.basis for s in self.signs))


def surely_first(a: Interval | None, b: Interval | None) -> bool:
    """Whether the stated times leave no doubt that `a` came first.

    Two clocks must differ by an hour. Two days without zones are widened by 14 hours each way, which
    no two places on earth reach at once (they lie at most 26 hours apart, and papers less): two hours
    on either side are let go, so that days two apart are in order, days one apart are not.
    """
    if a is None or b is None:
        return False
    vague = all(i.not_after - i.not_before > _DAY for i in (a, b))
    return b.not_before - a.not_after >= (-_ZONES if vague else _HOUR)


def by_time(a: Facts, b: Facts) -> tuple[Sign, ...]:
    """The signs that dates give; dates that may overlap give none."""
    found = []
    for first, second, side in ((a, b, "a"), (b, a, "b")):
        if surely_first(first.published, second.published):
            found.append(Sign.of("claimed_date", side))  # type: ignore[arg-type]
        elif surely_first(first.seen, second.published):
            found.append(Sign.of("observed", side))  # type: ignore[arg-type]
    return tuple(found)


def by_outlet(a: Facts, b: Facts) -> tuple[Sign, ...]:
    """The signs that lie in who publishes and what the page says of its own text."""
    found = []
    for one, other, side in ((a, b, "a"), (b, a, "b")):
        if one.own and not other.own:
            found.append(Sign.of("stated_own", side))  # type: ignore[arg-type]
        if one.agency and not other.agency:
            found.append(Sign.of("outlet_kind", side))  # type: ignore[arg-type]
    return tuple(found)


def verdict(signs: Iterable[Sign]) -> Verdict:
    """What signs come to.

    A credit outranks all others; without one the sides are weighed, and where both have weight nobody
    is called the source. Dates alone are capped.
    """
    by_side: dict[Side, list[Sign]] = {"a": [], "b": []}
    for sign in dict.fromkeys(signs):
        by_side[sign.parent].append(sign)
    credited = [side for side, some in by_side.items() if any(s.basis == "credit" for s in some)]
    weights = {side: _together(some) for side, some in by_side.items()}
    best: Side = credited[0] if len(credited) == 1 else max(by_side, key=lambda s: (weights[s], s == "a"))
    other: Side = "b" if best == "a" else "a"
    against = tuple(s.basis for s in by_side[other])
    doubtful = len(credited) != 1 and weights[other] >= ENOUGH / 2
    if weights[best] < ENOUGH or doubtful or len(credited) == 2:
        return Verdict(None, 0.0, tuple(by_side[best]), against)
    sure = weights[best] * (1 - weights[other] / 2)
    return Verdict(best, round(min(CAP, sure), 4), tuple(by_side[best]), against)


def _together(signs: list[Sign]) -> float:
    doubt = 1.0
    for sign in signs:
        doubt *= 1 - sign.weight
    cap = DATE_CAP if all(s.basis in ("claimed_date", "outlet_kind") for s in signs) else 1.0
    return min(cap, 1 - doubt)

"""How far a figure leans on edges that are less sure: the same counted from confirmed and from surer edges alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from provenance.measure.chains import confirmed
from provenance.measure.estimates import Rules
from provenance.records.counted import SURE, SURER, Arrow, Copy
from provenance.records.measured import Band, Estimate

T = TypeVar("T")
Figures = Mapping[str, Estimate]


def banded(
    count: Callable[[Sequence[T], Rules], Figures], found: Sequence[T], surer: Sequence[Sequence[T]], rules: Rules, none: float | None = None
) -> dict[str, Estimate]:  # fmt: skip
    """The figures that `count` makes of what was found, by name, each with its band from the `surer` parts of it.

    `surer` are what is confirmed, what has a confidence of 0.8 or more, of 0.5 or more: as `by_edge`, `by_chain` or
    `by_way` part them. `none` is the value of a figure that a part does not have at all.
    """
    told = count(found, rules)
    quick = replace(rules, draws=False, detector=None)
    parts = [told if len(part) == len(found) else count(part, quick) for part in surer]
    return {
        name: with_band(figure, [part[name].value if name in part else none for part in parts])
        for name, figure in told.items()
    }


def with_band(figure: Estimate, surer: Sequence[float | None]) -> Estimate:
    """A figure with the values of the same from surer edges; as it is where it must not be given."""
    return figure if figure.value is None else replace(figure, band=Band(*surer))


def by_edge(found: Sequence[Copy]) -> tuple[tuple[Copy, ...], ...]:
    """The copies whose own edge is confirmed, has 0.8 or more, has 0.5 or more."""
    return _parted(found, lambda c: confirmed(c.arrow), lambda c: c.arrow.confidence)


def by_chain(found: Sequence[Copy]) -> tuple[tuple[Copy, ...], ...]:
    """The copies all of whose chain is confirmed, has 0.8 or more at every edge, has 0.5 or more."""
    return _parted(found, lambda c: c.sure, lambda c: c.weakest.confidence if c.weakest else 0.0)


def by_way(found: Sequence[tuple[str, tuple[Arrow, ...]]]) -> tuple[tuple[tuple[str, tuple[Arrow, ...]], ...], ...]:
    """The same of ways from an origin down to a copy, by the copy's key."""
    return _parted(found, lambda w: all(map(confirmed, w[1])), lambda w: min(a.confidence for a in w[1]))


def _parted(found: Sequence[T], sure: Callable[[T], bool], least: Callable[[T], float]) -> tuple[tuple[T, ...], ...]:
    return (
        tuple(one for one in found if sure(one)),
        tuple(one for one in found if least(one) >= SURER),
        tuple(one for one in found if least(one) >= SURE),
    )

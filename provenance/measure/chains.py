"""From arrows to chains: the surest arrow of each copy, and where the chain above it ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from provenance.attribute.origin import RIVAL_MARGIN
from provenance.records.counted import PARTS, Arrow, Copy, Place

Outlets = Callable[[str], str]
"""The outlet's slug of an article or node by key, "" where it is not known."""
STEPS = 1000
"""Arrows a chain is followed."""


@dataclass(frozen=True, slots=True)
class Way:
    """The chain above one article by surest arrows, nearest first; `root` is None where it runs in a circle."""

    arrows: tuple[Arrow, ...]
    root: str | None


class Chains:
    """All arrows by their copy, those of whole texts before those of passages, the surest first; where a person confirmed one, nobody's guess is a rival of it."""

    def __init__(self, arrows: Iterable[Arrow]) -> None:
        by_child: dict[str, list[Arrow]] = defaultdict(list)
        for arrow in arrows:
            by_child[arrow.child].append(arrow)
        self.by_child: dict[str, list[Arrow]] = {}
        for child, found in by_child.items():
            sure = [a for a in found if a.judged] or found
            self.by_child[child] = sorted(sure, key=lambda a: (a.relation in PARTS, -a.confidence, a.parent))

    def way(self, key: str) -> Way:
        """The chain above an article or node."""
        return self._up(key, self.by_child.get(key, [])[:1])

    def _up(self, start: str, first: list[Arrow]) -> Way:
        seen, found, nearest = {start}, [], first
        while nearest:
            arrow = nearest[0]
            found.append(arrow)
            if arrow.parent in seen or len(found) > STEPS:
                return Way(tuple(found), None)
            seen.add(arrow.parent)
            nearest = self.by_child.get(arrow.parent, [])[:1]
        return Way(tuple(found), found[-1].parent if found else start)

    def rivals(self, key: str, outlets: Outlets) -> bool:
        """Whether another arrow of nearly the same confidence leads to the end of another outlet."""
        listed = self.by_child.get(key, [])
        near = [a for a in listed[1:] if a.relation not in PARTS and a.confidence > listed[0].confidence - RIVAL_MARGIN]
        if not near:
            return False
        ends = {self._up(key, [a]).root for a in (listed[0], *near)} - {None}
        return len({outlets(end) or end for end in ends if end}) > 1

    def ends(self, keys: Iterable[str]) -> set[str]:
        """Every key whose outlet is needed to tell of these articles' chains: themselves, their sources, all ends."""
        found: set[str] = set()
        for key in keys:
            found.add(key)
            for arrow in self.by_child.get(key, []):
                found.add(arrow.parent)
                end = self._up(key, [arrow]).root
                found |= {end} if end else set()
        return found


def confirmed(arrow: Arrow) -> bool:
    """Whether text and credit, or a person, confirm an arrow."""
    return arrow.state == "confirmed" or arrow.judged is not None


def copies(chains: Chains, articles: Iterable[str], places: Mapping[str, Place]) -> tuple[Copy, ...]:
    """The articles (by key) that an arrow leads from, each by its surest arrow with the end of its chain."""

    def outlet(key: str) -> str:
        return places[key].outlet if key in places else ""

    made = (_copy(chains, key, places, outlet) for key in sorted(articles) if chains.by_child.get(key))
    return tuple(one for one in made if one is not None)


def _copy(chains: Chains, key: str, places: Mapping[str, Place], outlet: Outlets) -> Copy | None:
    way, mine = chains.way(key), places.get(key)
    if mine is None:
        return None
    first = way.arrows[0]
    root = places.get(way.root) if way.root and not chains.rivals(key, outlet) else None
    chance = 1.0
    for arrow in way.arrows:
        chance *= arrow.confidence
    names = root is not None and first.credit != "none" and first.credit_outlet == root.outlet
    return Copy(
        article=mine, arrow=first, parent=places.get(first.parent) or _unknown(first.parent), root=root, hops=len(way.arrows),
        chance=chance, named=all(a.credit != "none" for a in way.arrows), names_root=names, circle=way.root is None,
        edges=tuple(a.key for a in way.arrows), whole=first.relation not in PARTS,
        weakest=min(way.arrows, key=lambda a: a.confidence), sure=all(confirmed(a) for a in way.arrows),
    )  # fmt: skip


def _unknown(key: str) -> Place:
    return Place(key, "", "an outlet not known", "unknown", held=False)


def descend(arrows: Iterable[Arrow], starts: Iterable[str]) -> dict[str, tuple[Arrow, ...]]:
    """The articles below some, each with a shortest way up to one of them (nearest arrow first); breadth first."""
    below: dict[str, list[Arrow]] = defaultdict(list)
    for arrow in arrows:
        below[arrow.parent].append(arrow)
    found: dict[str, tuple[Arrow, ...]] = dict.fromkeys(starts, ())
    frontier = sorted(found)
    for _ in range(STEPS):
        fresh: list[str] = []
        for key in frontier:
            for arrow in sorted(below.get(key, ()), key=lambda a: (-a.confidence, a.key)):
                if arrow.child not in found:
                    found[arrow.child] = (arrow, *found[key])
                    fresh.append(arrow.child)
        frontier = fresh
        if not frontier:
            break
    return {key: way for key, way in found.items() if way}

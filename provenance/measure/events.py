"""Events: articles that arrows join, in any direction, so that outlets are compared on the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from provenance.records.counted import Arrow


def events(arrows: Iterable[Arrow]) -> dict[str, str]:
    """For every article or node that an arrow touches the event it belongs to, named by the smallest key in it."""
    above: dict[str, str] = {}

    def top(key: str) -> str:
        while (up := above.setdefault(key, key)) != key:
            above[key] = above[up]
            key = up
        return key

    for arrow in arrows:
        one, other = sorted((top(arrow.child), top(arrow.parent)))
        above[other] = one
    return {key: top(key) for key in list(above)}


def shared(joined: Mapping[str, str], by_outlet: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """The events of which each of these outlets, with their articles by key, has at least one article."""
    sets = [{joined[key] for key in keys if key in joined} for keys in by_outlet.values()]
    return frozenset(set.intersection(*sets)) if sets else frozenset()

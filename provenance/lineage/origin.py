"""The end of the chain: where, as far as anything says, the text stood first."""

from __future__ import annotations

from collections.abc import Iterable

from provenance.attribute.origin import RIVAL_MARGIN
from provenance.lineage.graph import copies_first, upward
from provenance.lineage.judgements import outranking
from provenance.records.article import Reading
from provenance.records.lineage import ChainOrigin, Edge, Node, OriginState

_KINDS = {
    "republished_from": "republication",
    "adapted_from": "republication",
    "syndicated_by": "republication",
    "copied_from": "republication",
    "wire": "wire",
    "press_release": "press_release",
    "translated_from": "translation",
    "excerpt_from": "excerpt",
    "excerpted_from": "excerpt",
}


def chain_origin(reading: Reading, article: Node, nodes: Iterable[Node], edges: Iterable[Edge]) -> ChainOrigin:
    """The end of the chain that starts at `article`, with its state.

    `declared`, `matched` or `confirmed` with one end (or the partners of a common publication, or
    the article itself where the page says so); `undetermined` where origins rival, the chain runs
    in a circle, or it ends at a distributor; `none_stated` where nothing is said, which is never
    the same as original. The confidence is the product over the edges on the surest way there.
    """
    edges = tuple(edges)
    up = upward(article.key, outranking(edges))
    if not up:
        return _without_source(reading, article, edges)
    _, circle = copies_first(up)
    if circle:
        known = [n.key for n in nodes if n.key in circle]
        return ChainOrigin("unknown", "conflict", tuple(known or sorted(circle)), 0.0, "undetermined")
    return _at_the_ends(reading, article, up)


def _without_source(reading: Reading, article: Node, edges: tuple[Edge, ...]) -> ChainOrigin:
    """No source of the whole: a common publication, a part from elsewhere, an own statement, or silence."""
    partners = [e for e in edges if e.child == article.key and e.relation == "co_published" and e.state != "rejected"]
    if partners:
        keys = (article.key, *(e.parent for e in partners))
        return ChainOrigin("co_published", "stated", keys, max(e.confidence for e in partners), "declared")
    stated = reading.origin
    if stated and stated.kind == "original" and stated.basis == "stated":
        return ChainOrigin("original", "stated", (article.key,), stated.confidence, "declared")
    if stated and stated.basis == "conflict":
        return ChainOrigin("unknown", "conflict", (), 0.0, "undetermined")
    if stated and stated.basis == "stated" and stated.kind not in ("unknown", "mixed"):
        # A source is stated, but its edge was rejected or leads back to the article.
        return ChainOrigin("unknown", "conflict", (), 0.0, "undetermined")
    parts = any(e.child == article.key and e.relation == "contributed" and e.state != "rejected" for e in edges)
    return ChainOrigin("mixed" if parts else "unknown", "stated" if parts else "silence", (), 0.0, "none_stated")


def _at_the_ends(reading: Reading, article: Node, up: tuple[Edge, ...]) -> ChainOrigin:
    best, last = _surest_ways(article.key, up)
    children = {e.child for e in up}
    ends = sorted((key for key in best if key not in children), key=lambda key: (-best[key], key))
    first, rest = ends[0], ends[1:]
    second = best[rest[0]] if rest else 0.0
    decided = any(e.child == article.key and e.reviewed for e in up)
    doubted = reading.origin is not None and reading.origin.basis == "conflict" and not decided
    if doubted or (rest and best[first] - second < RIVAL_MARGIN):
        return ChainOrigin("unknown", "conflict", tuple(ends), round(best[first] * (1 - second), 4), "undetermined")
    way = _way_to(first, last)
    if way[-1].relation == "syndicated_by":
        return ChainOrigin("republication", "stated", (first,), round(best[first], 4), "undetermined")
    return ChainOrigin(_kind(reading, way), "stated", (first,), round(best[first], 4), _state(way))


def _surest_ways(start: str, up: tuple[Edge, ...]) -> tuple[dict[str, float], dict[str, Edge]]:
    """For every key above `start` the confidence of the surest way, and the last edge of that way."""
    order, _ = copies_first(up)
    best, last = {start: 1.0}, dict[str, Edge]()
    for key in order:
        for edge in (e for e in up if e.child == key):
            # A distributor between copy and source takes nothing from what the source's own credit says.
            sure = best[key] * (1.0 if edge.relation == "syndicated_by" and _goes_on(edge, up) else edge.confidence)
            if sure > best.get(edge.parent, -1.0):
                best[edge.parent], last[edge.parent] = sure, edge
    return best, last


def _goes_on(edge: Edge, up: tuple[Edge, ...]) -> bool:
    return any(e.child == edge.parent for e in up)


def _way_to(end: str, last: dict[str, Edge]) -> list[Edge]:
    way: list[Edge] = []
    while end in last:
        way.append(last[end])
        end = last[end].child
    return way[::-1]


def _kind(reading: Reading, way: list[Edge]) -> str:
    """The page's own summary where it has one, else what the first telling edge says."""
    stated = reading.origin
    if stated and stated.basis == "stated" and stated.kind not in ("unknown", "original"):
        return stated.kind
    telling = [e for e in way if e.relation != "syndicated_by"] or way
    return _KINDS.get(telling[0].relation, "unknown")


def _state(way: list[Edge]) -> OriginState:
    states = {e.state for e in way}
    if states == {"confirmed"}:
        return "confirmed"
    return "matched" if "matched" in states else "declared"

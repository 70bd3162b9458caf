"""The chain an article declares: nodes and edges out of its credits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from provenance.lineage.nodes import Maker, StateLinks, no_links
from provenance.lineage.sources import Source, sources
from provenance.lineage.when import hours_later
from provenance.records.article import Reading
from provenance.records.keys import edge_key
from provenance.records.lineage import Edge, Node

NOTHING_HELD: Mapping[str, Node] = MappingProxyType({})


def declared(
    article: Node,
    reading: Reading,
    state_links: StateLinks = no_links,
    held: Mapping[str, Node] = NOTHING_HELD,
    known: Callable[[Source], Node | None] = lambda source: None,
) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """The article's node with those its credits tell of, and the edges between them.

    Every edge points from the copy to its source and carries all evidence for it, strongest
    first. Sources at several distances (a distributor, who had it before, the agency that wrote
    it) stand behind one another, those at one distance beside one another. `held` maps canonical
    addresses to articles of the library; a credited address found there is that article; `known` finds
    the node of a source by other means (its text), before. A credit that leads back to the article itself makes no edge (`conflicts` tells of it).
    """
    make = Maker.of(article, reading, state_links)
    found = [(s, known(s) or _known(make.node(s.credits), held)) for s in sources(reading.credits, "in")]
    takers = [(s, _known(make.node(s.credits), held)) for s in sources(reading.credits, "out")]
    edges: dict[str, Edge] = {}
    for edge in (*_towards(article, found), *(_edge(node, article, s) for s, node in takers)):
        if edge.child != edge.parent:
            edges.setdefault(edge.key, edge)
    nodes = {n.key: n for n in (article, *(node for _, node in (*found, *takers)))}
    used = {key for e in edges.values() for key in (e.child, e.parent)} | {article.key}
    return tuple(n for n in nodes.values() if n.key in used), tuple(edges.values())


def _known(node: Node, held: Mapping[str, Node]) -> Node:
    return held.get(node.url, node) if node.url else node


def _towards(article: Node, found: Iterable[tuple[Source, Node]]) -> Iterator[Edge]:
    """Edges to the sources, one stage behind the other."""
    stages: dict[int, list[tuple[Source, Node]]] = defaultdict(list)
    for source, node in found:
        if source.stage is None:
            yield _edge(article, node, source)
        else:
            stages[source.stage].append((source, node))
    before: list[tuple[Source | None, Node]] = [(None, article)]
    for stage in sorted(stages):
        for source, node in stages[stage]:
            yield from (_edge(child, node, source, station) for station, child in before)
        before = list(stages[stage])


def _edge(child: Node, parent: Node, source: Source, station: Source | None = None) -> Edge:
    """One declared edge; behind a station the station's own credits are evidence too."""
    behind = station.evidence if station else ()
    outlet = next((c.outlet for c in source.credits if c.outlet), None)
    return Edge(
        key=edge_key(child.key, parent.key),
        child=child.key,
        parent=parent.key,
        relation=source.relation,
        state="declared",
        confidence=source.confidence,
        found_by="credit",
        direction_basis=() if source.relation == "co_published" else ("credit", "stations") if station else ("credit",),
        credit=source.credit,
        credit_outlet=outlet,
        kept=None,
        overlap=None,
        words=None,
        title_changed=None,
        hours_later=hours_later(child.published, parent.published),
        reviewed=False,
        evidence=tuple(dict.fromkeys((*source.evidence, *behind))),
    )

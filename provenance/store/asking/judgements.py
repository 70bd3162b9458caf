"""Judgements read back, the things they are about, and a chain with what people know from elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, or_, select

from provenance.records.judgement import End, Judgement, outlet_key
from provenance.records.keys import article_key, edge_key
from provenance.records.lineage import Edge, Node
from provenance.store.asking import loading
from provenance.store.keeping import chain
from provenance.store.keeping.captures import canonical
from provenance.store.keeping.inserting import batches
from provenance.store.keeping.judgements import judgement_of
from provenance.store.schema.tables import ARTICLES, CREDITS, EDGES, JUDGEMENTS, NODES, READINGS, RESOLUTIONS

STEPS = 100
"""How many times a chain is joined to another by what people asserted."""


@dataclass(frozen=True, slots=True)
class CreditFound:
    """What is needed to find a credit again: its article, and what it says in which words."""

    key: str
    article: str
    relation: str
    name: str | None
    quote: str


def listed(connection: Connection, subject: str | None = None) -> list[Judgement]:
    """All judgements, withdrawn ones too, or those on one subject; earliest first."""
    wanted = select(JUDGEMENTS).order_by(JUDGEMENTS.c.at, JUDGEMENTS.c.key)
    if subject is not None:
        wanted = wanted.where(or_(JUDGEMENTS.c.subject_key == subject, JUDGEMENTS.c.key == subject))
    return [judgement_of(row) for row in connection.execute(wanted).mappings()]


def on_reading(connection: Connection, article: str) -> list[Judgement]:
    """The standing judgements on what an article's page says: its credits and its date."""
    return _standing(connection, (JUDGEMENTS.c.article_key == article) & JUDGEMENTS.c.kind.in_(("credit", "date")))


def _standing(connection: Connection, about: ColumnElement[bool]) -> list[Judgement]:
    wanted = select(JUDGEMENTS).where(about, JUDGEMENTS.c.withdrawn_at.is_(None))
    return [judgement_of(row) for row in connection.execute(wanted).mappings()]


def judged_chain(connection: Connection, article: str) -> tuple[tuple[Node, ...], tuple[Edge, ...], list[Judgement]]:
    """The chain of an article, the chains that asserted edges join to it, and the judgements on all of it."""
    nodes: dict[str, Node] = {}
    edges: dict[str, Edge] = {}
    found: dict[str, Judgement] = {}
    starts: Sequence[str] = [article]
    for _ in range(STEPS):
        for start in starts:
            more_nodes, more_edges = chain.chain(connection, start)
            nodes |= {n.key: n for n in more_nodes if n.key not in nodes}
            edges |= {e.key: e for e in more_edges if e.key not in edges}
        found |= {one.key: one for one in on_nodes(connection, nodes.values())}
        starts = _reached(connection, found.values(), nodes)
        if not starts or len(nodes) > chain.BREADTH:
            break
    return tuple(nodes.values()), tuple(edges.values()), list(found.values())


def judged_story(connection: Connection, article: str) -> tuple[tuple[Node, ...], tuple[Edge, ...], list[Judgement]]:
    """Everything edges join to an article, in any direction, and the judgements on all of it."""
    nodes, edges = chain.component(connection, article)
    return nodes, edges, on_nodes(connection, nodes)


def judged_above(
    connection: Connection, articles: Sequence[str]
) -> tuple[tuple[Node, ...], tuple[Edge, ...], list[Judgement]]:
    """Articles with all nodes and edges above them, and the judgements on all of it."""
    nodes, edges = chain.above(connection, articles)
    return nodes, edges, on_nodes(connection, nodes)


def on_nodes(connection: Connection, nodes: Iterable[Node]) -> list[Judgement]:
    """The standing judgements on nodes, their edges, dates, credits and outlets; ends as what they are known as today."""
    nodes = tuple(nodes)
    articles = [n.key for n in nodes if n.key.startswith("art_")]
    keys = {k for n in nodes for k in (n.key, _claimed(n)) if k} | set(chain.known_as(connection, articles))
    outlets = {outlet_key(n.outlet.slug) for n in nodes if n.outlet}
    columns = (JUDGEMENTS.c.child_key, JUDGEMENTS.c.parent_key, JUDGEMENTS.c.article_key)
    found: dict[str, Judgement] = {}
    for some in batches(sorted(keys)):
        for column in columns:
            found |= {one.key: one for one in _standing(connection, column.in_(some))}
    while outlets:
        told = [x for some in batches(sorted(outlets)) for x in _standing(connection, JUDGEMENTS.c.child_key.in_(some))]
        fresh = {one.key: one for one in told if one.key not in found}
        found |= fresh
        outlets = {one.parent.key for one in fresh.values() if one.parent}
    return _known_today(connection, found.values())


def _claimed(node: Node) -> str | None:
    url = canonical(node.url) if node.url and not node.held else None
    return article_key(url, None, "") if url else None


def _known_today(connection: Connection, found: Iterable[Judgement]) -> list[Judgement]:
    """Ends that were known from a credit when they were judged, as the articles they turned out to be."""
    found = list(found)
    ends = {end.key for one in found for end in (one.child, one.parent) if end}
    resolved = chain.resolutions(connection, ends)

    def today(end: End | None) -> End | None:
        return replace(end, key=resolved.get(end.key, end.key)) if end else None

    return [replace(one, child=today(one.child), parent=today(one.parent)) for one in found]


def _reached(connection: Connection, found: Iterable[Judgement], nodes: Collection[str]) -> list[str]:
    """Where asserted edges lead out of the chain: held articles, and nodes that others credit."""
    ends = {end.key for one in found if one.decision == "assert" for end in (one.child, one.parent) if end}
    wanted = sorted(ends - set(nodes))
    there: set[str] = set()
    for some in batches(wanted):
        there |= set(connection.execute(select(ARTICLES.c.key).where(ARTICLES.c.key.in_(some))).scalars())
        claimed = select(NODES.c.key).where(or_(NODES.c.claimed_key.in_(some), NODES.c.key.in_(some)))
        there |= set(connection.execute(claimed).scalars())
    # A node known from a credit that turned out to be a held article is reached as that article.
    resolved = chain.resolutions(connection, there)
    return sorted({resolved.get(key, key) for key in there} - set(nodes))


def edge_of(connection: Connection, key: str) -> tuple[Node, Node] | None:
    """The copy and the source of an edge, also of one that is keyed by the article a node turned out to be."""
    ends = connection.execute(select(EDGES.c.child_key, EDGES.c.parent_key).where(EDGES.c.key == key)).first()
    found = tuple(ends) if ends else next((pair for pair in _resolved_ends(connection) if edge_key(*pair) == key), None)
    if found is None:
        return None
    nodes = {n.key: n for n in chain.nodes_of(connection, found)}
    child, parent = (nodes.get(k) for k in found)
    return (child, parent) if child and parent else None


def _resolved_ends(connection: Connection) -> Iterable[tuple[str, str]]:
    """The ends of the edges one of whose ends turned out to be a held article, by today's keys."""
    today = dict(tuple(row) for row in connection.execute(select(RESOLUTIONS.c.node_key, RESOLUTIONS.c.article_key)))
    for some in batches(sorted(today)):
        at = or_(EDGES.c.child_key.in_(some), EDGES.c.parent_key.in_(some))
        for child, parent in connection.execute(select(EDGES.c.child_key, EDGES.c.parent_key).where(at).distinct()):
            yield today.get(child, child), today.get(parent, parent)


def node_of(connection: Connection, key: str) -> Node | None:
    """The node of a key, held or known from a credit."""
    return next(iter(chain.nodes_of(connection, [key])), None)


def credit_of(connection: Connection, key: str) -> CreditFound | None:
    """The credit of a key, of any reading that is kept."""
    c = CREDITS.c
    wanted = (
        select(c.key, ARTICLES.c.key.label("article"), c.relation, c.name, c.quote)
        .join(READINGS, READINGS.c.id == c.reading_id)
        .join(ARTICLES, ARTICLES.c.id == READINGS.c.article_id)
        .where(c.key == key)
    )
    row = connection.execute(wanted.limit(1)).first()
    return CreditFound(*row) if row else None


def held_at(connection: Connection, url: str) -> Node | None:
    """The held article at an address."""
    return next(iter(loading.by_url(connection, [url]).values()), None)

"""Nodes and edges: kept by the article they were derived from, put together by key.

A node known from a credit that turned out to be a held article (a resolution) appears as that
article, and its edges with it: the chain is the same whichever page came first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, select

from provenance.records.article import Reading
from provenance.records.base import as_json
from provenance.records.dates import DateClaim
from provenance.records.evidence import Evidence
from provenance.records.keys import article_key, edge_key
from provenance.records.lineage import Edge, Match, Node, StateLink
from provenance.store.asking import loading
from provenance.store.counted.refreshing import refresh
from provenance.store.counted.touched import judged_at
from provenance.store.keeping import rows, waiting
from provenance.store.keeping.adding import resolution
from provenance.store.keeping.captures import canonical
from provenance.store.keeping.inserting import add_row, add_rows, batches, insert_new
from provenance.store.schema.tables import (
    ARTICLES,
    EDGE_EVIDENCE,
    EDGES,
    NODES,
    READINGS,
    RESOLUTIONS,
    SAID_PENDING,
)

Derive = Callable[[str, Reading], tuple[Iterable[Node], Iterable[Edge]]]
"""What derives an article's nodes and edges from its key and its current reading."""
DEPTH = 1000
"""Edges a chain is followed in each direction."""
BREADTH = 20_000
"""Nodes after which a chain is followed no further."""


def save(connection: Connection, derived: Iterable[tuple[int, Iterable[Node], Iterable[Edge]]], run: int) -> None:
    """Keep the nodes and edges derived from articles, by row number, in place of those kept before."""
    copies, ends = set[str](), set[str]()
    for article, nodes, edges in derived:
        some, others = _save(connection, article, run, tuple(nodes), tuple(edges))
        copies |= some
        ends |= others
    refresh(connection, copies, ends)


def _save(
    connection: Connection, article: int, run: int, nodes: tuple[Node, ...], edges: tuple[Edge, ...]
) -> tuple[set[str], set[str]]:
    """The copies whose edges, and the nodes whose articles, are others than before, by key."""
    before = connection.execute(select(EDGES.c.child_key).where(EDGES.c.article_id == article)).scalars().all()
    claims = _claims(connection, article)
    current = (READINGS.c.article_id == article) & READINGS.c.is_current
    reading = connection.execute(select(READINGS.c.id, READINGS.c.text_class).where(current)).one()
    connection.execute(delete(EDGES).where(EDGES.c.article_id == article))
    connection.execute(delete(NODES).where(NODES.c.article_id == article))
    of = {"article_id": article, "reading_id": reading.id, "run_id": run}
    unique = list({node.key: node for node in rows.cleaned(nodes)}.values())
    add_rows(
        connection, NODES, ({**of, "position": n, **_node_values(x, reading.text_class)} for n, x in enumerate(unique))
    )
    for n, edge in enumerate({edge.key: edge for edge in rows.cleaned(edges)}.values()):
        _save_edge(connection, edge, {**of, "position": n})
    resolved = _resolve(connection, unique)
    # First the state, then the mark: in this order everybody takes the two.
    waiting.raised(connection, waiting.SAID_STATE)
    insert_new(connection, SAID_PENDING, [{"article_id": article}])
    others = claims ^ _claims(connection, article)
    judged = judged_at(connection, {claimed for _, claimed in others})
    if judged:
        judged |= {key for key, _ in others}
    return {*before, *(edge.child for edge in edges), *judged}, resolved


def ends_of(connection: Connection, article: int, key: str) -> set[str]:
    """Everything that stands at an end of an edge of an article, itself, and the nodes that turned out to be it, by key."""
    ends = connection.execute(select(EDGES.c.child_key, EDGES.c.parent_key).where(EDGES.c.article_id == article))
    nodes = connection.execute(select(NODES.c.key).where(NODES.c.article_id == article)).scalars()
    return {key, *known_as(connection, [key]), *(end for row in ends for end in row), *nodes}


def _claims(connection: Connection, article: int) -> set[tuple[str, str]]:
    """The nodes of an article that are not held, with the keys that articles at their addresses would have."""
    wanted = select(NODES.c.key, NODES.c.claimed_key).where(NODES.c.article_id == article)
    found = connection.execute(wanted.where(NODES.c.claimed_key.is_not(None)))
    return {(row.key, row.claimed_key) for row in found}


def is_saved(connection: Connection, article: int) -> bool:
    """Whether the nodes kept for an article were derived from its current reading."""
    current = (READINGS.c.id == NODES.c.reading_id) & READINGS.c.is_current
    kept = select(NODES.c.id).join(READINGS, current).where(NODES.c.article_id == article)
    return connection.execute(kept.limit(1)).first() is not None


def _node_values(node: Node, text_class: str | None) -> dict[str, Any]:
    url = canonical(node.url)
    return {
        "key": node.key, "claimed_key": article_key(url, None, "") if url and not node.held else None,
        "text_class": None if node.held or url else text_class, "name": node.name, "host": node.host, "url": node.url,
        "title": node.title, "published": as_json(node.published), "held": node.held, "state_links": as_json(node.state_links),
        **rows.outlet_values(node.outlet),
    }  # fmt: skip


_EDGE = (
    "key", "relation", "state", "confidence", "found_by", "credit", "kept", "overlap", "words", "title_changed", "hours_later", "reviewed",
)  # fmt: skip


def _edge_values(edge: Edge) -> dict[str, Any]:
    return {name: getattr(edge, name) for name in _EDGE} | {
        "child_key": edge.child, "parent_key": edge.parent, "direction_basis": list(edge.direction_basis),
        **rows.outlet_values(edge.credit_outlet, "credit_"),
    }  # fmt: skip


def _save_edge(connection: Connection, edge: Edge, of: dict[str, Any]) -> None:
    number = add_row(connection, EDGES, _edge_values(edge) | of)
    evidence = ({"edge_id": number, "position": n, **_evidence_values(e)} for n, e in enumerate(edge.evidence))
    add_rows(connection, EDGE_EVIDENCE, evidence)


def _evidence_values(item: Evidence | Match) -> dict[str, Any]:
    if isinstance(item, Match):
        return {"measured": item.to_dict(), **rows.evidence_values(None)}
    return {"measured": None, **rows.evidence_values(item)}


def _resolve(connection: Connection, nodes: Sequence[Node]) -> set[str]:
    """Join nodes to the held articles at their addresses; those that were not joined before."""
    fresh: set[str] = set()
    keys = {article_key(url, None, ""): n.key for n in nodes if not n.held and (url := canonical(n.url))}
    for some in batches(sorted(keys)):
        found = connection.execute(select(ARTICLES.c.key).where(ARTICLES.c.key.in_(some))).scalars().all()
        joined = resolutions(connection, (keys[key] for key in found))
        new = [key for key in found if keys[key] not in joined]
        insert_new(connection, RESOLUTIONS, [resolution(keys[key], key) for key in new])
        fresh.update(keys[key] for key in new)
    return fresh


def join(connection: Connection, node: str, article: str, basis: str) -> None:
    """Join a node known from a credit to an article; what it was joined to before stays."""
    if node != article:
        insert_new(connection, RESOLUTIONS, [resolution(node, article) | {"basis": basis}])
        refresh(connection, (), [node, article])


def chain(connection: Connection, article: str) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """All nodes and edges above and below an article, nearest first; a circle is walked once."""
    found: dict[int, RowMapping] = {}
    for near, far in (("child_key", "parent_key"), ("parent_key", "child_key")):
        _walk(connection, [article], near, far, found)
    keys = [article, *(row[end] for row in found.values() for end in ("child_key", "parent_key"))]
    resolved = resolutions(connection, keys)
    edges = _merged(connection, list(found.values()), resolved)
    wanted = dict.fromkeys([article, *(key for e in edges for key in (e.child, e.parent))])
    return _nodes(connection, list(wanted), keys, resolved), edges


def above(connection: Connection, articles: Sequence[str]) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Articles, and all nodes and edges above any of them."""
    found: dict[int, RowMapping] = {}
    _walk(connection, articles, "child_key", "parent_key", found)
    keys = [*articles, *(row[end] for row in found.values() for end in ("child_key", "parent_key"))]
    resolved = resolutions(connection, keys)
    edges = _merged(connection, list(found.values()), resolved)
    wanted = dict.fromkeys([*articles, *(key for e in edges for key in (e.child, e.parent))])
    return _nodes(connection, list(wanted), keys, resolved), edges


def _walk(connection: Connection, starts: Sequence[str], near: str, far: str, found: dict[int, RowMapping]) -> None:
    seen, frontier = set(starts), list(starts)
    for _ in range(DEPTH):
        ends = frontier + known_as(connection, frontier)
        rows_ = [row for some in batches(ends) for row in _edges_at(connection, near, some)]
        found.update((row["id"], row) for row in rows_)
        fars = [row[far] for row in rows_]
        resolved = resolutions(connection, fars)
        frontier = [key for key in dict.fromkeys(resolved.get(k, k) for k in fars) if key not in seen]
        seen.update(frontier)
        if not frontier or len(seen) > BREADTH:
            return


def component(connection: Connection, article: str) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """All nodes and edges of the story of an article: whatever edges join to it, in any direction."""
    found: dict[int, RowMapping] = {}
    seen, frontier = {article}, [article]
    while frontier and len(seen) < BREADTH:
        ends = frontier + known_as(connection, frontier)
        rows_ = [
            r
            for some in batches(ends)
            for near in ("child_key", "parent_key")
            for r in _edges_at(connection, near, some)
        ]
        found.update((row["id"], row) for row in rows_)
        fars = [row[end] for row in rows_ for end in ("child_key", "parent_key")]
        resolved = resolutions(connection, fars)
        frontier = [key for key in dict.fromkeys(resolved.get(k, k) for k in fars) if key not in seen]
        seen.update(frontier)
    keys = [article, *(row[end] for row in found.values() for end in ("child_key", "parent_key"))]
    resolved = resolutions(connection, keys)
    edges = _merged(connection, list(found.values()), resolved)
    wanted = dict.fromkeys([article, *(key for e in edges for key in (e.child, e.parent))])
    return _nodes(connection, list(wanted), keys, resolved), edges


def _edges_at(connection: Connection, near: str, keys: Sequence[str]) -> Sequence[RowMapping]:
    wanted = select(EDGES).where(EDGES.c[near].in_(keys)).order_by(EDGES.c.key, EDGES.c.id)
    return connection.execute(wanted).mappings().all()


def known_as(connection: Connection, articles: Sequence[str]) -> list[str]:
    """The keys of nodes that turned out to be these articles."""
    found: list[str] = []
    for some in batches(articles):
        named = select(RESOLUTIONS.c.node_key).where(RESOLUTIONS.c.article_key.in_(some))
        found.extend(connection.execute(named.order_by(RESOLUTIONS.c.node_key)).scalars())
    return found


def resolutions(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """The articles that nodes turned out to be, by the node's key."""
    found: dict[str, str] = {}
    for some in batches(sorted({key for key in keys if key.startswith("nod_")})):
        joined = select(RESOLUTIONS.c.node_key, RESOLUTIONS.c.article_key).where(RESOLUTIONS.c.node_key.in_(some))
        found.update((row.node_key, row.article_key) for row in connection.execute(joined))
    return found


def _merged(connection: Connection, found: Sequence[RowMapping], resolved: Mapping[str, str]) -> tuple[Edge, ...]:
    """Edges by key: of several rows the surest speaks, and the evidence of all is kept."""
    evidence = _evidence(connection, [row["id"] for row in found])
    owners = _owners(connection, found)
    edges: dict[str, Edge] = {}
    for row in sorted(found, key=lambda r: (r["state"] == "rejected", -r["confidence"], owners[r["article_id"]])):
        edge = _edge(row, evidence.get(row["id"], []), resolved)
        first = edges.setdefault(edge.key, edge)
        if first is not edge:
            edges[edge.key] = _with(first, edge.evidence)
    order = {_edge_key(row, resolved): n for n, row in reversed(list(enumerate(found)))}
    return tuple(sorted(edges.values(), key=lambda e: order[e.key]))


def _owners(connection: Connection, found: Sequence[RowMapping]) -> dict[int, str]:
    keys: dict[int, str] = {}
    for some in batches(sorted({row["article_id"] for row in found})):
        listed = connection.execute(select(ARTICLES.c.id, ARTICLES.c.key).where(ARTICLES.c.id.in_(some)))
        keys.update((row.id, row.key) for row in listed)
    return keys


def _with(edge: Edge, more: tuple[Evidence | Match, ...]) -> Edge:
    return replace(edge, evidence=tuple(dict.fromkeys((*edge.evidence, *more))))


def _edge_key(row: RowMapping, resolved: Mapping[str, str]) -> str:
    child, parent = (resolved.get(row[k], row[k]) for k in ("child_key", "parent_key"))
    same = (child, parent) == (row["child_key"], row["parent_key"])
    return str(row["key"]) if same else edge_key(child, parent)


def _edge(row: RowMapping, evidence: Sequence[Evidence | Match], resolved: Mapping[str, str]) -> Edge:
    plain = {name: row[name] for name in _EDGE} | {"key": _edge_key(row, resolved)}
    return Edge(
        **plain, child=resolved.get(row["child_key"], row["child_key"]), parent=resolved.get(row["parent_key"], row["parent_key"]),
        direction_basis=tuple(row["direction_basis"]), credit_outlet=rows.outlet_of(row, "credit_"), evidence=tuple(evidence),
    )  # fmt: skip


def _evidence(connection: Connection, edges: Sequence[int]) -> dict[int, list[Evidence | Match]]:
    found: dict[int, list[Evidence | Match]] = {}
    for some in batches(edges):
        wanted = select(EDGE_EVIDENCE).where(EDGE_EVIDENCE.c.edge_id.in_(some))
        ordered = wanted.order_by(EDGE_EVIDENCE.c.edge_id, EDGE_EVIDENCE.c.position)
        for row in connection.execute(ordered).mappings():
            item = _match(row["measured"]) if row["measured"] is not None else rows.sure_evidence(row)
            found.setdefault(row["edge_id"], []).append(item)
    return found


def _match(value: Mapping[str, Any]) -> Match:
    spans = tuple((s["a_start"], s["a_end"], s["b_start"], s["b_end"]) for s in value["spans"])
    return Match(**{**value, "spans": spans})


def _nodes(
    connection: Connection, wanted: Sequence[str], keys: Sequence[str], resolved: Mapping[str, str]
) -> tuple[Node, ...]:
    """A held article speaks for itself; what others list about its outlet comes from the kept node."""
    kept = _kept_nodes(connection, set(keys) | set(wanted))
    held = loading.nodes(connection, (key for key in wanted if key.startswith("art_")))
    aliases: dict[str, list[str]] = {}
    for node, article in resolved.items():
        aliases.setdefault(article, []).append(node)
    found = []
    for key in wanted:
        known = next((kept[k] for k in (key, *sorted(aliases.get(key, ()))) if k in kept), None)
        if key in held:
            listed = known.state_links if known and known.outlet == held[key].outlet else ()
            found.append(replace(held[key], state_links=listed))
        elif known is not None:
            found.append(replace(known, held=False))
    return tuple(found)


def nodes_of(connection: Connection, keys: Sequence[str]) -> tuple[Node, ...]:
    """The nodes of these keys, held or known from a credit; others are left out."""
    return _nodes(connection, keys, keys, {})


def _kept_nodes(connection: Connection, keys: Iterable[str]) -> dict[str, Node]:
    """Kept nodes by key; of several the one of its own article, else that of the first article by key."""
    found: dict[str, tuple[tuple[bool, str], Node]] = {}
    for some in batches(sorted(set(keys))):
        wanted = select(NODES, ARTICLES.c.key.label("owner")).join(ARTICLES, ARTICLES.c.id == NODES.c.article_id)
        for row in connection.execute(wanted.where(NODES.c.key.in_(some))).mappings():
            rank = (row["owner"] != row["key"], row["owner"])
            if row["key"] not in found or rank < found[row["key"]][0]:
                found[row["key"]] = (rank, _node(row))
    return {key: node for key, (_, node) in found.items()}


def _node(row: RowMapping) -> Node:
    return Node(
        key=row["key"], name=row["name"], host=row["host"], outlet=rows.outlet_of(row), url=row["url"], title=row["title"],
        published=_date(row["published"]), held=row["held"], state_links=tuple(StateLink(**s) for s in row["state_links"]),
    )  # fmt: skip


def _date(value: Mapping[str, Any] | None) -> DateClaim | None:
    if value is None:
        return None
    evidence = Evidence(**value["evidence"]) if value["evidence"] else None
    return DateClaim(**{**value, "evidence": evidence})

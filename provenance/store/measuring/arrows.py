"""Every arrow along which a text came, as people judged it, and who stands at its ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, text

from provenance.records.counted import Arrow, Place, Scope
from provenance.records.judgement import Judgement
from provenance.records.keys import edge_key
from provenance.store.asking.judgements import listed
from provenance.store.keeping.inserting import batches
from provenance.store.measuring.scope import inside
from provenance.times import parse_iso

BESIDE = ("contributed", "co_published", "hat_tip", "republished_to", "self_origin")
"""Relations along which no whole text or passage came: a part, a partner, a hint, the way outward."""
_ARROWS = """
SELECT e.key, coalesce(c.article_key, e.child_key) AS child, coalesce(p.article_key, e.parent_key) AS parent, e.relation, e.state,
       e.confidence, e.found_by, e.credit, e.credit_outlet_slug AS credit_outlet, e.overlap, e.kept, e.title_changed,
       coalesce(c.article_key, p.article_key) IS NOT NULL AS resolved
FROM edges e
LEFT JOIN resolutions c ON c.node_key = e.child_key
LEFT JOIN resolutions p ON p.node_key = e.parent_key
WHERE e.state <> 'rejected' AND e.relation NOT IN ({beside})
"""
_REJECTED = "SELECT count(DISTINCT e.key) FROM edges e WHERE e.state = 'rejected'"
_HELD = """
SELECT a.key, coalesce(o.slug, '') AS outlet, coalesce(o.name, 'an outlet not known') AS name, coalesce(o.kind, 'unknown') AS kind,
       r.words, d.value AS published, r.title
FROM articles a JOIN readings r ON r.article_id = a.id AND r.is_current LEFT JOIN outlets o ON o.id = a.outlet_id
LEFT JOIN date_claims d ON d.reading_id = r.id AND d.role = 'published' AND d.position = 0 AND d.precision = 'second'
WHERE a.key IN ({keys})
"""
_NODES = """
SELECT n.key, coalesce(n.outlet_slug, '') AS outlet, n.name, coalesce(o.kind, 'unknown') AS kind
FROM nodes n LEFT JOIN outlets o ON o.slug = n.outlet_slug WHERE n.key IN ({keys}) ORDER BY n.key, n.id
"""
_SOURCES_HELD = """
SELECT a.key FROM articles a JOIN outlets o ON o.id = a.outlet_id
WHERE o.slug = :outlet AND (EXISTS (SELECT 1 FROM edges e WHERE e.parent_key = a.key)
    OR EXISTS (SELECT 1 FROM resolutions s JOIN edges e ON e.parent_key = s.node_key WHERE s.article_key = a.key))
"""
_SOURCES_KNOWN = """
SELECT DISTINCT n.key FROM edges e JOIN nodes n ON n.article_id = e.article_id AND n.key = e.parent_key
WHERE n.outlet_slug = :outlet AND NOT n.held AND n.key NOT IN (SELECT node_key FROM resolutions)
"""
_CLAIMED = "SELECT DISTINCT key, claimed_key FROM nodes WHERE claimed_key IN ({keys})"
_COPYING = """
SELECT a.key FROM {articles} AND a.key IN (SELECT coalesce(c.article_key, e.child_key) FROM edges e
    LEFT JOIN resolutions c ON c.node_key = e.child_key WHERE e.state <> 'rejected' AND e.relation NOT IN ({beside})
    UNION SELECT child_key FROM judgements WHERE kind = 'edge' AND decision = 'assert' AND withdrawn_at IS NULL)
"""


def arrows(connection: Connection) -> tuple[tuple[Arrow, ...], int]:
    """The arrows of the whole library that nobody rejected, one for each pair, the surest row of each.

    A person's latest decision counts: rejected ones are left out, asserted ones are there. With how many are rejected.
    """
    beside = ", ".join(f"'{relation}'" for relation in BESIDE)
    found: dict[tuple[str, str], Arrow] = {}
    for row in connection.execute(text(_ARROWS.format(beside=beside))):
        key, title = edge_key(row.child, row.parent) if row.resolved else row.key, row.title_changed
        one = Arrow(
            key, row.child, row.parent, row.relation, row.state, row.confidence, row.found_by, row.credit,
            row.credit_outlet, row.overlap, row.kept, None if title is None else bool(title),
        )  # fmt: skip
        there = found.get((one.child, one.parent))
        if one.child != one.parent and (there is None or _surer(one) > _surer(there)):
            found[one.child, one.parent] = one
    rejected = int(connection.execute(text(_REJECTED)).scalar_one())
    judged = _judged(connection, found)
    return tuple(found.values()), rejected + judged


def _surer(one: Arrow) -> tuple[float, bool, str]:
    return (one.confidence, one.overlap is not None, one.relation)


def _judged(connection: Connection, found: dict[tuple[str, str], Arrow]) -> int:
    """Apply the latest standing judgement on each pair to the arrows; returns how many are rejected."""
    last: dict[tuple[str, str], Judgement] = {}
    for one in listed(connection):
        if one.kind == "edge" and one.stands and one.child and one.parent:
            last[one.child.key, one.parent.key] = one
    if not last:
        return 0
    ends = sorted({key for pair in last for key in pair})
    known, rejected = _known_as(connection, ends), 0
    for (child, parent), one in last.items():
        pairs = [(c, p) for c in known.get(child, [child]) for p in known.get(parent, [parent])]
        there = [pair for pair in pairs if pair in found]
        for pair in there:
            if one.decision == "reject":
                del found[pair]
                rejected += 1
            else:
                sure = max(found[pair].confidence, 0.98)
                found[pair] = replace(found[pair], state="confirmed", confidence=sure, judged=one.decision)
        if one.decision == "assert" and not there:
            found[pairs[0]] = Arrow(
                edge_key(*pairs[0]), *pairs[0], one.value or "republished_from", "confirmed", 0.98, "person", "none",
                None, None, None, None, "assert",
            )  # fmt: skip
    return rejected


def _known_as(connection: Connection, ends: Sequence[str]) -> dict[str, list[str]]:
    """Under which keys the ends of judgements stand in arrows today: the article, or the nodes that claim its address."""
    found: dict[str, list[str]] = {key: [key] for key in ends}
    for some in batches(ends):
        names = {f"k{n}": key for n, key in enumerate(some)}
        keys = ", ".join(f":{name}" for name in names)
        for row in connection.execute(text(_CLAIMED.format(keys=keys)), names):
            found[row.claimed_key].append(row.key)
        resolved = text(f"SELECT node_key, article_key FROM resolutions WHERE node_key IN ({keys})")  # noqa: S608 - names
        for row in connection.execute(resolved, names):
            found[row.node_key].insert(0, row.article_key)
    return found


def copying(connection: Connection, scope: Scope, outlet: str | None = None) -> frozenset[str]:
    """The keys of the articles in a scope, of one outlet or of all, from which an arrow leads."""
    articles, given = inside(connection, scope, outlet)
    beside = ", ".join(f"'{relation}'" for relation in BESIDE)
    return frozenset(connection.execute(text(_COPYING.format(articles=articles, beside=beside)), given).scalars())


def sources_of(connection: Connection, outlet: str) -> frozenset[str]:
    """The articles and nodes of an outlet that others come from, by the keys they are known by today."""
    held = text(_SOURCES_HELD)
    known = text(_SOURCES_KNOWN)
    found: set[str] = set()
    for wanted in (held, known):
        found.update(connection.execute(wanted, {"outlet": outlet}).scalars())
    return frozenset(found)


def inside_of(connection: Connection, scope: Scope, keys: Iterable[str]) -> frozenset[str]:
    """Those of the keys that are articles in a scope."""
    articles, given = inside(connection, scope)
    found: set[str] = set()
    for some in batches(sorted(set(keys))):
        names = {f"k{n}": key for n, key in enumerate(some)}
        wanted = f"SELECT a.key FROM {articles} AND a.key IN ({', '.join(f':{name}' for name in names)})"  # noqa: S608 - names
        found.update(connection.execute(text(wanted), given | names).scalars())
    return frozenset(found)


def places(connection: Connection, keys: Iterable[str]) -> Mapping[str, Place]:
    """Who publishes the articles and nodes of these keys; a node that is kept several times by its first row."""
    listed_ = sorted(set(keys))
    found: dict[str, Place] = {}
    for some in batches([k for k in listed_ if k.startswith("art_")]):
        for row in _of(connection, _HELD, some):
            second = _second(row.published)
            found[row.key] = Place(row.key, row.outlet, row.name, row.kind, True, row.words, second, row.title)
    for some in batches([k for k in listed_ if k not in found]):
        for row in _of(connection, _NODES, some):
            found.setdefault(row.key, Place(row.key, row.outlet, row.name, row.kind, False))
    return found


def _of(connection: Connection, wanted: str, some: Sequence[str]) -> Iterable[Row[Any]]:
    names = {f"k{n}": key for n, key in enumerate(some)}
    return connection.execute(text(wanted.format(keys=", ".join(f":{name}" for name in names))), names)


def _second(value: str | None) -> int | None:
    """Seconds since 1970 of a date stated to the second with its zone, else None."""
    found = parse_iso(value) if value else None
    if found is None or found.precision != "second" or found.not_before != found.not_after:
        return None
    return int(found.not_before.timestamp())

"""Every arrow along which a text came, as people judged it, and who stands at its ends: from the table `copies`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import Connection, Row, text

from provenance.records.counted import Arrow, Place, Scope
from provenance.store.keeping.inserting import batches
from provenance.store.measuring.scope import inside
from provenance.times import parse_iso

MANY = 20_000
"""Keys from which on all arrows are read at once: that is quicker than asking for them by name."""
_ARROWS = """
SELECT edge_key, child_key, parent_key, relation, state, confidence, found_by, credit, credit_outlet, overlap, kept, title_changed, judged
FROM copies WHERE place IS NOT NULL {only}
"""
_REJECTED = """
SELECT (SELECT count(DISTINCT key) FROM edges WHERE state = 'rejected') + (SELECT count(*) FROM judged_edges WHERE decision = 'reject')
"""
_HELD = """
SELECT a.key, coalesce(o.slug, '') AS outlet, coalesce(o.name, 'an outlet not known') AS name, coalesce(o.kind, 'unknown') AS kind,
       r.words, d.value AS published, r.title
FROM articles a JOIN readings r ON r.article_id = a.id AND r.is_current
LEFT JOIN outlets w ON w.id = a.outlet_id LEFT JOIN outlets o ON o.id = coalesce(w.same_as, w.id)
LEFT JOIN date_claims d ON d.reading_id = r.id AND d.role = 'published' AND d.position = 0 AND d.precision = 'second'
WHERE a.key IN ({keys})
"""
_NODES = """
SELECT n.key, coalesce(o.slug, n.outlet_slug, '') AS outlet, coalesce(CASE WHEN w.same_as IS NOT NULL THEN o.name END, n.name) AS name,
       coalesce(o.kind, 'unknown') AS kind
FROM nodes n
LEFT JOIN outlets w ON w.slug = n.outlet_slug LEFT JOIN outlets o ON o.id = coalesce(w.same_as, w.id)
WHERE n.key IN ({keys}) ORDER BY n.key, n.id
"""
_SOURCES = "SELECT DISTINCT parent_key FROM copies WHERE parent_outlet = :outlet AND place IS NOT NULL"
_COPYING = "SELECT a.key FROM {articles}"
_IS_COPY = "JOIN copies c ON c.child_id = a.id AND c.place = 1"


def arrows(connection: Connection, touching: tuple[str, Sequence[str]] | None = None) -> tuple[Arrow, ...]:
    """The arrows that nobody rejected, one for each pair: of the whole library, or of some keys.

    `touching` is (`child`, keys) or (`parent`, keys): only arrows that lead from, or to, these. A person's latest
    decision counts: rejected ones are left out, asserted ones are there.
    """
    if touching is None:
        return tuple(map(_arrow, connection.execute(text(_ARROWS.format(only="")))))
    end, keys = touching
    found: list[Arrow] = []
    for some in batches(sorted(set(keys))):
        names = {f"k{n}": key for n, key in enumerate(some)}
        only = f"AND {end}_key IN ({', '.join(f':{name}' for name in names)})"
        found.extend(map(_arrow, connection.execute(text(_ARROWS.format(only=only)), names)))
    return tuple(found)


def _arrow(row: Row[Any]) -> Arrow:
    found = Arrow._make(row)
    return found if found.title_changed is None else found._replace(title_changed=bool(found.title_changed))


def walk(connection: Connection, end: Literal["child", "parent"], starts: Iterable[str]) -> tuple[Arrow, ...]:
    """All arrows above some keys (`child`), or below them (`parent`), step by step; of very many, those of the whole library."""
    frontier = sorted(set(starts))
    if len(frontier) > MANY:
        return arrows(connection)
    found: dict[tuple[str, str], Arrow] = {}
    seen = set(frontier)
    while frontier:
        some = arrows(connection, (end, frontier))
        found.update(((a.child, a.parent), a) for a in some)
        ends = {a.parent for a in some} if end == "child" else {a.child for a in some}
        frontier = sorted(ends - seen)
        seen.update(frontier)
        if len(seen) > MANY:
            return arrows(connection)
    return tuple(found.values())


def rejected(connection: Connection) -> int:
    """How many edges count nowhere: those kept as rejected, and those that a person rejected."""
    return int(connection.execute(text(_REJECTED)).scalar_one())


def copying(connection: Connection, scope: Scope, outlet: str | None = None) -> frozenset[str]:
    """The keys of the articles in a scope, of one outlet or of all, from which an arrow leads."""
    articles, given = inside(connection, scope, outlet, _IS_COPY)
    return frozenset(connection.execute(text(_COPYING.format(articles=articles)), given).scalars())


def sources_of(connection: Connection, outlet: str) -> frozenset[str]:
    """The articles and nodes of an outlet that others come from, by the keys they are known by today."""
    return frozenset(connection.execute(text(_SOURCES), {"outlet": outlet}).scalars())


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
    listed = sorted(set(keys))
    found: dict[str, Place] = {}
    for some in batches([k for k in listed if k.startswith("art_")]):
        for row in _of(connection, _HELD, some):
            second = _second(row.published)
            found[row.key] = Place(row.key, row.outlet, row.name, row.kind, True, row.words, second, row.title)
    for some in batches([k for k in listed if k not in found]):
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

"""Every arrow along which a text came, as people judged it, and who stands at its ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Row, text

from provenance.records.counted import Arrow, Place, Scope
from provenance.records.judgement import Judgement
from provenance.records.keys import edge_key
from provenance.store.asking.judgements import listed
from provenance.store.keeping.chain import known_as
from provenance.store.keeping.inserting import batches
from provenance.store.measuring.scope import inside
from provenance.times import parse_iso

BESIDE = ("contributed", "co_published", "hat_tip", "republished_to", "self_origin")
"""Relations along which no whole text or passage came: a part, a partner, a hint, the way outward."""
_BESIDE = ", ".join(f"'{relation}'" for relation in BESIDE)
SURE = 0.98
"""Confidence of what a person confirmed or asserted, at least."""
MANY = 20_000
"""Keys from which on all arrows are read at once: that is quicker than asking for them by name."""
_ARROWS = """
SELECT e.key, coalesce(c.article_key, e.child_key) AS child, coalesce(p.article_key, e.parent_key) AS parent, e.relation, e.state,
       e.confidence, e.found_by, e.credit, e.credit_outlet_slug AS credit_outlet, e.overlap, e.kept, e.title_changed,
       coalesce(c.article_key, p.article_key) IS NOT NULL AS resolved
FROM edges e
LEFT JOIN resolutions c ON c.node_key = e.child_key
LEFT JOIN resolutions p ON p.node_key = e.parent_key
WHERE e.state <> 'rejected' AND e.relation NOT IN ({beside}) {only}
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
SELECT a.key FROM {articles} AND (
    EXISTS (SELECT 1 FROM edges e WHERE e.child_key = a.key AND e.state <> 'rejected' AND e.relation NOT IN ({beside}))
    OR a.key IN (SELECT c.article_key FROM resolutions c JOIN edges e ON e.child_key = c.node_key WHERE e.state <> 'rejected' AND e.relation NOT IN ({beside}))
    OR a.key IN (SELECT child_key FROM judgements WHERE kind = 'edge' AND decision = 'assert' AND withdrawn_at IS NULL))
"""


def arrows(connection: Connection, touching: tuple[str, Sequence[str]] | None = None) -> tuple[Arrow, ...]:
    """The arrows that nobody rejected, one for each pair, the surest row of each: of the whole library, or of some keys.

    `touching` is (`child`, keys) or (`parent`, keys): only arrows that lead from, or to, these. A person's latest
    decision counts: rejected ones are left out, asserted ones are there.
    """
    verdicts = _Verdicts.load(connection)
    found: dict[tuple[str, str], Arrow] = {}
    if touching is None:
        _read(connection, _ARROWS.format(beside=_BESIDE, only=""), {}, found)
        return tuple(verdicts.applied(found).values())
    end, keys = touching
    for some in batches([*sorted(set(keys)), *known_as(connection, sorted(set(keys)))]):
        names = {f"k{n}": key for n, key in enumerate(some)}
        only = f"AND e.{end}_key IN ({', '.join(f':{name}' for name in names)})"
        _read(connection, _ARROWS.format(beside=_BESIDE, only=only), names, found)
    return tuple(verdicts.applied(found, end, frozenset(keys)).values())


def walk(connection: Connection, end: Literal["child", "parent"], starts: Iterable[str]) -> tuple[Arrow, ...]:
    """All arrows above some keys (`child`), or below them (`parent`), step by step; of very many, those of the whole library."""
    frontier = sorted(set(starts))
    if len(frontier) > MANY:
        return arrows(connection)
    found: dict[str, Arrow] = {}
    seen = set(frontier)
    while frontier:
        some = arrows(connection, (end, frontier))
        found.update((a.key, a) for a in some)
        ends = {a.parent for a in some} if end == "child" else {a.child for a in some}
        frontier = sorted(ends - seen)
        seen.update(frontier)
        if len(seen) > MANY:
            return arrows(connection)
    return tuple(found.values())


def _read(
    connection: Connection, wanted: str, given: Mapping[str, object], found: dict[tuple[str, str], Arrow]
) -> None:
    for key, child, parent, *rest, title, resolved in connection.execute(text(wanted), given):
        known = edge_key(child, parent) if resolved else key
        one = Arrow._make((known, child, parent, *rest, None if title is None else bool(title), None))
        pair = (child, parent)
        there = found.get(pair)
        if child != parent and (there is None or _surer(one) > _surer(there)):
            found[pair] = one


def _surer(one: Arrow) -> tuple[float, bool, str]:
    return (one.confidence, one.overlap is not None, one.relation)


def rejected(connection: Connection) -> int:
    """How many edges count nowhere: those kept as rejected, and those that a person rejected."""
    kept = int(connection.execute(text(_REJECTED)).scalar_one())
    return kept + sum(one.decision == "reject" for _, one in _Verdicts.load(connection).last)


@dataclass(frozen=True, slots=True)
class _Verdicts:
    """The latest standing judgement on each pair of ends, with the pairs of keys it is about today."""

    last: tuple[tuple[tuple[tuple[str, str], ...], Judgement], ...]

    @classmethod
    def load(cls, connection: Connection) -> _Verdicts:
        last: dict[tuple[str, str], Judgement] = {}
        for one in listed(connection):
            if one.kind == "edge" and one.stands and one.child and one.parent:
                last[one.child.key, one.parent.key] = one
        known = _known_as(connection, sorted({key for pair in last for key in pair})) if last else {}
        made = []
        for (child, parent), one in last.items():
            pairs = tuple((c, p) for c in known[child] for p in known[parent])
            made.append((pairs, one))
        return cls(tuple(made))

    def applied(
        self, found: dict[tuple[str, str], Arrow], end: str | None = None, keys: frozenset[str] = frozenset()
    ) -> dict[tuple[str, str], Arrow]:
        """The arrows as people judged them; an asserted one is added where it leads from (to) one of the keys."""
        for pairs, one in self.last:
            there = [pair for pair in pairs if pair in found]
            for pair in there:
                if one.decision == "reject":
                    del found[pair]
                else:
                    sure = max(found[pair].confidence, SURE)
                    found[pair] = found[pair]._replace(state="confirmed", confidence=sure, judged=one.decision)
            near = end is None or (pairs[0][0] if end == "child" else pairs[0][1]) in keys
            if one.decision == "assert" and not there and near:
                found[pairs[0]] = Arrow(
                    edge_key(*pairs[0]), *pairs[0], one.value or "republished_from", "confirmed", SURE, "person", "none",
                    None, None, None, None, "assert",
                )  # fmt: skip
        return found


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
    return frozenset(connection.execute(text(_COPYING.format(articles=articles, beside=_BESIDE)), given).scalars())


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

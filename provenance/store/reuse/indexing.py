"""Indexing: from texts to classes, fingerprints and boilerplate, in one transaction for many articles.

What is written depends on the texts that are held alone, not on the order in which they came: a
paragraph that becomes boilerplate of an outlet re-indexes the few stories it was counted in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Row, delete, exists, select

from provenance.shingles import Words
from provenance.store.keeping.inserting import add_rows, batches
from provenance.store.reuse import boilerplate, classes
from provenance.store.reuse.rows import one_at_a_time
from provenance.store.reuse.texts import Body, bodies, bodies_read
from provenance.store.schema.tables import CLASS_ARTICLES, REUSE_PENDING

Place = boilerplate.Place
_A = CLASS_ARTICLES.c


@dataclass(frozen=True, slots=True)
class Standing:
    """How an article stands in the index: what it was indexed from, and as what."""

    article: int
    reading: int
    class_: int | None
    place: Place
    cut: tuple[int, ...]


def index(connection: Connection, version: str, articles: Sequence[int]) -> None:
    """Index articles as they are read now, in place of what was indexed of them before."""
    one_at_a_time(connection)
    found = {body.article: body for body in bodies(connection, articles)}
    standing = _standing(connection, version, articles)
    moved = [s for s in standing.values() if s.article not in found or _place(found[s.article]) != s.place]
    old = _bodies_of(connection, standing.values())
    _remove_rows(connection, version, [s.article for s in moved])
    removed = _leave(connection, version, moved, old)
    added = _enter(connection, version, found.values())
    affected = _affected(connection, version, added, removed) - set(articles)
    standing |= _standing(connection, version, sorted(affected))
    also = list(bodies(connection, sorted(affected)))
    old |= {body.reading: body for body in also}
    _assign(connection, version, [*found.values(), *also])
    _sweep(connection, version, standing, old)
    for some in batches(sorted(articles)):
        connection.execute(delete(REUSE_PENDING).where(REUSE_PENDING.c.article_id.in_(some)))


def remove(connection: Connection, article: int) -> None:
    """Take an article out of the index, in every version, before its text is removed."""
    one_at_a_time(connection)
    for version in connection.execute(select(_A.version).where(_A.article_id == article)).scalars().all():
        standing = _standing(connection, version, [article])
        old = _bodies_of(connection, standing.values())
        _remove_rows(connection, version, [article])
        removed = _leave(connection, version, list(standing.values()), old)
        affected = _affected(connection, version, set(), removed)
        standing |= _standing(connection, version, sorted(affected))
        also = list(bodies(connection, sorted(affected)))
        _assign(connection, version, also)
        _sweep(connection, version, standing, old | {body.reading: body for body in also})


def _place(body: Body) -> Place:
    return body.outlet, body.story


def _standing(connection: Connection, version: str, articles: Sequence[int]) -> dict[int, Standing]:
    found: dict[int, Standing] = {}
    for some in batches(articles):
        rows = connection.execute(select(CLASS_ARTICLES).where(_A.version == version, _A.article_id.in_(some)))
        found.update({row.article_id: _as_standing(row) for row in rows})
    return found


def _as_standing(row: Row[tuple[object, ...]]) -> Standing:
    return Standing(row.article_id, row.reading_id, row.class_id, (row.outlet_id, row.story), tuple(row.cut))


def _bodies_of(connection: Connection, standing: Iterable[Standing]) -> dict[int, Body]:
    readings = sorted({s.reading for s in standing})
    return {body.reading: body for body in bodies_read(connection, readings)}


def _remove_rows(connection: Connection, version: str, articles: Sequence[int]) -> None:
    for some in batches(articles):
        connection.execute(delete(CLASS_ARTICLES).where(_A.version == version, _A.article_id.in_(some)))


def _leave(connection: Connection, version: str, moved: Sequence[Standing], old: dict[int, Body]) -> set[Place]:
    """Count the stories nobody holds any more no longer; the paragraphs of theirs, by outlet."""
    gone: dict[Place, set[int]] = {}
    for one in moved:
        outlet, story = one.place
        same = exists().where(_A.version == version, _A.outlet_id == outlet, _A.story == story)
        if outlet and one.reading in old and not connection.execute(select(same)).scalar():
            gone[one.place] = set(old[one.reading].paragraphs)
    boilerplate.leave(connection, version, gone)
    return {(outlet, p) for (outlet, _), paragraphs in gone.items() for p in paragraphs}


def _enter(connection: Connection, version: str, found: Collection[Body]) -> set[Place]:
    stories = {_place(b): set(b.paragraphs) for b in found if b.outlet}
    boilerplate.enter(connection, version, stories)
    return {(outlet, p) for (outlet, _), paragraphs in stories.items() for p in paragraphs}


def _affected(connection: Connection, version: str, added: set[Place], removed: set[Place]) -> set[int]:
    changed = boilerplate.recount(connection, version, added, removed)
    return boilerplate.articles_with(connection, version, changed)


def _assign(connection: Connection, version: str, found: Sequence[Body]) -> None:
    by_outlet: dict[int, list[Body]] = defaultdict(list)
    for body in found:
        by_outlet[body.outlet].append(body)
    cuts: dict[int, list[int]] = {}
    for outlet, some in by_outlet.items():
        every = {p for body in some for p in body.paragraphs} if outlet else set()
        stock = boilerplate.of_outlet(connection, version, outlet, every) if every else set()
        cuts.update({b.article: [n for n, p in enumerate(b.paragraphs) if p in stock] for b in some})
    members = [classes.Member(b.article, b.key, b.earliest, b.without(cuts[b.article])) for b in found]
    numbers = classes.assign(connection, version, [m for m in members if len(m.words)])
    _remove_rows(connection, version, [b.article for b in found])
    add_rows(
        connection,
        CLASS_ARTICLES,
        (
            {
                "version": version, "article_id": b.article, "reading_id": b.reading, "class_id": numbers.get(b.article),
                "outlet_id": b.outlet, "story": b.story, "cut": cuts[b.article],
            }
            for b in found
        ),
    )  # fmt: skip


def _sweep(connection: Connection, version: str, standing: dict[int, Standing], old: dict[int, Body]) -> None:
    left: dict[int, Words] = {}
    for one in standing.values():
        if one.class_ is not None and one.reading in old:
            left[one.class_] = old[one.reading].without(one.cut)
    classes.sweep(connection, left)

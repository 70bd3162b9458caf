"""Indexing: from texts to classes, fingerprints and boilerplate, in one transaction for many articles.

What is written depends on the texts that are held alone, not on the order in which they came: a
paragraph that becomes boilerplate of an outlet re-indexes the few stories it was counted in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, Row, exists, select, text

from provenance.garbage import uncollected
from provenance.store.keeping.inserting import batches
from provenance.store.reuse import boilerplate, classes
from provenance.store.reuse.rows import given, insert_rows, numbers_of, one_at_a_time
from provenance.store.reuse.texts import Body, bodies, bodies_read
from provenance.store.schema.tables import CLASS_ARTICLES
from provenance.words import Words

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
    with uncollected():
        _index(connection, version, articles)


def _index(connection: Connection, version: str, articles: Sequence[int]) -> None:
    found = {body.article: body for body in bodies(connection, articles)}
    standing = _standing(connection, version, articles)
    moved = [s for s in standing.values() if s.article not in found or _place(found[s.article]) != s.place]
    old = _bodies_of(connection, standing.values())
    _remove_rows(connection, version, [s.article for s in moved])
    removed = _leave(connection, version, moved, old)
    added = _enter(connection, version, found.values())
    stock, changed = boilerplate.recount(connection, version, added, removed)
    affected = sorted(boilerplate.articles_with(connection, version, changed) - set(articles))
    standing |= _standing(connection, version, affected)
    also = list(bodies(connection, affected))
    old |= {body.reading: body for body in also}
    stock |= boilerplate.among(connection, version, _places(also))
    _assign(connection, version, [*found.values(), *also], stock)
    _sweep(connection, version, standing, old)
    done = text(f"DELETE FROM reuse_pending WHERE article_id IN (SELECT value FROM {given(connection)})")  # noqa: S608
    connection.execute(done, {"numbers": numbers_of(articles)})


def remove(connection: Connection, article: int) -> None:
    """Take an article out of the index, in every version, before its text is removed."""
    one_at_a_time(connection)
    for version in connection.execute(select(_A.version).where(_A.article_id == article)).scalars().all():
        standing = _standing(connection, version, [article])
        old = _bodies_of(connection, standing.values())
        _remove_rows(connection, version, [article])
        removed = _leave(connection, version, list(standing.values()), old)
        _, changed = boilerplate.recount(connection, version, set(), removed)
        affected = sorted(boilerplate.articles_with(connection, version, changed))
        standing |= _standing(connection, version, affected)
        also = list(bodies(connection, affected))
        _assign(connection, version, also, boilerplate.among(connection, version, _places(also)))
        _sweep(connection, version, standing, old | {body.reading: body for body in also})


def _place(body: Body) -> Place:
    return body.outlet, body.story


def _standing(connection: Connection, version: str, articles: Sequence[int]) -> dict[int, Standing]:
    found: dict[int, Standing] = {}
    for some in batches(articles):
        rows = connection.execute(select(CLASS_ARTICLES).where(_A.version == version, _A.article_id.in_(some)))
        found.update({row.article_id: _as_standing(row) for row in rows.all()})
    return found


def _as_standing(row: Row[tuple[object, ...]]) -> Standing:
    return Standing(row.article_id, row.reading_id, row.class_id, (row.outlet_id, row.story), tuple(row.cut))


def _bodies_of(connection: Connection, standing: Iterable[Standing]) -> dict[int, Body]:
    readings = sorted({s.reading for s in standing})
    return {body.reading: body for body in bodies_read(connection, readings)}


def _remove_rows(connection: Connection, version: str, articles: Sequence[int]) -> None:
    which = f"article_id IN (SELECT value FROM {given(connection)})"  # noqa: S608
    gone = text(f"DELETE FROM class_articles WHERE version = :version AND {which}")  # noqa: S608
    connection.execute(gone, {"version": version, "numbers": numbers_of(articles)})


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


def _enter(connection: Connection, version: str, found: Iterable[Body]) -> set[Place]:
    with_outlet = [b for b in found if b.outlet]
    sizes = [len(b.paragraphs) for b in with_outlet]
    outlets = np.repeat(np.array([b.outlet for b in with_outlet], dtype=np.int64), sizes)
    paragraphs = np.array([p for b in with_outlet for p in b.paragraphs], dtype=np.int64)
    stories = np.repeat(np.array([b.story for b in with_outlet], dtype=np.int64), sizes)
    boilerplate.enter(connection, version, outlets, paragraphs, stories)
    return set(zip(outlets.tolist(), paragraphs.tolist(), strict=True))


def _assign(connection: Connection, version: str, found: Sequence[Body], stock: set[Place]) -> None:
    """Put bodies into the classes of their words but for those of paragraphs that are stock of their outlets."""
    cuts = [[n for n, p in enumerate(b.paragraphs) if (b.outlet, p) in stock] for b in found]
    members = [classes.Member(b.article, b.key, b.earliest, b.without(cut)) for b, cut in zip(found, cuts, strict=True)]
    numbers = classes.assign(connection, version, [m for m in members if len(m.words)])
    _remove_rows(connection, version, [b.article for b in found])
    columns: dict[str, list[object]] = {
        "version": [version] * len(found), "article_id": [b.article for b in found], "reading_id": [b.reading for b in found],
        "class_id": [numbers.get(b.article) for b in found], "outlet_id": [b.outlet for b in found],
        "story": [b.story for b in found], "cut": list(cuts),
    }  # fmt: skip
    insert_rows(connection, CLASS_ARTICLES, columns)


def _places(found: Iterable[Body]) -> set[Place]:
    return {(b.outlet, p) for b in found if b.outlet for p in b.paragraphs}


def _sweep(connection: Connection, version: str, standing: dict[int, Standing], old: dict[int, Body]) -> None:
    left: dict[int, Words] = {}
    for one in standing.values():
        if one.class_ is not None and one.reading in old:
            left[one.class_] = old[one.reading].without(one.cut)
    classes.sweep(connection, left)

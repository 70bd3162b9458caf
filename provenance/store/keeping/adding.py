"""Keeping one article: what one transaction of `Library.add` does.

Everything here is such that doing it twice is doing it once, but for the sighting.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import Connection, select, text, update

from provenance.records.added import Added
from provenance.records.article import Reading
from provenance.records.base import as_json
from provenance.records.capture import Capture
from provenance.records.keys import article_key
from provenance.records.outlet import OutletRef
from provenance.store.asking import search
from provenance.store.counted import merges
from provenance.store.counted.refreshing import refresh
from provenance.store.keeping import captures, collections, rows, seen
from provenance.store.keeping.captures import canonical
from provenance.store.keeping.clock import now
from provenance.store.keeping.inserting import add_row, add_rows, ensure, insert_new
from provenance.store.said import keeping as statements
from provenance.store.schema.tables import (
    ARTICLES,
    BELOW_READING,
    CAPTURES,
    NODES,
    READINGS,
    RESOLUTIONS,
    REUSE_PENDING,
    SIGHTINGS,
    TEXTS,
    TOMBSTONES,
)
from provenance.text import sha256_text
from provenance.times import parse_iso, surely_before

_STRENGTH = {"unknown": 0, "claimed": 1, "given": 2, "archived": 3, "fetched": 4}


def key_of(reading: Reading) -> str | None:
    """The key of the article a reading tells of, None where it holds no article."""
    if reading.status == "failed" or not (reading.page and reading.document and reading.article):
        return None
    outlet = reading.page.outlet
    return article_key(canonical(reading.page.url), outlet.slug if outlet else None, sha256_text(reading.document.text))


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to keep: a reading as kept, its capture, where the bytes lie, and how it came.

    `fresh` says that the bytes were written just now, for this.
    """

    reading: Reading
    capture: Capture
    kept_in: str
    run: int
    collection: str | None
    observed_by: str | None
    fresh: bool = True


def keep(connection: Connection, task: Task) -> tuple[Added, str | None]:
    """All rows of one article, and the place of older bytes of the capture that no row names any more.

    Raises UnknownNameError for a collection that is not there.
    """
    key = key_of(task.reading)
    if key is not None and is_forgotten(connection, key):
        return Added.failed(task.capture.id, "forgotten", task.capture.key), task.kept_in if task.fresh else None
    _one_at_a_time(connection, key or task.capture.key)
    # Fresh bytes lie where nothing else lies: a row that names the place is of this very task, whose commit went unheard.
    again = task.fresh and captures.place_of(connection, task.capture.key) == task.kept_in
    values = captures.of_capture(task.capture, task.kept_in, task.run)
    capture, older = captures.keep(connection, values, fresh=task.fresh)
    if key is None:
        _keep_reading(connection, replace(task, reading=rows.without_text(task.reading)), capture, None, None)
        return Added.failed(task.capture.id, task.reading.reason or "empty", task.capture.key), older
    return _keep_article(connection, task, key, capture, seen=not again), older


def is_forgotten(connection: Connection, key: str) -> bool:
    """Whether an article of this key was forgotten."""
    return connection.execute(select(TOMBSTONES.c.key).where(TOMBSTONES.c.key == key)).first() is not None


def _one_at_a_time(connection: Connection, key: str) -> None:
    """On PostgreSQL, let nobody else write this article until we have committed (SQLite has one writer)."""
    if connection.dialect.name == "postgresql":
        number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big", signed=True)
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def keep_again(connection: Connection, task: Task, capture: int, article: int | None) -> Added:
    """Keep a re-reading of a stored capture, under the article it was read as before; no sighting is made.

    A reading that finds no article any more stands by itself, and what was found before stays current.
    """
    key = key_of(task.reading)
    if key is None:
        found = replace(task, reading=rows.without_text(task.reading))
        _keep_reading(connection, found, capture, None, None)
        return Added.failed(task.capture.id, task.reading.reason or "empty", task.capture.key)
    if article is None:
        return _keep_article(connection, task, key, capture)
    _one_at_a_time(connection, key)
    kept = connection.execute(select(ARTICLES.c.key).where(ARTICLES.c.id == article)).scalar_one()
    return _keep_article(connection, task, kept, capture, seen=False)


def _keep_article(connection: Connection, task: Task, key: str, capture: int, *, seen: bool = True) -> Added:
    document = task.reading.document
    assert document is not None
    sha256 = sha256_text(document.text)
    values = {"sha256": sha256, "text": document.text, "characters": len(document.text)}
    text_id = ensure(connection, TEXTS, "sha256", values)
    number = connection.execute(select(ARTICLES.c.id).where(ARTICLES.c.key == key)).scalar()
    status: Literal["new", "known", "revised"] = "new"
    if number is None:
        number = _new_article(connection, task, key)
    else:
        status = "known" if _has_text(connection, number, text_id) else "revised"
    reading = _keep_reading(connection, task, capture, number, text_id)
    if reading is None and not seen:
        reading = _read_otherwise(connection, task, capture, number)
    if reading is not None:
        _settle_current(connection, number, reading, task)
    if seen:
        _sight(connection, task, number, capture)
    return Added(
        task.capture.id, key, number, task.capture.key, sha256, status, task.reading.status, task.reading.reason
    )


def _has_text(connection: Connection, article: int, text_id: int) -> bool:
    same = select(READINGS.c.id).where(READINGS.c.article_id == article, READINGS.c.text_id == text_id)
    return connection.execute(same.limit(1)).first() is not None


def _new_article(connection: Connection, task: Task, key: str) -> int:
    page = task.reading.page
    assert page is not None
    values = {
        "key": key, "url": canonical(page.url), "outlet_id": None, "identity_basis": page.identity_basis, "first_seen_at": now(),
    }  # fmt: skip
    number = add_row(connection, ARTICLES, values)
    resolve(connection, key)
    return number


def resolve(connection: Connection, key: str) -> None:
    """Join nodes whose claimed address is this article's to it."""
    claimed = select(NODES.c.key).where(NODES.c.claimed_key == key, NODES.c.key != key).distinct()
    found = connection.execute(claimed.order_by(NODES.c.key)).scalars().all()
    insert_new(connection, RESOLUTIONS, [resolution(node, key) for node in found])


def resolution(node: str, article: str) -> dict[str, str]:
    """The row that says this node, known from a credit's address, is that held article."""
    return {"node_key": node, "article_key": article, "basis": "url", "at": now()}


def _keep_reading(
    connection: Connection, task: Task, capture: int, article: int | None, text_id: int | None
) -> int | None:
    """Insert the reading and all below it; None where the very same reading is there."""
    digest = rows.digest_of(task.reading)
    key = task.reading.key
    same = select(READINGS.c.id).where(READINGS.c.key == key, READINGS.c.digest == digest)
    if connection.execute(same).first() is not None:
        return None
    values = rows.reading_values(task.reading) | {
        "digest": digest, "article_id": article, "capture_id": capture, "text_id": text_id, "run_id": task.run, "is_current": False,
    }  # fmt: skip
    number = add_row(connection, READINGS, values)
    for name, below in rows.children_of(task.reading).items():
        add_rows(connection, BELOW_READING[name], ({"reading_id": number, **row} for row in below))
    return number


def _read_otherwise(connection: Connection, task: Task, capture: int, article: int) -> int | None:
    """The row of this very reading, where one of the same capture by another extractor stands in its place.

    With and without a pipeline of the user's, what was read last stands.
    """
    r, found = READINGS.c, task.reading
    of_article = (r.article_id == article) & (r.capture_id == capture)
    standing = select(r.id).where(of_article, r.is_current, r.extractor != found.extractor)
    if connection.execute(standing).first() is None:
        return None
    same = select(r.id).where(of_article, r.key == found.key, r.digest == rows.digest_of(found))
    return connection.execute(same).scalar()


def _settle_current(connection: Connection, article: int, reading: int, task: Task) -> None:
    """Make a reading the current one, unless the standing one knows better or is of a later capture.

    A page that only claims an address can join the article of that address, but never speak for it.
    """
    found, page = task.reading, task.reading.page
    assert page is not None and found.article is not None
    if _outranked(connection, article, page.identity_basis, task.capture.fetched_at):
        return
    of_article = (READINGS.c.article_id == article) & READINGS.c.is_current
    connection.execute(update(READINGS).where(of_article).values(is_current=False))
    connection.execute(update(READINGS).where(READINGS.c.id == reading).values(is_current=True))
    outlets = seen.outlet_ids(connection, _outlets_in(found))
    outlet = outlets.get(page.outlet.slug) if page.outlet else None
    key, before = connection.execute(select(ARTICLES.c.key, ARTICLES.c.outlet_id).where(ARTICLES.c.id == article)).one()
    values = {"outlet_id": outlet, "identity_basis": page.identity_basis}
    connection.execute(update(ARTICLES).where(ARTICLES.c.id == article).values(values))
    search.index(connection, article, found.article.text, found.article.title)
    insert_new(connection, REUSE_PENDING, [{"article_id": article}])
    statements.index(connection, article, reading, found.statements or ())
    if (
        outlet != before or outlet is None
    ):  # nothing else of an article stands in the rows of copies; a new one has no outlet yet
        merges.merge(connection)
        refresh(connection, (), [key])


def _outranked(connection: Connection, article: int, basis: str, fetched_at: str | None) -> bool:
    standing = (
        select(READINGS.c.identity_basis, CAPTURES.c.fetched_at)
        .join(CAPTURES, CAPTURES.c.id == READINGS.c.capture_id)
        .where(READINGS.c.article_id == article, READINGS.c.is_current)
    )
    row = connection.execute(standing).first()
    if row is None:
        return False
    ours, theirs = _STRENGTH[basis], _STRENGTH.get(row.identity_basis, 0)
    if ours != theirs:
        return ours < theirs
    new, old = parse_iso(fetched_at or ""), parse_iso(row.fetched_at or "")
    return new is not None and old is not None and surely_before(new, old)


def _outlets_in(reading: Reading) -> list[OutletRef]:
    refs = [reading.page.outlet if reading.page else None, *(c.outlet for c in reading.credits)]
    refs += [c.outlet for c in reading.copyright]
    return [ref for ref in refs if ref is not None]


def _sight(connection: Connection, task: Task, article: int, capture: int) -> None:
    given = rows.cleaned(task.capture.given)
    collection = collections.number(connection, task.collection) if task.collection else None
    values = {
        "article_id": article, "capture_id": capture, "collection_id": collection, "batch_id": rows.cleaned(task.capture.id),
        "given": {k: v for k, v in as_json(given).items() if v is not None}, "observed_at": given.observed_at or task.capture.fetched_at,
        "observed_by": task.observed_by or given.observed_by, "seen_at": now(),
    }  # fmt: skip
    add_row(connection, SIGHTINGS, values)
    if collection is not None:
        collections.put(connection, collection, [article])

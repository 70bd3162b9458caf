"""Forgetting an article: text, evidence and everything read in them go; a tombstone stays."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sqlalchemy import Connection, Engine, delete, func, insert, select, text, update

from provenance.store.asking import loading, search
from provenance.store.counted.refreshing import refresh
from provenance.store.evidence.folder import Evidence
from provenance.store.keeping import chain, judgements
from provenance.store.keeping.clock import now
from provenance.store.said import keeping as statements
from provenance.store.schema.tables import (
    ARTICLES,
    CAPTURES,
    NODES,
    READINGS,
    RESOLUTIONS,
    SIGHTINGS,
    TEXTS,
    TOMBSTONES,
)
from provenance.store.session import in_transaction
from provenance.store.trouble import translated
from provenance.text import storable


def forget(engine: Engine, ref: str, reason: str, evidence: Evidence) -> str:
    """Forget one article, also from the free pages of an SQLite file; returns its key.

    The bytes go before the rows that name them are gone for good: a kill in between leaves rows without
    bytes, which `verify` names and forgetting again ends, never bytes without rows. Raises
    UnknownNameError where no such article is kept.
    """
    key = in_transaction(engine, lambda connection: _forget(connection, ref, reason, evidence))
    if engine.dialect.name == "sqlite":
        _scour(engine)
    return key


def _forget(connection: Connection, ref: str, reason: str, evidence: Evidence) -> str:
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA secure_delete = ON"))
    article = loading.find(connection, ref)
    of_article = READINGS.c.article_id == article.row
    texts = connection.execute(select(READINGS.c.text_id).where(of_article).distinct()).scalars().all()
    captures = _captures(connection, article.row)
    search.remove(connection, article.row)
    _drop_reuse(connection, article.row)
    statements.remove(connection, article.row)
    changed = chain.ends_of(connection, article.row, article.key)
    connection.execute(delete(READINGS).where(of_article))
    connection.execute(delete(ARTICLES).where(ARTICLES.c.id == article.row))
    connection.execute(delete(RESOLUTIONS).where(RESOLUTIONS.c.article_key == article.key))
    # Other articles may still lead to this one: that is their claim, but they need not repeat its title.
    connection.execute(update(NODES).where(NODES.c.key == article.key).values(title=None, published=None))
    refresh(connection, changed, changed)
    judgements.forget(connection, article.key)
    connection.execute(insert(TOMBSTONES), {"key": article.key, "reason": storable(reason), "at": now()})
    _drop_texts(connection, [t for t in texts if t is not None])
    keys, places = _drop_captures(connection, [*captures, *_failures(connection, article.key)])
    for place in places:
        evidence.remove(place)
    evidence.remove_strays(keys)
    return article.key


def _drop_reuse(connection: Connection, article: int) -> None:
    from provenance.store.reuse.indexing import remove

    remove(connection, article)


def _captures(connection: Connection, article: int) -> list[int]:
    read = select(READINGS.c.capture_id).where(READINGS.c.article_id == article)
    seen = select(SIGHTINGS.c.capture_id).where(SIGHTINGS.c.article_id == article)
    return sorted({*connection.execute(read).scalars(), *connection.execute(seen).scalars()})


def _failures(connection: Connection, article: str) -> list[int]:
    """Fetches of the article's address that gave no page: what came may quote it."""
    failed = select(CAPTURES.c.id).where(CAPTURES.c.page_key == article, CAPTURES.c.media == "none")
    return sorted(connection.execute(failed).scalars())


def _drop_texts(connection: Connection, numbers: Sequence[int]) -> None:
    for number in numbers:
        used = connection.execute(select(READINGS.c.id).where(READINGS.c.text_id == number).limit(1)).first()
        if used is None:
            connection.execute(delete(TEXTS).where(TEXTS.c.id == number))


def _drop_captures(connection: Connection, numbers: Sequence[int]) -> tuple[list[str], list[str]]:
    """Delete captures nothing else uses; their keys, and the places whose bytes no capture names any more."""
    keys, places = [], []
    for number in numbers:
        read = select(READINGS.c.id).where(READINGS.c.capture_id == number, READINGS.c.article_id.is_not(None))
        seen = select(SIGHTINGS.c.id).where(SIGHTINGS.c.capture_id == number)
        if any(connection.execute(used.limit(1)).first() for used in (read, seen)):
            continue
        connection.execute(delete(READINGS).where(READINGS.c.capture_id == number))
        gone = delete(CAPTURES).where(CAPTURES.c.id == number).returning(CAPTURES.c.key, CAPTURES.c.kept_in)
        key, place = connection.execute(gone).one()
        keys.append(key)
        left = select(func.count()).select_from(CAPTURES).where(CAPTURES.c.kept_in == place)
        if not connection.execute(left).scalar_one():
            places.append(place)
    return keys, places


def _scour(engine: Engine) -> None:
    """Take what was deleted out of the search index's old segments and the write-ahead log."""
    for merge in (
        "INSERT INTO search_tokens (search_tokens) VALUES ('optimize')",
        "INSERT INTO search_tokens_said (search_tokens_said) VALUES ('optimize')",
    ):
        in_transaction(engine, partial(Connection.execute, statement=text(merge)))
    with translated(), engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

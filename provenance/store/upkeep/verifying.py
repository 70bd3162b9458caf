"""Checking that what is kept is sound: digests, quotes, evidence, the database itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass

from sqlalchemy import Connection, RowMapping, select, text

from provenance.errors import StoreError
from provenance.records.article import Reading
from provenance.records.evidence import Evidence
from provenance.records.held import Finding
from provenance.records.statement import Cue, Part
from provenance.store.asking import loading
from provenance.store.evidence.checking import check_rest
from provenance.store.evidence.folder import Evidence as Folder
from provenance.store.evidence.places import Span, parsed
from provenance.store.schema.tables import ARTICLES, CAPTURES, EDGE_EVIDENCE, EDGES, READINGS, SEARCH_TEXTS, TEXTS
from provenance.text import sha256_text


def verify(connection: Connection, evidence: Folder) -> Iterator[Finding]:
    """Everything found amiss; nothing on a sound store."""
    yield from _database(connection)
    yield from _texts(connection)
    yield from _readings(connection)
    yield from _edges(connection)
    yield from _captures(connection, evidence)
    yield from _search(connection)


def _database(connection: Connection) -> Iterator[Finding]:
    if connection.dialect.name != "sqlite":
        return
    for (line,) in connection.execute(text("PRAGMA integrity_check")):
        if line != "ok":
            yield Finding("database", "integrity", str(line))
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Finding("database", f"{row[0]} {row[1]}", f"refers to a row of {row[2]} that is not there")


def _texts(connection: Connection) -> Iterator[Finding]:
    for number in _numbers(connection, TEXTS.c.id):
        row = connection.execute(select(TEXTS).where(TEXTS.c.id == number)).mappings().one()
        if sha256_text(row["text"]) != row["sha256"] or len(row["text"]) != row["characters"]:
            yield Finding("text", row["sha256"], "the text is not the one of this digest")


def _numbers(connection: Connection, column: object) -> list[int]:
    return list(connection.execute(select(column).order_by(column)).scalars())  # type: ignore[call-overload]


def _readings(connection: Connection) -> Iterator[Finding]:
    for number in _numbers(connection, READINGS.c.id):
        reading = loading.reading_at(connection, number)
        document = reading.document.text if reading.document else ""
        for evidence in quotes_in(reading):
            if not rereads(evidence, document):
                yield Finding("quote", reading.key, f"not in the text at {evidence.start}: {evidence.quote[:80]!r}")
        for start, end, words in stretches_in(reading):
            if document[start:end] != words:
                yield Finding("quote", reading.key, f"not in the text at {start}: {words[:80]!r}")


def stretches_in(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Where and how the text says what the statements of a reading hold: their words, their cues, who said them."""
    parts: list[Part | Cue] = list(reading.own_voice or ())
    for statement in reading.statements or ():
        parts += statement.content
        parts += [statement.cue] if statement.cue else []
        if (who := statement.speaker) and who.mention is not None and who.start is not None and who.end is not None:
            yield who.start, who.end, who.mention
    yield from ((part.start, part.end, part.text) for part in parts)


def quotes_in(value: Reading | object) -> Iterator[Evidence]:
    """Every piece of evidence in a record, however deep."""
    if isinstance(value, Evidence):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from quotes_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from quotes_in(item)


def rereads(evidence: Evidence, document: str) -> bool:
    """Whether the quote stands in the document where it says; a signal outside it needs a locator."""
    if evidence.start is None or evidence.end is None:
        return evidence.locator is not None
    return document[evidence.start : evidence.end] == evidence.quote


def _edges(connection: Connection) -> Iterator[Finding]:
    e = EDGE_EVIDENCE.c
    wanted = (
        select(EDGES.c.key, TEXTS.c.text, e.quote, e.start_at, e.end_at)
        .join(EDGES, EDGES.c.id == e.edge_id)
        .join(READINGS, READINGS.c.id == EDGES.c.reading_id)
        .join(TEXTS, TEXTS.c.id == READINGS.c.text_id)
        .where(e.start_at.is_not(None))
        .order_by(e.id)
    )
    for row in connection.execute(wanted).mappings():
        if row["text"][row["start_at"] : row["end_at"]] != row["quote"]:
            yield Finding("quote", row["key"], f"not in the text at {row['start_at']}: {row['quote'][:80]!r}")


def _captures(connection: Connection, evidence: Folder) -> Iterator[Finding]:
    c, named = CAPTURES.c, dict[str, list[Span]]()
    wanted = select(c.key, c.url, c.kept_in, c.sha256, c.size).where(c.pruned_at.is_(None)).order_by(c.id)
    for row in connection.execute(wanted).mappings():
        problem = _problem(row, evidence)
        if problem:
            yield Finding("evidence", row["key"], f"{problem}{' (' + row['url'][:300] + ')' if row['url'] else ''}")
        with suppress(StoreError):
            where = parsed(row["kept_in"])
            if isinstance(where, Span):
                named.setdefault(where.name, []).append(where)
    yield from check_rest(evidence, named)


def _problem(row: RowMapping, evidence: Folder) -> str | None:
    try:
        content = evidence.fetch(row["kept_in"])
    except StoreError as error:
        return str(error)
    same = len(content) == row["size"] and hashlib.sha256(content).hexdigest() == row["sha256"]
    return None if same else f"not the bytes of this capture: {row['kept_in']}"


def _search(connection: Connection) -> Iterator[Finding]:
    missing = (
        select(ARTICLES.c.key)
        .outerjoin(SEARCH_TEXTS, SEARCH_TEXTS.c.article_id == ARTICLES.c.id)
        .where(SEARCH_TEXTS.c.article_id.is_(None))
    )
    for key in connection.execute(missing).scalars():
        yield Finding("search", key, "cannot be found by its words")
    column = "article_id" if connection.dialect.name == "postgresql" else "rowid"
    tokens = f"SELECT count(*) FROM search_texts WHERE article_id NOT IN (SELECT {column} FROM search_tokens)"  # noqa: S608
    lost = connection.execute(text(tokens)).scalar_one()
    if lost:
        yield Finding("search", "search_tokens", f"{lost} articles are missing from the index of words")
    column = "statement_id" if connection.dialect.name == "postgresql" else "rowid"
    said = f"SELECT count(*) FROM statements WHERE id NOT IN (SELECT {column} FROM search_tokens_said)"  # noqa: S608
    lost = connection.execute(text(said)).scalar_one()
    if lost:
        yield Finding("search", "search_tokens_said", f"{lost} statements are missing from the index of words")

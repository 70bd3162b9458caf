"""Statements into the index and out of it, in the transaction that keeps or removes the article.

Taking a statement out opens the quotation it was joined to: what is left of it is joined anew, so
that nothing holds together by what is not there any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, text, update

from provenance.records.statement import Statement
from provenance.store.asking.search import MAX_TOKENS, tokens
from provenance.store.keeping.inserting import add_rows, batches, insert_new
from provenance.store.said.rows import from_json, values_of
from provenance.store.schema.tables import ARTICLES, QUOTATIONS, READINGS, SAID_PENDING, STATEMENT_PAIRS, STATEMENTS

_S = STATEMENTS.c


def index(connection: Connection, article: int, reading: int, statements: Sequence[Statement]) -> None:
    """Put the statements of an article's current reading into the index, in place of what was there."""
    if not statements:
        remove(connection, article)
        return
    from provenance.wording import wordings

    found = list(wordings([s.text for s in statements]))
    values = [values_of(s, words) for s, words in zip(statements, found, strict=True)]
    if _standing(connection, article) == values:
        connection.execute(update(STATEMENTS).where(_S.article_id == article).values(reading_id=reading))
        return
    remove(connection, article)
    rows = [
        {"article_id": article, "reading_id": reading, "position": n, **row, "person": _person(s)}
        for n, (row, s) in enumerate(zip(values, statements, strict=True))
    ]
    add_rows(connection, STATEMENTS, rows)
    listed = connection.execute(select(_S.id, _S.rank, _S.words).where(_S.article_id == article).order_by(_S.position))
    for row, words in zip(listed.all(), found, strict=True):
        _add_tokens(connection, row.id, row.words)
        pairs = [{"number": n, "rank": row.rank, "statement_id": row.id} for n in words.pairs()]
        add_rows(connection, STATEMENT_PAIRS, pairs)
    insert_new(connection, SAID_PENDING, [{"article_id": article}])


def _person(statement: Statement) -> str | None:
    from provenance.persons import person_key

    return person_key(statement.speaker.name) if statement.speaker and statement.speaker.name else None


def _standing(connection: Connection, article: int) -> list[dict[str, Any]]:
    wanted = select(STATEMENTS).where(_S.article_id == article).order_by(_S.position)
    beside = ("id", "article_id", "reading_id", "position", "person", "quotation", "joined")
    return [{k: v for k, v in row.items() if k not in beside} for row in connection.execute(wanted).mappings()]


def _add_tokens(connection: Connection, statement: int, spaced_words: str) -> None:
    listed = tokens(spaced_words.split())[:MAX_TOKENS]
    if connection.dialect.name == "postgresql":
        made = "INSERT INTO search_tokens_said (statement_id, tokens) VALUES (:id, array_to_tsvector(CAST(:tokens AS text[])))"
        connection.execute(text(made), {"id": statement, "tokens": listed})
    else:
        made = "INSERT INTO search_tokens_said (rowid, tokens) VALUES (:id, :tokens)"
        connection.execute(text(made), {"id": statement, "tokens": " ".join(listed)})


def remove(connection: Connection, article: int) -> None:
    """Take an article's statements out of the index, and open the quotations they were joined to."""
    rows = connection.execute(select(_S.id, _S.rank, _S.text, _S.quotation).where(_S.article_id == article)).all()
    if not rows:
        return
    from provenance.wording import wordings

    column = "statement_id" if connection.dialect.name == "postgresql" else "rowid"
    for row, words in zip(rows, wordings([r.text for r in rows]), strict=True):
        connection.execute(text(f"DELETE FROM search_tokens_said WHERE {column} = :id"), {"id": row.id})  # noqa: S608
        p = STATEMENT_PAIRS.c
        for some in batches(words.pairs()):
            of_it = p.number.in_(some) & (p.rank == row.rank) & (p.statement_id == row.id)
            connection.execute(delete(STATEMENT_PAIRS).where(of_it))
    connection.execute(delete(STATEMENTS).where(_S.article_id == article))
    open_quotations(connection, sorted({row.quotation for row in rows if row.quotation}))


def open_quotations(connection: Connection, keys: Sequence[str]) -> None:
    """Make the statements of quotations ones that are not joined yet, and drop what was derived of them."""
    for some in batches(keys):
        left = _S.quotation.in_(some)
        articles = connection.execute(select(_S.article_id).where(left).distinct()).scalars().all()
        connection.execute(update(STATEMENTS).where(left).values(quotation=None, joined=False))
        connection.execute(delete(QUOTATIONS).where(QUOTATIONS.c.key.in_(some)))
        insert_new(connection, SAID_PENDING, [{"article_id": a} for a in articles])


def open_all(connection: Connection) -> None:
    """Make every statement one that is not joined yet: all quotations are derived anew."""
    connection.execute(update(STATEMENTS).values(quotation=None, joined=False))
    connection.execute(delete(QUOTATIONS))
    waiting = select(SAID_PENDING.c.article_id)
    missing = select(_S.article_id).where(_S.article_id.not_in(waiting)).distinct()
    connection.execute(insert(SAID_PENDING).from_select(["article_id"], missing))


def fill(connection: Connection) -> None:
    """Index the statements that readings hold and the index does not: after an upgrade that made it."""
    r = READINGS.c
    wanted = select(r.article_id, r.id, r.statements).join(ARTICLES, ARTICLES.c.id == r.article_id)
    there = select(_S.article_id)
    for row in connection.execute(
        wanted.where(r.is_current, r.statements.is_not(None), r.article_id.not_in(there))
    ).all():
        index(connection, row.article_id, row.id, [from_json(value) for value in row.statements])

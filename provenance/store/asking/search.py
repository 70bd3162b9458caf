"""Search in the texts: the database proposes by words, our own normal form decides and orders.

Both databases split words in ways of their own, so their indexes only narrow down: the phrase must
occur in the words as `text.words` makes them, and that is counted the same way everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, literal, select, text

from provenance.errors import UsageError
from provenance.store.schema.tables import ARTICLES, OUTLETS, READINGS, SEARCH_TEXTS, TEXTS
from provenance.text import aligned, fold, join_spans, word_spans, words

TOKEN_LENGTH = 24
"""Words are proposed by this much of their beginning."""
MAX_TOKENS = 10_000
"""Distinct words a text is indexed by; one with more is always proposed. PostgreSQL takes 1 MiB."""
MAX_ASKED = 40
"""Words of a phrase the index is asked for, the longest: enough to narrow down."""
AROUND = 90
"""Characters of the text shown on each side of a hit."""


def spaced(found: list[str]) -> str:
    """Words as searched in: each with a space on both sides, so that phrases do not share one."""
    return "".join(f" {word} " for word in found)


def tokens(found: list[str]) -> list[str]:
    """What the indexes get of the words: letters and digits only, cut, each once."""
    plain = ("".join(c for c in word if c.isalnum())[:TOKEN_LENGTH] for word in found)
    return sorted({token for token in plain if token})


def index(connection: Connection, article: int, body: str, title: str | None) -> None:
    """Put an article's current text into the index, in place of what was there."""
    remove(connection, article)
    found, of_title = words(fold(body)), words(fold(title or ""))
    listed = tokens(found + of_title)
    values = {
        "article_id": article, "words": spaced(found), "title_words": spaced(of_title), "overflows": len(listed) > MAX_TOKENS,
    }  # fmt: skip
    connection.execute(SEARCH_TEXTS.insert(), values)
    listed = listed[:MAX_TOKENS]
    if connection.dialect.name == "postgresql":
        statement = "INSERT INTO search_tokens (article_id, tokens) VALUES (:article, array_to_tsvector(CAST(:tokens AS text[])))"
        connection.execute(text(statement), {"article": article, "tokens": listed})
    else:
        statement = "INSERT INTO search_tokens (rowid, tokens) VALUES (:article, :tokens)"
        connection.execute(text(statement), {"article": article, "tokens": " ".join(listed)})


def fill(connection: Connection) -> None:
    """Index the articles that are not in the index: after an upgrade that made it."""
    r = READINGS.c
    missing = (
        select(r.article_id, r.title, r.spans, TEXTS.c.text)
        .join(TEXTS, TEXTS.c.id == r.text_id)
        .where(r.is_current, r.article_id.not_in(select(SEARCH_TEXTS.c.article_id)))
    )
    for row in connection.execute(missing):
        index(connection, row.article_id, join_spans(row.text, row.spans), row.title)


def remove(connection: Connection, article: int) -> None:
    """Take an article out of the index."""
    connection.execute(delete(SEARCH_TEXTS).where(SEARCH_TEXTS.c.article_id == article))
    column = "article_id" if connection.dialect.name == "postgresql" else "rowid"
    connection.execute(text(f"DELETE FROM search_tokens WHERE {column} = :article"), {"article": article})  # noqa: S608


@dataclass(frozen=True, slots=True)
class Question:
    """What is searched: words, in texts or titles, of one outlet, published between two moments in UTC."""

    phrase: tuple[str, ...]
    title: bool
    outlet: str | None
    not_after: str | None
    not_before: str | None
    limit: int


def phrase_of(asked: str) -> tuple[str, ...]:
    """The words asked for; raises UsageError where there are none."""
    found = tuple(words(fold(asked)))
    if not found:
        raise UsageError("give words to find: letters or digits")
    return found


def matches(connection: Connection, question: Question) -> list[tuple[int, int]]:
    """Row numbers of articles and how often the phrase occurs, most first, then earliest, then by key."""
    needle = spaced(list(question.phrase))
    column = SEARCH_TEXTS.c.title_words if question.title else SEARCH_TEXTS.c.words
    hits = (func.length(column) - func.length(func.replace(column, needle, ""))) / literal(len(needle))
    found = (
        select(ARTICLES.c.id, hits.label("hits"))
        .join(SEARCH_TEXTS, SEARCH_TEXTS.c.article_id == ARTICLES.c.id)
        .join(READINGS, (READINGS.c.article_id == ARTICLES.c.id) & READINGS.c.is_current)
        .where(_proposed(connection, question.phrase), occurs(connection, column, needle))
        .order_by(hits.desc(), func.coalesce(READINGS.c.published_not_before, "9999"), ARTICLES.c.key)
        .limit(question.limit)
    )
    return [(row.id, int(row.hits)) for row in connection.execute(_narrowed(found, question))]


def _narrowed(found: Select[Any], question: Question) -> Select[Any]:
    if question.outlet is not None:
        found = found.join(OUTLETS, OUTLETS.c.id == ARTICLES.c.outlet_id).where(OUTLETS.c.slug == question.outlet)
    if question.not_before is not None:
        found = found.where(READINGS.c.published_not_after >= question.not_before)
    if question.not_after is not None:
        found = found.where(READINGS.c.published_not_before <= question.not_after)
    return found


def _proposed(connection: Connection, phrase: tuple[str, ...]) -> ColumnElement[bool]:
    listed = sorted(tokens(list(phrase)), key=len)[-MAX_ASKED:]
    if not listed:
        return literal(True)
    if connection.dialect.name == "postgresql":
        asked = " & ".join(f"'{token}'" for token in listed)
        ids = text("SELECT article_id FROM search_tokens WHERE tokens @@ CAST(:asked AS tsquery)")
    else:
        asked = " AND ".join(f'"{token}"' for token in listed)
        ids = text("SELECT rowid FROM search_tokens WHERE search_tokens MATCH :asked")
    inside = SEARCH_TEXTS.c.article_id.in_(ids.bindparams(asked=asked))
    return inside | SEARCH_TEXTS.c.overflows


def occurs(connection: Connection, column: ColumnElement[str], needle: str) -> ColumnElement[bool]:
    """Whether a text stands in a column."""
    find = func.strpos if connection.dialect.name == "postgresql" else func.instr
    return find(column, needle) > 0


def place(body: str, phrase: tuple[str, ...]) -> tuple[int, int] | None:
    """Code points of the first occurrence of the phrase in a text as it stands."""
    folded, offsets = aligned(body)
    spans = word_spans(folded)
    size = len(phrase)
    found = [word for word, _, _ in spans]
    for at in range(len(found) - size + 1):
        if tuple(found[at : at + size]) == phrase:
            return offsets[spans[at][1]], offsets[spans[at + size - 1][2] - 1] + 1
    return None


def snippet(body: str, hit: tuple[int, int]) -> tuple[int, int]:
    """Code points of a piece of the text around a hit, cut between words."""
    start, end = max(0, hit[0] - AROUND), min(len(body), hit[1] + AROUND)
    while 0 < start < hit[0] and not body[start - 1].isspace():
        start += 1
    while hit[1] < end < len(body) and not body[end].isspace():
        end -= 1
    return start, end

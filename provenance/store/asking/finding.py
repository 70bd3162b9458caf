"""Search as people ask for it: an outlet by any of its names, dates as dates, hits with a snippet."""

from __future__ import annotations

from sqlalchemy import Connection, select

from provenance.errors import UsageError
from provenance.records.held import HeldArticle, Hit
from provenance.store.asking import loading, search
from provenance.store.keeping import outlets
from provenance.store.schema.tables import READINGS, TEXTS
from provenance.text import join_spans
from provenance.times import parse_given, utc_text


def find(
    connection: Connection,
    asked: str,
    outlet: str | None,
    from_: str | None,
    to: str | None,
    *,
    title: bool,
    limit: int,
) -> tuple[Hit, ...]:
    """The articles in whose text or title the words occur, most hits first.

    Raises UsageError, UnknownNameError, BadDateError.
    """
    if limit < 1:
        raise UsageError("--limit is the number of articles to show, at least 1")
    phrase = search.phrase_of(asked)
    question = search.Question(
        phrase=phrase,
        title=title,
        outlet=outlets.show(connection, outlet).slug if outlet else None,
        not_before=utc_text(parse_given(from_).not_before) if from_ else None,
        not_after=utc_text(parse_given(to).not_after) if to else None,
        limit=limit,
    )
    counted = search.matches(connection, question)
    articles = loading.by_rows(connection, [number for number, _ in counted])
    return tuple(_hit(connection, articles[number], hits, phrase, title=title) for number, hits in counted)


def _hit(connection: Connection, article: HeldArticle, hits: int, phrase: tuple[str, ...], *, title: bool) -> Hit:
    document, hit = (article.title or "", None) if title else _searched(connection, article.row, phrase)
    if title:
        hit = search.place(document, phrase)
    first = hit or (0, 0)
    start, end = search.snippet(document, first)
    return Hit(article, hits, document[start:end], start, end, *first)


def _searched(connection: Connection, number: int, phrase: tuple[str, ...]) -> tuple[str, tuple[int, int] | None]:
    """The document's text, and where in it the article's own text first has the phrase."""
    wanted = select(TEXTS.c.text, READINGS.c.spans).join(READINGS, READINGS.c.text_id == TEXTS.c.id)
    row = connection.execute(wanted.where(READINGS.c.article_id == number, READINGS.c.is_current)).one()
    found = search.place(join_spans(row.text, row.spans), phrase)
    if found is None:
        return row.text, None
    return row.text, (_in_document(row.spans, found[0]), _in_document(row.spans, found[1] - 1) + 1)


def _in_document(spans: list[list[int]], at: int) -> int:
    """The place in the document of a character of the joined spans."""
    for start, end in spans:
        if at < end - start:
            return start + at
        at -= end - start
    raise AssertionError("a character outside the spans")

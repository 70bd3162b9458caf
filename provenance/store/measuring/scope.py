"""The articles that are counted, as a piece of SQL that every query here joins to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

from provenance.records.counted import OutletSums, Scope
from provenance.store.keeping import collections
from provenance.store.schema.tables import COLLECTIONS

# The outlet is that of the outlet table, and what people say it is: a name given later to an old article is seen.
ARTICLES = """
articles a JOIN readings r {covered} ON r.article_id = a.id AND r.is_current
{collection} LEFT JOIN outlets w ON w.id = a.outlet_id LEFT JOIN outlets o ON o.id = coalesce(w.same_as, w.id) {more}
WHERE {period}
"""
# Added up by number first: names are looked up for outlets, not for articles.
_SUMS = """
WITH counted AS (
    SELECT a.outlet_id, count(*) AS articles, count(r.words) AS with_text, count(*) - count(r.published_not_before) AS undated,
           coalesce(sum(r.words), 0) AS words, coalesce(sum(CAST(r.words AS BIGINT) * r.words), 0) AS words_squared,
           min(r.published_not_before) AS from_, max(r.published_not_after) AS to_
    FROM {articles} GROUP BY a.outlet_id
)
SELECT coalesce(o.slug, '') AS outlet, coalesce(min(o.name), 'an outlet not known') AS name, coalesce(min(o.kind), 'unknown') AS kind,
       sum(c.articles) AS articles, sum(c.with_text) AS with_text, sum(c.undated) AS undated, sum(c.words) AS words,
       sum(c.words_squared) AS words_squared, min(c.from_) AS from_, max(c.to_) AS to_
FROM counted c LEFT JOIN outlets w ON w.id = c.outlet_id LEFT JOIN outlets o ON o.id = coalesce(w.same_as, w.id)
GROUP BY coalesce(o.slug, '') ORDER BY 1
"""
# SQLite prefers the unique index, and then reads each whole row for what this one holds.
_COVERED = "INDEXED BY ix_readings_counted"
_ROWS_OF = """
SELECT w.id FROM outlets w LEFT JOIN outlets o ON o.id = coalesce(w.same_as, w.id) WHERE o.slug = :outlet ORDER BY w.id
"""
_WORDS = """
SELECT coalesce(o.slug, '') AS outlet, r.words, count(*) AS articles
FROM {articles} AND r.words IS NOT NULL GROUP BY coalesce(o.slug, ''), r.words
"""
# Whoever is listed here was not compared with all others yet.
_WAITING = """
SELECT count(*) FROM {articles} AND a.id IN (
    SELECT article_id FROM reuse_pending
    UNION SELECT ca.article_id FROM class_articles ca JOIN text_classes t ON t.id = ca.class_id WHERE NOT t.linked)
"""


def inside(
    connection: Connection, scope: Scope, outlet: str | None = None, more: str = "", *, adding_up: bool = False
) -> tuple[str, dict[str, Any]]:
    """The FROM and WHERE of the articles in a scope (`a`, with reading `r` and outlet `o`), and its parameters.

    `more` is what else is joined to them; `adding_up` says that of readings only words and dates are asked for, of very
    many. Raises UnknownNameError for the collection.
    """
    given: dict[str, Any] = {}
    joined = ""
    if scope.collection is not None:
        given["collection"] = collections.number(connection, scope.collection)
        joined = "JOIN collection_articles m ON m.article_id = a.id AND m.collection_id = :collection"
    period = ["1 = 1"]
    for name, condition in (("from_", "r.published_not_before >= :from_"), ("to", "r.published_not_after <= :to")):
        moment = getattr(scope, name)
        if moment is not None:
            given[name] = moment
            period.append(condition)
    if outlet is not None:
        rows = connection.execute(text(_ROWS_OF), {"outlet": outlet}).scalars()
        period.append(f"a.outlet_id IN ({', '.join(str(int(row)) for row in rows) or 'NULL'})")
    covered = _COVERED if adding_up and connection.dialect.name == "sqlite" else ""
    return ARTICLES.format(covered=covered, collection=joined, more=more, period=" AND ".join(period)), given


def sums(connection: Connection, scope: Scope) -> tuple[OutletSums, ...]:
    """The articles in a scope added up by outlet, by slug."""
    articles, given = inside(connection, scope, adding_up=True)
    found = connection.execute(text(_SUMS.format(articles=articles)), given)
    return tuple(
        OutletSums(
            row.outlet, row.name, row.kind, int(row.articles), int(row.with_text), int(row.undated), int(row.words),
            int(row.words_squared), row.from_, row.to_,
        )
        for row in found
    )  # fmt: skip


def words(connection: Connection, scope: Scope, outlet: str | None = None) -> dict[str, dict[int, int]]:
    """How many articles with a text have so many words, by outlet: of one outlet, or of all."""
    articles, given = inside(connection, scope, outlet, adding_up=True)
    found: dict[str, dict[int, int]] = {}
    for row in connection.execute(text(_WORDS.format(articles=articles)), given):
        found.setdefault(row.outlet, {})[int(row.words)] = int(row.articles)
    return found


def waiting(connection: Connection, scope: Scope) -> int:
    """How many articles in a scope were not compared with all others yet."""
    articles, given = inside(connection, scope)
    return int(connection.execute(text(_WAITING.format(articles=articles)), given).scalar_one())


def sampled(connection: Connection, collection: str) -> tuple[str, bool]:
    """How a collection was sampled, and whether its articles were found through copies; raises UnknownNameError."""
    c = COLLECTIONS.c
    wanted = COLLECTIONS.select().where(c.id == collections.number(connection, collection))
    row = connection.execute(wanted).one()
    return str(row.how_sampled), bool(row.through_copies)

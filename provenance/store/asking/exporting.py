"""Rows to hand on to other programs, in an order and with values that are the same on every machine.

Row numbers and the times of our own work are left out: what is made again from the same captures is the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, text

from provenance.store.keeping import collections
from provenance.text import join_spans

ARTICLES = """
SELECT a.key AS article_key, a.url, o.slug AS outlet, a.identity_basis, r.key AS reading_key, r.extractor, r.title, r.language,
       r.words, d.value AS published, r.published_not_before, r.published_not_after, r.origin_kind, r.origin_basis,
       r.origin_name, r.origin_outlet_slug AS origin_outlet, r.origin_url, t.sha256 AS text_sha256{text}
FROM articles a
JOIN readings r ON r.article_id = a.id AND r.is_current
LEFT JOIN outlets o ON o.id = a.outlet_id
LEFT JOIN texts t ON t.id = r.text_id
LEFT JOIN date_claims d ON d.reading_id = r.id AND d.role = 'published' AND d.position = 0
{scope}
ORDER BY a.key{collate}
"""
COPIES = """
SELECT c.edge_key, c.child_key, c.child_outlet, c.parent_key, c.parent_outlet, c.relation, c.extent, c.state, c.confidence, c.found_by,
       c.credit, c.credit_outlet, c.kept, c.overlap, c.words, CAST(c.title_changed AS INTEGER) AS title_changed, c.hours_later, c.reviewed
FROM copies c LEFT JOIN articles a ON a.id = c.child_id {scope}
ORDER BY c.child_key{collate}, c.parent_key{collate}
"""
NODES = """
SELECT n.key AS node_key, min(n.outlet_slug) AS outlet, min(n.name) AS name, min(n.url) AS url
FROM nodes n JOIN articles a ON a.id = n.article_id LEFT JOIN resolutions x ON x.node_key = n.key
{scope} {where} n.key LIKE 'nod%' AND x.node_key IS NULL
GROUP BY n.key ORDER BY n.key{collate}
"""
STATEMENTS = """
SELECT s.key AS statement_key, a.key AS article_key, s.position, s.type, s.zone, s.speaker_name, s.speaker_kind, s.speaker_role,
       s.speaker_affiliation, s.quotation{text}
FROM statements s JOIN articles a ON a.id = s.article_id {scope}
ORDER BY a.key{collate}, s.position
"""
OUTLETS = """
SELECT o.slug AS outlet, o.name, o.kind, o.country FROM outlets o
WHERE o.id IN (SELECT a.outlet_id FROM articles a {scope})
   OR o.slug IN (SELECT n.outlet_slug FROM nodes n JOIN articles a ON a.id = n.article_id {scope})
ORDER BY o.slug{collate}
"""
QUERIES = {"articles": ARTICLES, "copies": COPIES, "nodes": NODES, "statements": STATEMENTS, "outlets": OUTLETS}
"""The tables of an export."""
_TEXT = {"articles": ", t.text, r.spans", "statements": ", s.text"}
_AT_ONCE = 1000


def sql_of(table: str, dialect: str, *, scoped: bool, with_texts: bool) -> str:
    """The query of one table of an export."""
    scope = "JOIN collection_articles m ON m.article_id = a.id AND m.collection_id = :collection" if scoped else ""
    return QUERIES[table].format(
        scope=scope, text=_TEXT.get(table, "") if with_texts else "", where="WHERE",
        collate=' COLLATE "C"' if dialect == "postgresql" else "",
    )  # fmt: skip


def rows(
    connection: Connection, table: str, collection: str | None, *, with_texts: bool
) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
    """The columns of a table and its rows, read as they are asked for; raises UnknownNameError for the collection."""
    given = {"collection": collections.number(connection, collection)} if collection is not None else {}
    sql = sql_of(table, connection.dialect.name, scoped=collection is not None, with_texts=with_texts)
    # CAST(boolean AS INTEGER) is spelled alike on both databases.
    found = connection.execution_options(stream_results=True, yield_per=_AT_ONCE).execute(text(sql), given)
    columns = tuple(found.keys())
    if table == "articles" and with_texts:
        return columns[:-1], ((*row[:-2], _body(row[-2], row[-1])) for row in found)
    return columns, (tuple(row) for row in found)


def _body(document: str | None, spans: Any) -> str | None:
    """The article's own text out of the text of the page."""
    if document is None or spans is None:
        return None
    return join_spans(document, json.loads(spans) if isinstance(spans, str) else spans)

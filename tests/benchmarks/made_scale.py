"""A library of a size nobody has yet, made by SQL: articles, edges between them, one collection with all of them.

Every (1 / SHARE)-th article is a copy of an earlier one, four times in five of a held one, so chains are a few
steps deep; one copy in ten is known from its credit only. Texts are left out: no report reads them.
"""

from __future__ import annotations

from sqlalchemy import Engine, text

from provenance.store.counted import refreshing
from provenance.store.session import writing
from provenance.text import sha256_text

OUTLETS = 400
COLLECTION = "everything"
NUMBERS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {last})"

KEY = "substr(CAST(10000000000000000 + {n} AS VARCHAR), 2)"
"""Sixteen digits, the same on both databases."""

INSERTS = (
    "INSERT INTO runs (id, started_at, version) VALUES (1, '2026-01-01T00:00:00Z', 'made')",
    """INSERT INTO captures (id, key, sha256, media, headers, size, kept_in, first_seen_at, run_id)
       VALUES (1, 'cap_0000000000000000', '0', 'html', '[]', 1, 'made', '2026-01-01T00:00:00Z', 1)""",
    """INSERT INTO outlets (id, slug, name, kind, provisional, languages, source)
       {outlets} SELECT 100000 + i, 'outlet-' || i, 'Outlet ' || i, 'newspaper', {false}, '[]', 'user' FROM n""",
    """INSERT INTO articles (id, key, url, outlet_id, identity_basis, first_seen_at)
       {articles} SELECT i, 'art_' || {key_i}, 'https://outlet-' || (i % 400) || '.example/' || i, 100001 + i % 400,
       'fetched', '2026-01-01T00:00:00Z' FROM n""",
    """INSERT INTO readings (id, key, digest, given_id, article_id, capture_id, run_id, is_current, status, extractor, url, title,
           outlet_slug, outlet_name, words, language, published_not_before, published_not_after, origin_kind, origin_basis, statements)
       {articles} SELECT i, 'rdg_' || {key_i}, {key_i}, 'made', i, 1, 1, {true}, 'ok', '1',
       'https://outlet-' || (i % 400) || '.example/' || i, 'A title of the usual length, number ' || i,
       'outlet-' || (1 + i % 400), 'Outlet', 100 + i % 900, 'en',
       '2026-01-' || substr(CAST(101 + i % 28 AS VARCHAR), 2) || 'T00:00:00Z',
       '2026-01-' || substr(CAST(101 + i % 28 AS VARCHAR), 2) || 'T23:59:59Z', 'unknown', 'silence',
       '["{padding}"]' FROM n""",
    "INSERT INTO collections (id, key, name, how_sampled, created_at) VALUES (1, '{collection_key}', 'everything', 'all', '2026-01-01T00:00:00Z')",
    """INSERT INTO collection_articles (collection_id, article_id, added_at)
       SELECT 1, id, '2026-01-01T00:00:00Z' FROM articles""",
    """INSERT INTO edges (id, article_id, reading_id, run_id, position, key, child_key, parent_key, relation, state, confidence,
           found_by, direction_basis, credit, kept, overlap, words, title_changed, hours_later, reviewed)
       {edges} SELECT i, {child}, {child}, 1, 0, 'edg_' || {key_i}, 'art_' || {key_child},
       CASE WHEN i % 5 = 0 THEN 'nod_' || {key_node} ELSE 'art_' || {key_parent} END,
       'republished_from', 'matched', 0.5 + (i % 50) * 0.01,
       CASE WHEN i % 10 = 0 THEN 'credit' WHEN i % 2 = 0 THEN 'both' ELSE 'text' END,
       '["date"]', CASE i % 4 WHEN 0 THEN 'linked' WHEN 1 THEN 'named' ELSE 'none' END,
       (i % 100) * 0.01, (i % 97) * 0.01, 50 + i % 400, {true}, (i % 300) * 0.1, {false} FROM n""",
    """INSERT INTO nodes (id, article_id, reading_id, run_id, position, key, name, held, state_links, outlet_slug, outlet_name)
       SELECT 2 * e.id, e.article_id, e.reading_id, 1, 1, e.parent_key, 'made', {false}, '[]', 'outlet-' || (1 + e.id % 400), 'made'
       FROM edges e WHERE e.parent_key LIKE 'nod%'""",
    """INSERT INTO nodes (id, article_id, reading_id, run_id, position, key, name, held, state_links, outlet_slug, outlet_name)
       SELECT 2 * e.id + 1, e.article_id, e.reading_id, 1, 0, e.child_key, 'made', {true}, '[]', 'outlet-' || (1 + e.id % 400), 'made'
       FROM edges e""",
)  # fmt: skip


def fill(engine: Engine, articles: int, edges: int) -> None:
    """Put that many articles and edges into an empty library, and let the database look at them."""
    step = articles // edges
    postgres = engine.dialect.name == "postgresql"
    child, parent = f"(i * {step})", f"(1 + (i * {step} * 37) / 100)"
    words = {
        "articles": NUMBERS.format(last=articles),
        "edges": NUMBERS.format(last=edges),
        "outlets": NUMBERS.format(last=OUTLETS),
        "key_i": KEY.format(n="i"),
        "key_child": KEY.format(n=child),
        "key_parent": KEY.format(n=parent),
        "key_node": KEY.format(n="i % 5000"),
        "child": child,
        "true": "true",
        "false": "false",
        "padding": "x" * 800,
        "collection_key": sha256_text(COLLECTION),
    }
    with engine.connect() as connection:
        connection.execution_options(writes=True)
        with connection.begin():
            for statement in INSERTS:
                connection.execute(text(statement.format(**words)))
            if postgres:
                for table in ("runs", "captures", "outlets", "articles", "readings", "collections", "edges", "nodes"):
                    last = f"(SELECT max(id) FROM {table})"
                    connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})"))
    for rebuilt in (False, True):
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE" if postgres else "ANALYZE"))
        if not rebuilt:
            with writing(engine) as connection:
                refreshing.rebuild(connection)

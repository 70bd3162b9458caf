"""Copies of an outlet's texts that were not there before."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select, text

from provenance.records.counted import FreshCopy
from provenance.store.keeping import collections
from provenance.store.keeping.inserting import batches
from provenance.store.schema.tables import EDGE_EVIDENCE, EDGES

_FRESH = """
SELECT c.edge_key AS edge, c.child_key AS copy, o.slug AS outlet, coalesce(o.name, r.host, 'an outlet not known') AS name, r.title, a.url,
       a.first_seen_at AS first_seen, r.published_not_before AS published, c.parent_key AS source, p.title AS source_title,
       c.relation, c.extent, c.credit, c.found_by, c.state, c.confidence, c.reviewed, c.overlap, c.hours_later
FROM copies c
JOIN articles a ON a.id = c.child_id
JOIN readings r ON r.article_id = a.id AND r.is_current
LEFT JOIN outlets o ON o.slug = c.child_outlet
LEFT JOIN readings p ON p.article_id = c.parent_id AND p.is_current
{collection}
WHERE c.parent_outlet = :source AND c.extent <> 'beside' AND a.first_seen_at >= :since AND (o.slug IS NULL OR o.slug <> :source)
ORDER BY a.first_seen_at DESC, c.edge_key
"""


def fresh(connection: Connection, source: str, since: str, collection: str | None) -> tuple[FreshCopy, ...]:
    """The copies of an outlet's texts, by slug, that were first seen since a moment in UTC, the newest first.

    Raises UnknownNameError for the collection.
    """
    given: dict[str, object] = {"source": source, "since": since}
    joined = ""
    if collection is not None:
        given["collection"] = collections.number(connection, collection)
        joined = "JOIN collection_articles m ON m.article_id = a.id AND m.collection_id = :collection"
    rows = connection.execute(text(_FRESH.format(collection=joined)), given).mappings().all()
    quotes = _quotes(connection, [row["edge"] for row in rows])
    return tuple(FreshCopy(**{**row, "reviewed": bool(row["reviewed"])}, quote=quotes.get(row["edge"])) for row in rows)


def _quotes(connection: Connection, edges: Sequence[str]) -> dict[str, str]:
    """The first quotation of each edge."""
    found: dict[str, str] = {}
    wanted = select(EDGES.c.key, EDGE_EVIDENCE.c.quote).join(EDGE_EVIDENCE, EDGE_EVIDENCE.c.edge_id == EDGES.c.id)
    ordered = wanted.order_by(EDGES.c.confidence.desc(), EDGES.c.id, EDGE_EVIDENCE.c.position)
    for some in batches(sorted(set(edges))):
        for key, quote in connection.execute(ordered.where(EDGES.c.key.in_(some), EDGE_EVIDENCE.c.quote.is_not(None))):
            found.setdefault(key, quote)
    return found

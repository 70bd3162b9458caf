"""Everything a database says of a farm, by keys: equal for two crawls that found the same, whatever came in between.

Left out is what tells when and in which order: times, row numbers, runs, places in the evidence, and the keys that
hold a time (captures, readings, and the credits below them). Captures are counted by address, digest and outcome, so
one kept twice shows.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, text

from provenance.store.session import open_engine, reading

_SELECTS = {
    "articles": "SELECT a.key, a.url, a.identity_basis, o.slug FROM articles a LEFT JOIN outlets o ON o.id = a.outlet_id",
    "texts": "SELECT sha256, characters FROM texts",
    "captures": "SELECT url, url_final, sha256, media, outcome, reason, status, truncated FROM captures",
    "readings": "SELECT a.key, r.is_current, r.status, r.reason, r.title, r.words, r.origin_kind, r.origin_name, r.published_not_before, t.sha256"
    " FROM readings r LEFT JOIN articles a ON a.id = r.article_id LEFT JOIN texts t ON t.id = r.text_id",
    "credits": "SELECT a.key, c.relation, c.direction, c.name, c.quote, c.start_at, c.end_at FROM credits c"
    " JOIN readings r ON r.id = c.reading_id JOIN articles a ON a.id = r.article_id",
    "bylines": "SELECT a.key, b.name, b.kind, b.quote FROM bylines b JOIN readings r ON r.id = b.reading_id JOIN articles a ON a.id = r.article_id",
    "notices": "SELECT a.key, n.text FROM notices n JOIN readings r ON r.id = n.reading_id JOIN articles a ON a.id = r.article_id",
    "sightings": "SELECT a.key, s.batch_id FROM sightings s JOIN articles a ON a.id = s.article_id",
    "collections": "SELECT c.name, a.key FROM collection_articles x JOIN collections c ON c.id = x.collection_id JOIN articles a ON a.id = x.article_id",
    "search": "SELECT a.key, s.words FROM search_texts s JOIN articles a ON a.id = s.article_id",
    "nodes": "SELECT a.key, n.key, n.held, n.name, n.url FROM nodes n JOIN articles a ON a.id = n.article_id",
    "edges": "SELECT a.key, e.key, e.relation, e.state, e.confidence, e.found_by, e.credit, e.kept, e.overlap, e.words, e.title_changed, e.hours_later"
    " FROM edges e JOIN articles a ON a.id = e.article_id",
    "edge_evidence": "SELECT e.key, v.position, v.quote, v.start_at FROM edge_evidence v JOIN edges e ON e.id = v.edge_id",
    "resolutions": "SELECT node_key, article_key, basis FROM resolutions",
    "statements": "SELECT a.key, s.key, s.text, s.speaker_name, s.quotation, s.joined FROM statements s JOIN articles a ON a.id = s.article_id",
    "quotations": "SELECT key, text, speaker_name, speaker_agreement, first_article_key, first_by, carriers, outlets FROM quotations",
    "carriers": "SELECT c.quotation_key, c.position, a.key, c.relation, c.attribution FROM quotation_carriers c JOIN articles a ON a.id = c.article_id",
    "pages": "SELECT p.key, p.url, s.key, p.title, p.published, p.state, p.tries, p.unchanged, p.reason, p.detail, p.etag, p.article_key"
    " FROM crawl_pages p LEFT JOIN sources s ON s.id = p.source_id",
    "sources": "SELECT key, url, kind, title, failures, reason, etag FROM sources",
    "hosts": "SELECT key, origin, standing, robots, delay FROM hosts",
    "waiting": "SELECT 'index', count(*) FROM reuse_pending UNION ALL SELECT 'edges', count(*) FROM edges_pending"
    " UNION ALL SELECT 'said', count(*) FROM said_pending",
}  # fmt: skip
Digest = dict[str, str]


def tables(connection: Connection, wanted: Iterable[str] = ()) -> dict[str, Counter[str]]:
    """The rows of each part, as JSON, with how often each is there."""
    names = list(wanted) or list(_SELECTS)
    return {n: Counter(json.dumps(_plain(row)) for row in connection.execute(text(_SELECTS[n]))) for n in names}


def _plain(row: Iterable[Any]) -> list[Any]:
    # Truth is 0 and 1 on SQLite.
    return [int(v) if isinstance(v, bool) else round(v, 9) if isinstance(v, float) else v for v in row]


def held(db: str) -> dict[str, Counter[str]]:
    """The whole content of the database at a path or URL."""
    engine = open_engine(db, read_only=True)
    try:
        with reading(engine) as connection:
            return tables(connection)
    finally:
        engine.dispose()


def digest(found: dict[str, Counter[str]]) -> Digest:
    """One digest a part."""
    return {name: _one(rows) for name, rows in found.items()}


def _one(rows: Counter[str]) -> str:
    return hashlib.sha256("\n".join(sorted(rows.elements())).encode()).hexdigest()[:16]


def differences(a: dict[str, Counter[str]], b: dict[str, Counter[str]], most: int = 5) -> list[str]:
    """What one has and the other has not, a few lines a part."""
    found = []
    for name in a:
        for sign, rows in (("-", a[name] - b[name]), ("+", b[name] - a[name])):
            listed = sorted(rows.elements())
            found += [f"{name} {sign} {row[:300]}" for row in listed[:most]]
            found += [f"{name} {sign} {len(listed) - most} more"] * (len(listed) > most)
    return found

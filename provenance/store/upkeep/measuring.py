"""How large a library is, and what it grows by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Label, Select, func, select, text

from provenance.records.upkeep import Growth, Size
from provenance.store.evidence.folder import Evidence
from provenance.store.schema.tables import ARTICLES, CAPTURES, CRAWL_PAGES, OUTLETS, READINGS, SOURCES
from provenance.times import utc_text

_TOLD = 20
_DAY = 86_400.0


def size(connection: Connection, evidence: Evidence, days: float, moment: datetime | None = None) -> Size:
    """How large the library is now, and what came in within the last `days` days, the most first."""
    now, c = moment or datetime.now(UTC), CAPTURES.c
    first, captures, pruned, all_bytes = connection.execute(
        select(func.min(c.first_seen_at), func.count(), func.count(c.pruned_at), func.coalesce(func.sum(c.size), 0))
    ).one()
    age = (now - datetime.fromisoformat(first)).total_seconds() / _DAY if first else 0.0
    span = min(days, age)
    since = utc_text(now - timedelta(days=days))
    recent = connection.execute(select(func.coalesce(func.sum(c.size), 0)).where(c.first_seen_at >= since)).scalar_one()
    database, kept = _database(connection), _folder(evidence)
    # What is kept is packed, and the database holds what was read in it: both in proportion to what came.
    per_day = int((database + kept) * int(recent) / int(all_bytes) / span) if span >= 1 and all_bytes else None
    articles = connection.execute(select(func.count()).select_from(ARTICLES)).scalar_one()
    return Size(
        database, kept, captures, pruned, articles, round(span, 2), per_day,
        _grown(connection, _by_outlet(since)), _grown(connection, _by_source(since)),
    )  # fmt: skip


def _grown(connection: Connection, wanted: Select[Any]) -> tuple[Growth, ...]:
    return tuple(Growth(name or "unknown", int(count), int(size)) for name, count, size in connection.execute(wanted))


def _sums(sizes: Any) -> tuple[Label[int], Label[int]]:
    return func.count().label("captures"), func.sum(sizes).label("bytes")


def _by_outlet(since: str) -> Select[Any]:
    c, r = CAPTURES.c, READINGS.c
    each = (
        select(c.id, c.size, ARTICLES.c.outlet_id.label("outlet"))
        .join(READINGS, r.capture_id == c.id)
        .join(ARTICLES, ARTICLES.c.id == r.article_id)
        .where(c.first_seen_at >= since)
        .distinct()
        .subquery()
    )
    wanted = (
        select(OUTLETS.c.name, *_sums(each.c.size)).select_from(each).outerjoin(OUTLETS, OUTLETS.c.id == each.c.outlet)
    )
    return wanted.group_by(OUTLETS.c.name).order_by(func.sum(each.c.size).desc(), OUTLETS.c.name).limit(_TOLD)


def _by_source(since: str) -> Select[Any]:
    c, top = CAPTURES.c, func.coalesce(SOURCES.c.parent_id, SOURCES.c.id).label("top")
    each = (
        select(c.size, top)
        .join(CRAWL_PAGES, CRAWL_PAGES.c.key == c.page_key)
        .join(SOURCES, SOURCES.c.id == CRAWL_PAGES.c.source_id)
        .where(c.first_seen_at >= since)
        .subquery()
    )
    wanted = select(SOURCES.c.url, *_sums(each.c.size)).select_from(each).join(SOURCES, SOURCES.c.id == each.c.top)
    return wanted.group_by(SOURCES.c.url).order_by(func.sum(each.c.size).desc(), SOURCES.c.url).limit(_TOLD)


def _database(connection: Connection) -> int:
    if connection.dialect.name == "postgresql":
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    return int(pages) * int(connection.execute(text("PRAGMA page_size")).scalar_one())


def _folder(evidence: Evidence) -> int:
    return sum(path.stat().st_size for path in evidence.folder.rglob("*") if path.is_file())

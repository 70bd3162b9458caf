"""What there is to say about crawling: sources and how they do, pages waiting."""

from __future__ import annotations

from sqlalchemy import Connection, func, or_, select

from provenance.records.crawling import CrawlStatus, SourceInfo, Trouble
from provenance.store.schema.tables import CRAWL_PAGES, HOSTS, SOURCES

_TOLD = 1000
_NO_RULES = "its robots.txt cannot be had, so nothing is asked there"


def sources(connection: Connection) -> list[SourceInfo]:
    """The sources that were named by a person, by address, with the pages known from each and from the lists it names."""
    s = SOURCES.c
    top = func.coalesce(s.parent_id, s.id).label("top")
    counts = (
        select(
            top, func.count(CRAWL_PAGES.c.id).label("pages"), func.count(CRAWL_PAGES.c.article_key).label("articles")
        )
        .join(CRAWL_PAGES, CRAWL_PAGES.c.source_id == s.id)
        .group_by(top)
        .subquery()
    )
    columns = (
        s.id,
        s.url,
        s.kind,
        s.title,
        s.every,
        s.until,
        s.added_at,
        s.asked_at,
        s.ok_at,
        s.new_at,
        s.failures,
        s.reason,
        s.detail,
    )
    wanted = select(*columns, func.coalesce(counts.c.pages, 0), func.coalesce(counts.c.articles, 0))
    listed = wanted.outerjoin(counts, counts.c.top == s.id).where(s.parent_id.is_(None)).order_by(s.url)
    return [SourceInfo(*list(row)) for row in connection.execute(listed)]


def failing(connection: Connection) -> tuple[Trouble, ...]:
    """The lists that could not be read when they were last asked for."""
    s, shut = SOURCES.c, HOSTS.c.standing == "unreachable"
    troubled = or_(s.failures > 0, s.reason.is_not(None), shut)
    wanted = (
        select(s.url, s.reason, s.detail, shut).join(HOSTS, HOSTS.c.id == s.host_id).where(troubled).order_by(s.url)
    )
    found = connection.execute(wanted.limit(_TOLD)).all()
    return tuple(
        Trouble(u, "robots", _NO_RULES) if closed else Trouble(u, reason, detail) for u, reason, detail, closed in found
    )


def status(connection: Connection) -> CrawlStatus:
    """How crawling stands."""
    p = CRAWL_PAGES.c
    states = {state: int(count) for state, count in connection.execute(select(p.state, func.count()).group_by(p.state))}
    named = select(func.count()).select_from(SOURCES).where(SOURCES.c.parent_id.is_(None))
    articles = connection.execute(select(func.count(p.article_key))).scalar_one()
    last = connection.execute(select(func.max(SOURCES.c.ok_at))).scalar()
    return CrawlStatus(
        connection.execute(named).scalar_one(), failing(connection), states.get("waiting", 0), states.get("done", 0),
        states.get("given_up", 0), last, articles,
    )  # fmt: skip

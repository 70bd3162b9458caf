"""What a morning report is made of: the edges of articles that came in, how sites were read, when lists named something new."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from provenance.records.judgement import Judgement
from provenance.records.lineage import Edge, Node
from provenance.records.morning import SiteReadings
from provenance.store.asking.judgements import on_nodes
from provenance.store.keeping import chain
from provenance.store.schema.tables import CAPTURES, CRAWL_PAGES, HOSTS, READINGS, SOURCES


def edges_of(connection: Connection, articles: Sequence[str]) -> tuple[tuple[Node, ...], tuple[Edge, ...], list[Judgement]]:  # fmt: skip
    """The nodes and edges above articles, and the standing judgements on them."""
    nodes, edges = chain.above(connection, articles)
    return nodes, edges, on_nodes(connection, nodes)


def readings_by_site(connection: Connection, earliest: str, since: str) -> tuple[SiteReadings, ...]:
    """How crawled pages were read before and since a moment, by site; `earliest` is how far back is looked."""
    later = (CAPTURES.c.first_seen_at >= since).label("later")
    wanted = (
        select(HOSTS.c.origin, later, READINGS.c.status, READINGS.c.reason, func.count())
        .select_from(CRAWL_PAGES)
        .join(HOSTS, HOSTS.c.id == CRAWL_PAGES.c.host_id)
        .join(CAPTURES, CAPTURES.c.page_key == CRAWL_PAGES.c.key)
        .join(READINGS, READINGS.c.capture_id == CAPTURES.c.id)
        .where(CAPTURES.c.first_seen_at >= earliest)
        .group_by(HOSTS.c.origin, later, READINGS.c.status, READINGS.c.reason)
    )
    counts: dict[str, Counter[tuple[bool, bool]]] = defaultdict(Counter)
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for origin, now, status, reason, count in connection.execute(wanted):
        counts[origin][bool(now), status == "ok"] += count
        if now and status != "ok":
            reasons[origin][reason or status] += count
    return tuple(
        SiteReadings(origin, c[False, True], c[False, False], c[True, True], c[True, False], tuple(reasons[origin].most_common()))
        for origin, c in sorted(counts.items())
    )  # fmt: skip


def days_with_news(connection: Connection, earliest: str) -> dict[int, tuple[str, ...]]:
    """The days (UTC) on which a list, or one it names, named new pages, by the row number of the source a person named."""
    day = func.substr(CRAWL_PAGES.c.found_at, 1, 10).label("day")
    top = func.coalesce(SOURCES.c.parent_id, SOURCES.c.id).label("top")
    wanted = (
        select(top, day)
        .join(CRAWL_PAGES, CRAWL_PAGES.c.source_id == SOURCES.c.id)
        .where(CRAWL_PAGES.c.found_at >= earliest)
        .distinct()
        .order_by(top, day)
    )
    found: dict[int, tuple[str, ...]] = {}
    for source, when in connection.execute(wanted):
        found[source] = (*found.get(source, ()), str(when))
    return found

"""Rows of crawling: sources, the pages they name, hosts; and which of them one crawler may work on now.

A host is leased by one crawler at a time (a conditional update, so it holds on both databases); only who
holds it works on its lists and pages. A crawler that was killed loses its leases when they run out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, or_, select, update

from provenance.capture.politeness.manners import is_fresh
from provenance.errors import UnknownNameError, UsageError
from provenance.records.capture import Given
from provenance.records.crawling import ListKind, Work
from provenance.records.keys import article_key, make_key
from provenance.store.keeping import collections
from provenance.store.keeping.clock import now
from provenance.store.keeping.inserting import batches, ensure, insert_new
from provenance.store.schema.tables import ARTICLES, CRAWL_PAGES, HOSTS, SOURCES
from provenance.text import storable
from provenance.urls import canonical_url, is_url

Row = Mapping[str, Any]


def source_key(url: str) -> str:
    """The key of a source: its address as it is asked for."""
    return make_key("src", (url,))


def page_key(url: str) -> str:
    """The key an article at this address has."""
    return article_key(canonical_url(url), None, "")


def host_key(origin: str) -> str:
    """The key of a host."""
    return make_key("hst", (origin,))


def host_id(connection: Connection, origin: str) -> int:
    """The row of a host, made where there is none."""
    key = host_key(origin)
    return ensure(
        connection, HOSTS, "key", {"key": key, "origin": storable(origin), "next_at": 0.0, "leased_until": 0.0}
    )


def add_source(
    connection: Connection, url: str, origin: str, kind: ListKind, title: str | None = None, every: int | None = None,
    until: str | None = None, parent: int | None = None,
) -> int:  # fmt: skip
    """Watch a list; the same one again changes only what is said of it. Raises UsageError for what is no address."""
    if not is_url(url):
        raise UsageError(f"{url[:200]!r} is not an http(s) address")
    url = storable(url)
    row = {
        "key": source_key(url), "url": url, "host_id": host_id(connection, origin), "parent_id": parent, "kind": kind,
        "title": storable(title) if title else None, "every": every, "until": until, "added_at": now(), "next_at": 0.0, "failures": 0,
    }  # fmt: skip
    number = ensure(connection, SOURCES, "key", row)
    said = {"every": every, "until": until} if parent is None else {}
    connection.execute(update(SOURCES).where(SOURCES.c.id == number).values(kind=kind, **said))
    return number


def remove_source(connection: Connection, ref: str) -> str:
    """Watch a list no longer, by address or row number; what it gave stays. Returns its address; raises UnknownNameError."""
    wanted = SOURCES.c.key == source_key(storable(ref))
    if ref.isdigit() and len(ref) < 10:
        wanted = or_(wanted, SOURCES.c.id == int(ref))
    found = connection.execute(select(SOURCES.c.id, SOURCES.c.url).where(wanted)).first()
    if found is None:
        raise UnknownNameError(f"no source {ref[:200]!r}; see: provenance source list")
    waits = CRAWL_PAGES.c.source_id.in_(
        select(SOURCES.c.id).where(or_(SOURCES.c.id == found.id, SOURCES.c.parent_id == found.id))
    )
    connection.execute(
        delete(CRAWL_PAGES).where(waits, CRAWL_PAGES.c.state == "waiting", CRAWL_PAGES.c.capture_key.is_(None))
    )
    connection.execute(delete(SOURCES).where(SOURCES.c.id == found.id))
    return str(found.url)


def _due_source(moment: float) -> ColumnElement[bool]:
    from datetime import UTC, datetime

    from provenance.times import utc_text

    today = utc_text(datetime.fromtimestamp(moment, UTC))
    return and_(SOURCES.c.next_at <= moment, or_(SOURCES.c.until.is_(None), SOURCES.c.until >= today))


def _due_page(moment: float) -> ColumnElement[bool]:
    return and_(CRAWL_PAGES.c.state == "waiting", CRAWL_PAGES.c.next_at <= moment)


def _has_work(moment: float) -> ColumnElement[bool]:
    lists = exists().where(SOURCES.c.host_id == HOSTS.c.id, _due_source(moment))
    pages = exists().where(CRAWL_PAGES.c.host_id == HOSTS.c.id, _due_page(moment))
    return or_(lists, pages)


def hosts_due(connection: Connection, moment: float) -> list[int]:
    """The hosts that may be asked now and have work due, free for longest first."""
    free = and_(HOSTS.c.next_at <= moment, HOSTS.c.leased_until <= moment)
    wanted = select(HOSTS.c.id).where(free, _has_work(moment)).order_by(HOSTS.c.next_at, HOSTS.c.id)
    return list(connection.execute(wanted).scalars())


def claim(
    connection: Connection, who: str, moment: float, lease: float, due: float, host: int | None = None
) -> Work | None:
    """Lease the host that has been free for longest and has work due, and say what to do there first; None where none is free.

    Due is what was to be done by the moment `due`, the start of a pass: so a pass does nothing twice.
    """
    free = and_(HOSTS.c.next_at <= moment, HOSTS.c.leased_until <= moment)
    wanted = select(HOSTS.c.id).where(free, _has_work(due)).order_by(HOSTS.c.next_at, HOSTS.c.id).limit(20)
    wanted = wanted if host is None else wanted.where(HOSTS.c.id == host)
    for number in list(connection.execute(wanted).scalars()):
        taken = update(HOSTS).where(HOSTS.c.id == number, free).values(leased_by=who, leased_until=moment + lease)
        if connection.execute(taken).rowcount != 1:
            continue
        work = _next_on(connection, number, moment, due)
        if work is not None:
            return work
        release(connection, number, who, moment)
    return None


def _next_on(connection: Connection, number: int, moment: float, due: float) -> Work | None:
    host = connection.execute(select(HOSTS).where(HOSTS.c.id == number)).one()
    lists = (
        select(SOURCES).where(SOURCES.c.host_id == number, _due_source(due)).order_by(SOURCES.c.next_at, SOURCES.c.id)
    )
    pages = select(CRAWL_PAGES).where(CRAWL_PAGES.c.host_id == number, _due_page(due))
    source = connection.execute(lists.limit(1)).first()
    page = (
        None if source else connection.execute(pages.order_by(CRAWL_PAGES.c.next_at, CRAWL_PAGES.c.id).limit(1)).first()
    )
    row = source or page
    if row is None:
        return None
    rules = (host.robots, host.standing, host.delay)
    if host.robots_at is None or not is_fresh(host.robots_at, moment, reachable=host.standing != "unreachable"):
        return Work("robots", number, f"{host.origin}/robots.txt", number, host.origin, *rules, 0, ())
    asked = (("If-None-Match", row.etag), ("If-Modified-Since", row.modified))
    conditions = tuple((name, value) for name, value in asked if value)
    if source is not None:
        return Work(
            "list",
            row.id,
            row.url,
            number,
            host.origin,
            *rules,
            row.failures,
            conditions,
            row.id,
            row.kind,
            0,
            row.every,
        )
    return Work(
        "page", row.id, row.url, number, host.origin, *rules, row.tries, conditions, row.source_id, None, row.unchanged,
        listed=_listed(connection, row),
    )  # fmt: skip


def _listed(connection: Connection, page: Any) -> Given:
    """What the list that names a page says of where it is from."""
    if page.source_id is None or not (page.credit_name or page.credit_url):
        return Given()
    feed = connection.execute(select(SOURCES.c.url).where(SOURCES.c.id == page.source_id)).scalar_one()
    return Given(listed_in=feed, credited=page.credit_name, credited_url=page.credit_url)


def release(connection: Connection, host: int, who: str, next_at: float) -> None:
    """Give a host back; nobody asks there before `next_at`."""
    mine = update(HOSTS).where(HOSTS.c.id == host, HOSTS.c.leased_by == who)
    connection.execute(mine.values(leased_by=None, leased_until=0.0, next_at=next_at))


def let_go(connection: Connection, who: str, next_at: float) -> None:
    """Give all hosts back that one holds."""
    held = update(HOSTS).where(HOSTS.c.leased_by == who)
    connection.execute(held.values(leased_by=None, leased_until=0.0, next_at=next_at))


def holders(connection: Connection) -> list[str]:
    """Who holds hosts."""
    wanted = select(HOSTS.c.leased_by).where(HOSTS.c.leased_by.is_not(None)).distinct()
    return [str(who) for who in connection.execute(wanted).scalars()]


def renew(connection: Connection, who: str, until: float) -> None:
    """Hold on to the hosts one works on."""
    connection.execute(update(HOSTS).where(HOSTS.c.leased_by == who).values(leased_until=until))


def next_free(connection: Connection, due: float, host: int | None = None) -> float | None:
    """When the first host with work due then will be free; None where there is no work."""
    later = select(HOSTS.c.next_at, HOSTS.c.leased_until).where(_has_work(due))
    later = later if host is None else later.where(HOSTS.c.id == host)
    return min((max(row[0], row[1]) for row in connection.execute(later)), default=None)


def put_off(connection: Connection, due: float) -> int:
    """How many lists and pages are due and not done."""
    lists = connection.execute(select(func.count()).select_from(SOURCES).where(_due_source(due))).scalar_one()
    pages = connection.execute(select(func.count()).select_from(CRAWL_PAGES).where(_due_page(due))).scalar_one()
    return int(lists + pages)


def set_robots(
    connection: Connection, host: int, standing: str, text: str | None, delay: float | None, moment: float
) -> None:
    """Keep what a host's robots.txt says."""
    values = {"standing": standing, "robots": storable(text) if text else None, "delay": delay, "robots_at": moment}
    connection.execute(update(HOSTS).where(HOSTS.c.id == host).values(**values))


def set_source(connection: Connection, source: int, values: Row) -> None:
    """Keep what came of asking a list."""
    connection.execute(update(SOURCES).where(SOURCES.c.id == source).values(**_clean(values)))


def set_page(connection: Connection, page: int, values: Row) -> None:
    """Keep what came of asking for a page."""
    connection.execute(update(CRAWL_PAGES).where(CRAWL_PAGES.c.id == page).values(**_clean(values)))


def name_pages(connection: Connection, source: int, pages: Sequence[tuple[str, Row]], moment: float) -> int:
    """Let the pages a list names be fetched: (origin, what is claimed of it with its `url`) each; returns how many are new.

    Pages fetched before wait again where their time has come.
    """
    keyed = {page_key(str(claims["url"])): (origin, claims) for origin, claims in pages}
    hosts = {origin: host_id(connection, origin) for origin in sorted({o for o, _ in keyed.values()})}
    known: set[str] = set()
    for some in batches(sorted(keyed)):
        known.update(connection.execute(select(CRAWL_PAGES.c.key).where(CRAWL_PAGES.c.key.in_(some))).scalars())
        again = update(CRAWL_PAGES).where(
            CRAWL_PAGES.c.key.in_(some), CRAWL_PAGES.c.state == "done", CRAWL_PAGES.c.next_at <= moment
        )
        connection.execute(again.values(state="waiting"))
    common = {"source_id": source, "found_at": now(), "state": "waiting", "next_at": 0.0, "tries": 0, "unchanged": 0}
    fresh = [
        {"key": key, "host_id": hosts[origin], **_clean(claims), **common}
        for key, (origin, claims) in keyed.items()
        if key not in known
    ]
    for rows in batches(fresh):
        insert_new(connection, CRAWL_PAGES, rows)
    return len(fresh)


def collect_pages(connection: Connection, into: str, urls: Iterable[str]) -> None:
    """Put what is kept of these pages into a collection. Raises UnknownNameError."""
    number = collections.number(connection, into)
    of_page = CRAWL_PAGES.c.article_key == ARTICLES.c.key
    for some in batches(sorted({page_key(url) for url in urls})):
        kept = select(ARTICLES.c.id).join(CRAWL_PAGES, of_page).where(CRAWL_PAGES.c.key.in_(some)).distinct()
        collections.put(connection, number, connection.execute(kept).scalars().all())


def pages_again(connection: Connection, source: int, moment: float) -> None:
    """A list that has not changed names the same pages: those whose time has come wait again."""
    due = update(CRAWL_PAGES).where(
        CRAWL_PAGES.c.source_id == source, CRAWL_PAGES.c.state == "done", CRAWL_PAGES.c.next_at <= moment
    )
    connection.execute(due.values(state="waiting"))


def _clean(values: Row) -> dict[str, Any]:
    return {name: storable(value) if isinstance(value, str) else value for name, value in values.items()}


def name_lists(connection: Connection, source: int, lists: Iterable[tuple[str, str]]) -> None:
    """Watch the lists an index names: (origin, address) each."""
    top = connection.execute(select(SOURCES.c.parent_id).where(SOURCES.c.id == source)).scalar() or source
    for origin, url in lists:
        key = source_key(storable(url))
        if connection.execute(select(SOURCES.c.id).where(SOURCES.c.key == key)).first() is None:
            add_source(connection, url, origin, "sitemap", parent=top)

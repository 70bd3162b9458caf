"""Reading back what is held: articles by key, row or address, their readings, what there is in all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select

from provenance.errors import UnknownNameError
from provenance.records.article import Reading
from provenance.records.held import HeldArticle
from provenance.records.keys import article_key, is_key
from provenance.records.lineage import Node, Searched
from provenance.store.keeping import rows
from provenance.store.keeping.captures import canonical
from provenance.store.keeping.inserting import batches
from provenance.store.schema.tables import ARTICLES, BELOW_READING, CAPTURES, DATE_CLAIMS, OUTLETS, READINGS, TEXTS
from provenance.urls import host_of


def _articles() -> Select[Any]:
    """Articles with their current reading; columns of both that share a name are labelled."""
    r = READINGS.c
    return (
        select(
            ARTICLES.c.id, ARTICLES.c.key, ARTICLES.c.url, ARTICLES.c.identity_basis, ARTICLES.c.first_seen_at,
            r.id.label("reading_id"), r.key.label("reading_key"), r.title, r.published_not_before, r.published_not_after, r.host,
            r.outlet_slug, r.outlet_name, r.outlet_domain, r.outlet_provisional, TEXTS.c.sha256.label("text_sha256"),
        )
        .join(READINGS, (r.article_id == ARTICLES.c.id) & r.is_current)
        .join(TEXTS, TEXTS.c.id == r.text_id)
    )  # fmt: skip


def held(row: RowMapping) -> HeldArticle:
    """The record of a row of `_articles`."""
    return HeldArticle(
        key=row["key"], row=row["id"], url=row["url"], outlet=rows.outlet_of(row), identity_basis=row["identity_basis"],
        title=row["title"], published_from=row["published_not_before"], published_to=row["published_not_after"],
        first_seen_at=row["first_seen_at"], reading=row["reading_key"], text=row["text_sha256"],
    )  # fmt: skip


def find(connection: Connection, ref: str | int) -> HeldArticle:
    """The article of a key, a row number or an address.

    Raises UnknownNameError where none is held.
    """
    name = str(ref).strip()
    if is_key(name):
        wanted = ARTICLES.c.key == name
    elif name.isascii() and name.isdigit() and len(name) < 10:
        wanted = ARTICLES.c.id == int(name)
    else:
        wanted = ARTICLES.c.key == _key_of_url(name)
    row = connection.execute(_articles().where(wanted)).mappings().first()
    if row is None:
        raise UnknownNameError(f"no article {name[:200]!r} is kept here; give a key, a row number or an address")
    return held(row)


def _key_of_url(name: str) -> str | None:
    url = canonical(name)
    return article_key(url, None, "") if url else None


def by_rows(connection: Connection, numbers: Sequence[int]) -> dict[int, HeldArticle]:
    """Articles by row number."""
    found: dict[int, HeldArticle] = {}
    for some in batches(numbers):
        for row in connection.execute(_articles().where(ARTICLES.c.id.in_(some))).mappings():
            found[row["id"]] = held(row)
    return found


def current_reading(connection: Connection, article: int) -> Reading:
    """The current reading of an article, as it was kept."""
    wanted = (READINGS.c.article_id == article) & READINGS.c.is_current
    return reading_at(connection, connection.execute(select(READINGS.c.id).where(wanted)).scalar_one())


def reading_at(connection: Connection, number: int) -> Reading:
    """The reading of a row number, as it was kept."""
    row = connection.execute(select(READINGS).where(READINGS.c.id == number)).mappings().one()
    text = connection.execute(select(TEXTS.c.text).where(TEXTS.c.id == row["text_id"])).scalar()
    capture = connection.execute(select(CAPTURES.c.key).where(CAPTURES.c.id == row["capture_id"])).scalar()
    below = {}
    for name, table in BELOW_READING.items():
        ordered = select(table).where(table.c.reading_id == number).order_by(table.c.position)
        below[name] = connection.execute(ordered).mappings().all()
    return rows.reading_of(row, capture, text, below)


def rows_of(connection: Connection, keys: Sequence[str]) -> dict[str, int]:
    """The row numbers of held articles, by key."""
    found: dict[str, int] = {}
    for some in batches(keys):
        rows = connection.execute(select(ARTICLES.c.key, ARTICLES.c.id).where(ARTICLES.c.key.in_(some)))
        found.update((row.key, row.id) for row in rows)
    return found


def nodes(connection: Connection, keys: Iterable[str]) -> dict[str, Node]:
    """Held articles as nodes, by key; without what others list about their outlets."""
    found: dict[str, Node] = {}
    for some in batches(sorted(set(keys))):
        listed = connection.execute(_articles().where(ARTICLES.c.key.in_(some))).mappings().all()
        dates = _published(connection, [row["reading_id"] for row in listed])
        for row in listed:
            found[row["key"]] = _node(row, dates)
    return found


def _published(connection: Connection, readings: Sequence[int]) -> dict[int, Any]:
    wanted = DATE_CLAIMS.c.reading_id.in_(readings) & (DATE_CLAIMS.c.role == "published")
    claims = connection.execute(select(DATE_CLAIMS).where(wanted)).mappings()
    return {row["reading_id"]: rows.date_of(row) for row in claims}


def _node(row: RowMapping, dates: dict[int, Any]) -> Node:
    outlet = rows.outlet_of(row)
    host = row["host"] or host_of(row["url"])
    return Node(
        key=row["key"], name=outlet.name if outlet else host or "an outlet not known", host=host, outlet=outlet, url=row["url"],
        title=row["title"], published=dates.get(row["reading_id"]), held=True,
    )  # fmt: skip


def by_url(connection: Connection, urls: Iterable[str]) -> dict[str, Node]:
    """The held articles among addresses, by canonical address."""
    keys = {article_key(url, None, ""): url for url in (canonical(u) for u in urls) if url}
    return {keys[key]: node for key, node in nodes(connection, keys).items()}


def searched(connection: Connection) -> Searched:
    """What an answer can be compared with: held articles, their outlets, the time they span."""
    articles = connection.execute(select(func.count()).select_from(ARTICLES)).scalar_one()
    publishing = select(ARTICLES.c.id).where(ARTICLES.c.outlet_id == OUTLETS.c.id).exists()
    outlets = connection.execute(select(func.count()).select_from(OUTLETS).where(publishing)).scalar_one()
    first = connection.execute(_end(READINGS.c.published_not_before, READINGS.c.published_not_before)).scalar()
    last = connection.execute(_end(READINGS.c.published_not_after, READINGS.c.published_not_after.desc())).scalar()
    return Searched(articles, outlets, first, last)


def _end(moment: Any, order: Any) -> Select[Any]:
    """The first of the moments in an order: an index gives it without looking at the others."""
    return select(moment).where(moment.is_not(None), READINGS.c.is_current).order_by(order).limit(1)

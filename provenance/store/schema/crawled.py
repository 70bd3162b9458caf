"""What is watched and what is to be fetched: sources, the pages they name, and the hosts whose pace is kept.

`next_at`, `leased_until` and `robots_at` are seconds since 1970: crawlers on several machines compare
and add to them. Whoever leases a host may work on its lists and pages, so these need no lease.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from provenance.store.schema.base import Base, Id, Key, Moment, Word


class Host(Base):
    """Scheme, host and port: whose robots.txt and whose pace count. `robots` is kept as read, None where there are no rules."""

    __tablename__ = "hosts"

    id: Mapped[Id]
    key: Mapped[Key] = mapped_column(unique=True)
    origin: Mapped[str]
    next_at: Mapped[float]
    leased_by: Mapped[Word | None]
    leased_until: Mapped[float]
    standing: Mapped[Word | None]
    robots: Mapped[str | None]
    robots_at: Mapped[float | None]
    delay: Mapped[float | None]


class CrawlSource(Base):
    """A feed, sitemap or section page that is watched; those that a sitemap index names have it for `parent_id`."""

    __tablename__ = "sources"
    __table_args__ = (Index(None, "host_id"), Index(None, "parent_id"))

    id: Mapped[Id]
    key: Mapped[Key] = mapped_column(unique=True)
    url: Mapped[str]
    host_id: Mapped[int] = mapped_column(ForeignKey("hosts.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("sources.id", ondelete="CASCADE"))
    kind: Mapped[Word]
    title: Mapped[str | None]
    every: Mapped[int | None]
    until: Mapped[Moment | None]
    added_at: Mapped[Moment]
    next_at: Mapped[float]
    asked_at: Mapped[Moment | None]
    ok_at: Mapped[Moment | None]
    new_at: Mapped[Moment | None]
    failures: Mapped[int]
    reason: Mapped[Word | None]
    detail: Mapped[str | None]
    etag: Mapped[str | None]
    modified: Mapped[str | None]


class CrawlPage(Base):
    """A page that a source named: when it is to be fetched (`waiting`), or what came of it (`done`, `given_up`).

    Title, dates and credit are what the list claims. The key is that of the article at this address.
    """

    __tablename__ = "crawl_pages"
    __table_args__ = (Index(None, "host_id", "state", "next_at"), Index(None, "source_id"))

    id: Mapped[Id]
    key: Mapped[Key] = mapped_column(unique=True)
    url: Mapped[str]
    host_id: Mapped[int] = mapped_column(ForeignKey("hosts.id"))
    source_id: Mapped[int | None] = mapped_column(ForeignKey("sources.id", ondelete="SET NULL"))
    title: Mapped[str | None]
    published: Mapped[str | None]
    updated: Mapped[str | None]
    credit_name: Mapped[str | None]
    credit_url: Mapped[str | None]
    found_at: Mapped[Moment]
    state: Mapped[Word]
    next_at: Mapped[float]
    tries: Mapped[int]
    unchanged: Mapped[int]
    asked_at: Mapped[Moment | None]
    reason: Mapped[Word | None]
    detail: Mapped[str | None]
    etag: Mapped[str | None]
    modified: Mapped[str | None]
    capture_key: Mapped[Key | None]
    article_key: Mapped[Key | None]

"""Which pages of a list are to be fetched. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from provenance.crawl.feeds import listing_of
from provenance.crawl.listing import Entry, Listing
from provenance.crawl.sections import section
from provenance.errors import InputError
from provenance.reading.links import page_links
from provenance.records.fetched import Fetched
from provenance.times import parse_given, utc_text
from provenance.urls import origin_of

RECENT = timedelta(days=7)
"""How far back a sitemap is read where nobody says: it names everything a site ever had."""
MOST_LISTS = 500
Taken = tuple[tuple[tuple[str, Mapping[str, Any]], ...], tuple[tuple[str, str], ...]]
"""Pages, as (origin, what is claimed of it), and lists, as (origin, address)."""


@dataclass(frozen=True, slots=True)
class Window:
    """Moments in UTC between which pages must have been published or changed, as their list claims; None is no bound."""

    since: str | None = None
    before: str | None = None

    @classmethod
    def of(cls, since: str | None, before: str | None) -> Window:
        """The window between two dates as a person types them; raises BadDateError."""
        start = utc_text(parse_given(since).not_before) if since else None
        return cls(start, utc_text(parse_given(before).not_before) if before else None)

    def holds(self, entry: Entry, *, dated: bool) -> bool:
        """Whether an entry lies in it; one without a date does unless it must be `dated`."""
        if entry.latest is None:
            return not dated
        return (self.since is None or entry.latest >= self.since) and (
            self.before is None or entry.latest < self.before
        )


def listing_in(fetched: Fetched, kind: str | None) -> Listing:
    """The list in an answer; a page is one only where a section page is watched. Raises InputError where there is none."""
    if fetched.outcome not in ("page", "partial"):
        raise InputError(fetched.reason or "http_error", fetched.detail)
    found = listing_of(fetched.content, fetched.headers, fetched.url_final)
    if found is None and kind == "section":
        found = section(page_links(fetched.content, fetched.headers, fetched.url_final), fetched.url_final)
    if found is None:
        raise InputError("unsupported_type", "what came is no feed and no sitemap; has it moved?")
    if kind == "section" and not found.entries:
        raise InputError("empty", "no links to articles are found on it any more; was it made anew?")
    return found


def taken(listing: Listing, window: Window, moment: float) -> Taken:
    """The pages and lists of a listing that are wanted; of sitemaps only what is dated, without a window in the last week."""
    sitemap = listing.kind in ("sitemap", "sitemap_index")
    if sitemap and window.since is None and window.before is None:
        window = Window(utc_text(datetime.fromtimestamp(moment, UTC) - RECENT))
    pages = tuple((origin_of(e.url), _claims(e)) for e in listing.entries if window.holds(e, dated=sitemap))
    since = Window(window.since)
    lists = [(origin_of(e.url), e.url) for e in listing.lists if since.holds(e, dated=False)]
    return pages, tuple(lists[:MOST_LISTS])


def _claims(entry: Entry) -> dict[str, Any]:
    credit = entry.credit
    return {
        "url": entry.url, "title": entry.title, "published": entry.published, "updated": entry.updated,
        "credit_name": credit.name if credit else None, "credit_url": credit.url if credit else None,
    }  # fmt: skip

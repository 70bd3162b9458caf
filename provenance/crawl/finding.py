"""Find what to watch of a site, from any address of it: its feeds, its news sitemaps, or the page itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from provenance.capture.politeness.asking import anything
from provenance.capture.politeness.manners import Manners
from provenance.capture.politeness.robots import NOTHING_FORBIDDEN, Robots
from provenance.crawl.feeds import listing_of
from provenance.crawl.sections import section
from provenance.errors import InputError, UsageError
from provenance.reading.links import page_links
from provenance.records.crawling import ListKind
from provenance.urls import is_url, origin_of

MOST = 10


@dataclass(frozen=True, slots=True)
class Found:
    """A list that a site has."""

    url: str
    kind: ListKind
    title: str | None = None


def find_sources(url: str, manners: Manners) -> tuple[Found, ...]:
    """What to watch at an address: the list it is; else the feeds the page names and the site's news sitemaps; else other
    sitemaps; else the page. Two requests, with manners.

    Raises UsageError for what is no address, InputError where robots.txt or the server does not let us.
    """
    if not is_url(url):
        raise UsageError(f"{url[:200]!r} is not an http(s) address")
    fetched = manners.fetch(url, fit=anything)
    if fetched.outcome not in ("page", "partial"):
        raise InputError(fetched.reason or "http_error", f"{url}: {(fetched.detail or '').removeprefix(f'{url}: ')}")
    rules = manners.ledger.rules_of(origin_of(url), manners.clock())
    robots = rules.robots if rules else NOTHING_FORBIDDEN
    listing = listing_of(fetched.content, fetched.headers, fetched.url_final)
    if listing is not None:
        return (Found(url, listing.kind, listing.title),)
    links = page_links(fetched.content, fetched.headers, fetched.url_final)
    found = tuple(dict.fromkeys((*_feeds(links.feeds), *_sitemaps(robots, news=True))))
    found = found or tuple(_sitemaps(robots, news=False))
    if not found and not section(links, fetched.url_final).entries:
        raise InputError(
            "not_found",
            f"{url}: no feed, no sitemap and no links to articles were found there; name a feed of the site",
        )
    return found[:MOST] or (Found(url, "section"),)


def _feeds(addresses: tuple[str, ...]) -> Iterator[Found]:
    for address in addresses:
        if "comment" not in address.lower():
            kind: ListKind = "json" if "json" in address.lower() else "atom" if "atom" in address.lower() else "rss"
            yield Found(address, kind)


def _sitemaps(robots: Robots, *, news: bool) -> Iterator[Found]:
    for address in robots.sitemaps:
        if is_url(address) and (not news or "news" in address.lower()):
            yield Found(address, "sitemap")

"""Feeds and sitemaps to listings: RSS, Atom, JSON Feed, sitemaps, news sitemaps. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from provenance.crawl.listing import LONGEST_URL, MOST_ENTRIES, Credit, Entry, Kind, Listing, latest_of
from provenance.crawl.xmlitems import Field, Items, read_items
from provenance.errors import InputError
from provenance.urls import resolve

_LONGEST_TITLE = 1000
_LIST_ROOTS: Mapping[str, Kind] = {
    "rss": "rss", "rdf": "rss", "feed": "atom", "urlset": "sitemap", "sitemapindex": "sitemap_index",
}  # fmt: skip
_PUBLISHED = ("pubdate", "published", "dc:date", "issued", "news:news/news:publication_date", "dcterms:created")
_UPDATED = ("updated", "atom:updated", "modified", "dcterms:modified", "lastmod")
_TITLE = ("title", "news:news/news:title")


def read_listing(text: str, url: str) -> Listing | None:
    """The listing in a decoded feed or sitemap that was fetched from `url`; None where the text is none."""
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start == "{":
        return _json(text, url)
    return _xml(read_items(text), url) if start == "<" else None


def inflated(content: bytes) -> bytes:
    """The bytes of a list that is kept gzipped, as sitemaps are (`sitemap.xml.gz`), within the bounds of a fetch.

    Raises InputError where they would be too many.
    """
    from provenance.capture.budget import Limits
    from provenance.capture.codings import decode

    if not content.startswith(b"\x1f\x8b"):
        return content
    return decode(content, ("gzip",), Limits().decoded).content


def _xml(found: Items, url: str) -> Listing | None:
    kind = _LIST_ROOTS.get(found.root)
    if kind is None:
        return None
    entries = [e for name, fields in found.items if (e := _entry(name, fields, url))]
    lists = [e for name, fields in found.items if name == "sitemap" and (e := _entry(name, fields, url))]
    pages = [] if kind == "sitemap_index" else entries
    return Listing(kind, _first(found.top, ("channel/title", "title")), _once(pages), _once(lists), found.problem)


def _once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    first: dict[str, Entry] = {}
    for entry in entries:
        first.setdefault(entry.url, entry)
    return tuple(first.values())


def _entry(name: str, fields: Sequence[Field], url: str) -> Entry | None:
    address = _loc(fields) if name in ("url", "sitemap") else _link(fields)
    target = resolve(url, address) if address else None
    if target is None or len(target) > LONGEST_URL:
        return None
    published, updated = _first(fields, _PUBLISHED), _first(fields, _UPDATED)
    return _dated(target, _first(fields, _TITLE), published, updated, _credit(fields, url))


def _dated(url: str, title: str | None, published: str | None, updated: str | None, credit: Credit | None) -> Entry:
    from provenance.reading.dates import read_date

    first = read_date(published) if published else None
    last = read_date(updated) if updated else None
    return Entry(
        url, title, first.value if first else None, last.value if last else None, latest_of(first, last), credit
    )


def _loc(fields: Sequence[Field]) -> str | None:
    return _first(fields, ("loc",))


def _link(fields: Sequence[Field]) -> str | None:
    """The page's address: as it was before a counting service took its place, then the link, then a guid that is one."""
    original = _first(fields, ("feedburner:origlink",))
    if original:
        return original
    for one in fields:
        if one.path in ("link", "atom:link") and one.attributes.get("rel", "alternate") == "alternate":
            address = one.text.strip() or one.attributes.get("href", "").strip()
            if address:
                return address
    guids = (f.text.strip() for f in fields if f.path == "guid" and f.attributes.get("isPermaLink") != "false")
    return next((g for g in guids if re.match(r"https?://", g, re.I)), None)


def _credit(fields: Sequence[Field], url: str) -> Credit | None:
    for one in fields:
        if one.path == "source":
            name = _plain(one.text) or _first(fields, ("source/title",))
            links = (f.attributes.get("href", "") for f in fields if f.path == "source/link")
            address = resolve(url, one.attributes.get("url", "") or next(links, ""))
            return Credit(name, address) if name or address else None
    name = _first(fields, ("dc:source",))
    return Credit(name, None) if name else None


def _first(fields: Sequence[Field], names: Sequence[str]) -> str | None:
    for name in names:
        for one in fields:
            if one.path == name and (text := _plain(one.text)):
                return text
    return None


def _plain(text: str) -> str | None:
    return " ".join(text.split())[:_LONGEST_TITLE] or None


def _json(text: str, url: str) -> Listing | None:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or "jsonfeed.org" not in str(data.get("version"))[:200]:
        return None
    items = data.get("items")
    listed = items[:MOST_ENTRIES] if isinstance(items, list) else []
    entries = [e for item in listed if isinstance(item, dict) and (e := _json_entry(item, url))]
    return Listing("json", _string(data, "title"), _once(entries))


def _json_entry(item: Mapping[str, Any], url: str) -> Entry | None:
    address = _string(item, "url") or _string(item, "id")
    target = resolve(url, address) if address and re.match(r"https?://|/", address) else None
    if target is None or len(target) > LONGEST_URL:
        return None
    elsewhere = resolve(url, _string(item, "external_url") or "")
    published, updated = _string(item, "date_published"), _string(item, "date_modified")
    return _dated(target, _string(item, "title"), published, updated, Credit(None, elsewhere) if elsewhere else None)


def _string(data: Mapping[str, Any], name: str) -> str | None:
    value = data.get(name)
    # One half of a surrogate pair, as JSON can write it, is no text.
    return _plain(value.encode("utf-8", "replace").decode()) if isinstance(value, str) else None


def listing_of(content: bytes, headers: tuple[tuple[str, str], ...], url: str) -> Listing | None:
    """The listing in the bytes of an answer; None where they are none, or too many once inflated."""
    from provenance.reading.charset import decode

    try:
        return read_listing(decode(inflated(content), headers).text, url)
    except InputError:
        return None

"""The links of a page that lists others: where its feeds are, and which pages it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from provenance.reading.charset import decode
from provenance.reading.parse import parse
from provenance.urls import resolve

_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")
_LONGEST = 2083
MOST_LINKS = 20_000


@dataclass(frozen=True, slots=True)
class PageLinks:
    """`feeds` are the addresses a page names as its feeds, `anchors` each link's address and words in order, once each."""

    feeds: tuple[str, ...]
    anchors: tuple[tuple[str, str], ...]


def page_links(content: bytes, headers: tuple[tuple[str, str], ...], url: str) -> PageLinks:
    """The links of an HTML page fetched from `url`; none where the parser finds no page. Of two with one address the longer words count."""
    root = parse(decode(content, headers).text).root
    if root is None:
        return PageLinks((), ())
    stated = root.find(".//base[@href]")
    base = (resolve(url, stated.get("href", "")) if stated is not None else None) or url
    anchors: dict[str, str] = {}
    for address, words in _anchors(root, base):
        anchors[address] = max(anchors.get(address, ""), words, key=len)
    feeds = (resolve(base, e.get("href", "")) for e in root.iter("link") if _names_a_feed(e))
    return PageLinks(tuple(dict.fromkeys(f for f in feeds if f and len(f) <= _LONGEST)), tuple(anchors.items()))


def _names_a_feed(element: HtmlElement) -> bool:
    kind = (element.get("type") or "").partition(";")[0].strip().lower()
    return "alternate" in (element.get("rel") or "").lower().split() and kind in _FEEDS


def _anchors(root: HtmlElement, base: str) -> Iterator[tuple[str, str]]:
    for number, element in enumerate(root.iter("a")):
        if number >= MOST_LINKS:
            return
        href = (element.get("href") or "").partition("#")[0]
        address = resolve(base, href) if len(href) <= _LONGEST else None
        if address:
            yield address, " ".join("".join(element.itertext()).split())[:500]

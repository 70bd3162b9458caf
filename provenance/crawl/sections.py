"""Section pages: which of a page's links lead to articles of the same site. Pure."""

from __future__ import annotations

import re

from provenance.crawl.listing import Entry, Listing
from provenance.reading.links import PageLinks
from provenance.text import is_unspaced
from provenance.urls import canonical_url, host_of, names_a_page, same_site

MOST_PAGES = 300
_SHORTEST = 20
_SHORTEST_UNSPACED = 8
_NO_ARTICLE = re.compile(
    r"/(?:tags?|topics?|categor(?:y|ies)|authors?|autor(?:en|es)?|search|login|signin|register|subscribe|abo|account|contact|kontakt"
    r"|about|impressum|imprint|privacy|datenschutz|terms|cookies?|newsletters?|jobs|shop|feeds?|rss|page)(?:/|$)|\.(?:jpe?g|png|gif|webp|mp[34]|zip|xml|rss)$",
    re.I,
)


def section(links: PageLinks, url: str) -> Listing:
    """The links of a section page that look like articles: on the same site, with a headline for words, at most `MOST_PAGES`.

    A guess, on the generous side: what is no article is found out when it is read.
    """
    found: dict[str, Entry] = {}
    for address, words in links.anchors:
        if _leads_to_an_article(address, words, url):
            found.setdefault(canonical_url(address), Entry(address, words))
    found.pop(canonical_url(url), None)
    problem = f"more than {MOST_PAGES} links; the rest was not looked at" if len(found) > MOST_PAGES else None
    return Listing("section", None, tuple(found.values())[:MOST_PAGES], problem=problem)


def _leads_to_an_article(address: str, words: str, url: str) -> bool:
    path = re.sub(r"^https?://[^/]*", "", address).partition("?")[0]
    if not same_site(host_of(address), host_of(url)) or not names_a_page(address) or _NO_ARTICLE.search(path):
        return False
    unspaced = any(map(is_unspaced, words))
    return len(words) >= (_SHORTEST_UNSPACED if unspaced else _SHORTEST) and (unspaced or len(words.split()) > 2)

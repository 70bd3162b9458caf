"""Pages, feeds and sitemaps as the farm's sites print them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape

from tests.farm.plan import Page, Site
from tests.farm.writing import Pen

_MENU = ("Home", "Coast", "Rivers", "Courts", "Markets", "Weather", "Letters", "Sport", "Archive", "About us")


def html(page: Page) -> bytes:
    """A page as its site prints it: menu, article, teasers, footer."""
    site, story = page.site, page.story
    head, tail, dateline = _credit(page)
    first = dateline + story.paragraphs[0]
    body = [*([page.lead] if page.lead else []), first, *story.paragraphs[1:]]
    text = "\n".join(f"<p>{escape(words, quote=False)}</p>" for words in body)
    stamp = page.published.isoformat(timespec="seconds")
    canonical = f'<link rel="canonical" href="{page.url}">'
    described = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": story.title, "datePublished": stamp,
        "publisher": {"@type": "Organization", "name": site.name}, "mainEntityOfPage": page.url,
    }  # fmt: skip
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>{escape(story.title)} | {escape(site.name)}</title>{canonical}
<meta property="og:site_name" content="{escape(site.name)}"><meta property="og:title" content="{escape(story.title)}">
<meta property="article:published_time" content="{stamp}"><meta property="og:type" content="article">
<script type="application/ld+json">{json.dumps(described)}</script>
<style>body {{ font: 17px/1.5 serif; max-width: 60rem; margin: auto }} nav li {{ display: inline; padding: .5rem }}</style>
</head><body>{_chrome(site)}
<main><article><h1>{escape(story.title)}</h1>
<div class="meta">{head}<time datetime="{stamp}">{page.published:%B} {page.published.day}, {page.published.year}</time></div>
<div class="article-body">
{text}
{tail}</div></article></main>
{_teasers(site)}
<footer><p>{escape(site.name)} is published on the coast every day but New Year's Day.</p><p>Terms of use. Privacy. Contact.</p></footer>
</body></html>""".encode()


def _credit(page: Page) -> tuple[str, str, str]:
    """What stands above the text, below it, and before its first word."""
    site, source = page.site, page.source
    own = f'<span class="byline">By {escape(_staff(page))}, {escape(site.name)}</span> '
    name = escape(source.site.name if source else site.name)
    year = page.published.year
    if page.credit == "original":
        root = source or page
        link = f'<a href="{root.url}">{name}</a>'
        return (
            "",
            f"<p>The original source of this article is {link}</p>\n<p>Copyright © {link}, {name}, {year}</p>",
            "",
        )
    if page.credit == "wire":
        dateline = f"{page.story.town.upper()}, {page.published:%b} {page.published.day} ({source.site.name if source else ''}) - "
        return f'<span class="byline">By {name}</span> ', "", dateline
    if page.credit == "says":
        return "", f"<p>This article was originally published by {name}.</p>", ""
    if page.credit == "link" and source:
        return "", f'<p>This article was originally published by <a href="{source.url}">{name}</a>.</p>', ""
    if page.credit == "own" and site.style == "wire":
        return "", "", f"{page.story.town.upper()}, {page.published:%b} {page.published.day} ({site.name}) - "
    return (own if page.credit == "own" else ""), "", ""


def _staff(page: Page) -> str:
    return Pen(random.Random(page.url))._word("person")


@lru_cache(maxsize=64)
def _chrome(site: Site) -> str:
    items = "".join(f'<li><a href="/{word.lower().replace(" ", "-")}">{word}</a></li>' for word in _MENU)
    return f'<header><a href="/">{escape(site.name)}</a><nav><ul>{items}</ul></nav></header>'


@lru_cache(maxsize=64)
def _teasers(site: Site) -> str:
    """What a site prints beside every article."""
    pen = Pen(random.Random(site.host))
    titles = [pen.sentence("headlines") for _ in range(12)]
    rows = "".join(f'<li><a href="/topics/{n}">{escape(title)}</a></li>' for n, title in enumerate(titles))
    return f'<aside><h2>Most read</h2><ul class="teasers">{rows}</ul></aside>'


def renewed(page: Page) -> bytes:
    """The page after its site was made anew: an empty shell that a script would fill."""
    script = "window.__STATE__=" + json.dumps({"id": page.path, "filler": ["0123456789abcdef"] * 200})
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(page.site.name)}</title></head>
<body><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript><script>{script}</script></body></html>""".encode()


def listing(site: Site, pages: Sequence[Page]) -> tuple[bytes, str]:
    """The list of a site's pages, and its Content-Type."""
    return _LISTS[site.list](site, pages)


def _rss(site: Site, pages: Sequence[Page]) -> tuple[bytes, str]:
    items = "".join(
        f"<item><title>{escape(p.story.title)}</title><link>{p.url}</link>"
        f"<pubDate>{p.published:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>\n"
        for p in pages
    )
    whole = f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>{escape(site.name)}</title>\n{items}</channel></rss>'
    return whole.encode(), "application/rss+xml"


def _atom(site: Site, pages: Sequence[Page]) -> tuple[bytes, str]:
    items = "".join(
        f'<entry><title>{escape(p.story.title)}</title><link href="{p.url}"/><published>{p.published.isoformat()}</published></entry>\n'
        for p in pages
    )
    whole = f'<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>{escape(site.name)}</title>\n{items}</feed>'
    return whole.encode(), "application/atom+xml"


def _json(site: Site, pages: Sequence[Page]) -> tuple[bytes, str]:
    items = [
        {"id": p.url, "url": p.url, "title": p.story.title, "date_published": p.published.isoformat()} for p in pages
    ]
    whole = {"version": "https://jsonfeed.org/version/1.1", "title": site.name, "items": items}
    return json.dumps(whole).encode(), "application/feed+json"


def _sitemap(site: Site, pages: Sequence[Page]) -> tuple[bytes, str]:
    rows = "".join(f"<url><loc>{p.url}</loc><lastmod>{p.published.isoformat()}</lastmod></url>\n" for p in pages)
    whole = f'<?xml version="1.0"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>'
    return whole.encode(), "application/xml"


def _section(site: Site, pages: Sequence[Page]) -> tuple[bytes, str]:
    rows = "".join(f'<li><a href="{p.path}">{escape(p.story.title)}</a></li>\n' for p in pages)
    return (
        f"<!DOCTYPE html><html><head><title>{escape(site.name)}</title></head><body><ul>{rows}</ul></body></html>".encode(),
        "text/html",
    )


_LISTS: dict[str, Callable[[Site, Sequence[Page]], tuple[bytes, str]]] = {
    "rss": _rss, "atom": _atom, "json": _json, "sitemap": _sitemap, "section": _section,
}  # fmt: skip

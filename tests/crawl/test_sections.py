"""Section pages: the links that look like articles, and the feeds a page names."""

from provenance.crawl.sections import MOST_PAGES, section
from provenance.reading.links import page_links

URL = "https://www.gazette.example/world/"
PAGE = """<html><head><base href="https://www.gazette.example/world/">
<link rel="alternate" type="application/rss+xml" href="/rss"><link rel="ALTERNATE feed" type="application/atom+xml; charset=utf-8" href="atom">
<link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" href="/s.css"></head><body>
<a href="ferry-leaves#top"><img src="a.jpg"></a><a href="ferry-leaves">The ferry left the harbour at noon</a>
<a href="/tag/ferry">Everything we wrote about the ferry</a><a href="/">The Example Gazette, front page of today</a>
<a href="/login">Log in to read all of our articles</a><a href="https://other.example/x">A ferry left another harbour at noon</a>
<a href="https://m.gazette.example/bridge">The bridge was closed to carts today</a><a href="/sport">Sport</a>
<a href="#more">More of what was read here yesterday</a><a href="javascript:void(0)">A link that leads nowhere at all</a>
<a href="/ja/1">渡し船は正午に港を出ました</a></body></html>"""


def test_links_that_look_like_articles() -> None:
    links = page_links(PAGE.encode(), (), URL)
    assert links.feeds == ("https://www.gazette.example/rss", "https://www.gazette.example/world/atom")
    found = section(links, URL)
    assert [(e.url, e.title) for e in found.entries] == [
        ("https://www.gazette.example/world/ferry-leaves", "The ferry left the harbour at noon"),
        ("https://m.gazette.example/bridge", "The bridge was closed to carts today"),
        ("https://www.gazette.example/ja/1", "渡し船は正午に港を出ました"),
    ]
    assert found.kind == "section" and found.problem is None


def test_endless_pages_are_cut() -> None:
    many = "".join(f'<a href="/a/{n}">What was said in part number {n}</a>' for n in range(30_000))
    found = section(page_links(many.encode(), (), URL), URL)
    assert len(found.entries) == MOST_PAGES and found.problem


def test_no_page_no_links() -> None:
    assert page_links(b"", (), URL).anchors == ()

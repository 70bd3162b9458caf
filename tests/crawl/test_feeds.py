"""Feeds and sitemaps: what they list, whose they say it is, and hostile ones."""

import gzip
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.crawl.feeds import listing_of, read_listing
from provenance.crawl.listing import MOST_ENTRIES, Credit, Entry, Listing

URL = "https://gazette.example/feed"

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>The Example Gazette</title><link>https://gazette.example/</link>
<image><url>https://gazette.example/logo.png</url><title>Logo</title><link>https://gazette.example/</link></image>
<item><title>Ferry &amp; harbour&nbsp;news</title><link> https://gazette.example/ferry?x=1&amp;y=2 </link>
<source url="https://wire.example/rss">Example Wire</source><pubDate>Wed, 04 Nov 2015 10:00:00 +0300</pubDate>
<description><![CDATA[<a href="/other">x</a> <b>&]]></description></item>
<item><guid isPermaLink="true">https://gazette.example/bridge</guid><dc:date>2015-11-05</dc:date></item>
<item><guid isPermaLink="false">https://gazette.example/not-a-page</guid><title>no address</title></item>
<item><link>mailto:someone@gazette.example</link></item>
<item><link>/ferry?x=1&amp;y=2</link><title>again</title></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Gazette</title>
<link rel="self" href="/atom"/>
<entry><title type="html">Bridge closed</title><link rel="edit" href="/edit"/><link href="bridge"/>
<published>2015-11-04T10:00:00Z</published><updated>2015-11-06T10:00:00Z</updated>
<source><title>Example Wire</title><link href="https://wire.example/bridge"/></source></entry></feed>"""

NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://gazette.example/ferry</loc><news:news><news:publication><news:name>Gazette</news:name></news:publication>
<news:publication_date>2015-11-04</news:publication_date><news:title>Ferry sails</news:title></news:news>
<image:image><image:loc>https://gazette.example/a.jpg</image:loc></image:image></url>
<url><loc>https://gazette.example/old</loc><lastmod>2009-01-02T03:04:05+00:00</lastmod></url></urlset>"""

INDEX = """<sitemapindex><sitemap><loc>https://gazette.example/s1.xml.gz</loc><lastmod>2015-11-04</lastmod></sitemap>
<sitemap><loc>/s2.xml</loc></sitemap></sitemapindex>"""


def read(text: str) -> Listing:
    found = read_listing(text, URL)
    assert found is not None
    return found


def test_rss() -> None:
    found = read(RSS)
    assert (found.kind, found.title, found.problem) == ("rss", "The Example Gazette", None)
    assert found.entries == (
        Entry(
            "https://gazette.example/ferry?x=1&y=2", "Ferry & harbour news", "2015-11-04T10:00:00+03:00", None,
            "2015-11-04T07:00:00Z", Credit("Example Wire", "https://wire.example/rss"),
        ),
        Entry("https://gazette.example/bridge", None, "2015-11-05", None, "2015-11-06T13:59:59Z"),
    )  # fmt: skip


def test_rss_one_point_zero_and_prefixes_nobody_declared() -> None:
    found = read(
        "<rdf:RDF><channel><title>G</title></channel><item rdf:about='x'><link>/a</link><media:content url='/b'/></item></rdf:RDF>"
    )
    assert [e.url for e in found.entries] == ["https://gazette.example/a"]


def test_atom() -> None:
    found = read(ATOM)
    assert (found.kind, found.title) == ("atom", "Gazette")
    [one] = found.entries
    assert one.url == "https://gazette.example/bridge" and one.latest == "2015-11-06T10:00:00Z"
    assert one.credit == Credit("Example Wire", "https://wire.example/bridge")
    prefixed = ATOM.replace("<", "<a:").replace("<a:/", "</a:").replace("xmlns=", "xmlns:a=")
    assert read(prefixed).entries == found.entries


def test_news_sitemap() -> None:
    found = read(NEWS)
    assert found.kind == "sitemap"
    assert [(e.url[-5:], e.title, e.published, e.updated) for e in found.entries] == [
        ("ferry", "Ferry sails", "2015-11-04", None),
        ("e/old", None, None, "2009-01-02T03:04:05+00:00"),
    ]


def test_sitemap_index_also_gzipped() -> None:
    for content in (INDEX.encode(), gzip.compress(INDEX.encode())):
        found = listing_of(content, (), "https://gazette.example/sitemap.xml")
        assert found is not None and found.kind == "sitemap_index" and found.entries == ()
        assert [e.url for e in found.lists] == ["https://gazette.example/s1.xml.gz", "https://gazette.example/s2.xml"]


def test_json_feed() -> None:
    items: list[object] = [
        {"id": "1", "url": "/ferry", "title": "Ferry", "date_published": "2015-11-04T10:00:00Z"},
        {"id": "https://gazette.example/bridge", "external_url": "https://wire.example/b", "title": "half \ud800"},
        {"id": 7},
        "nothing",
    ]
    found = read(json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "G", "items": items}))
    assert [e.url for e in found.entries] == ["https://gazette.example/ferry", "https://gazette.example/bridge"]
    assert found.entries[1].credit == Credit(None, "https://wire.example/b") and found.entries[1].title == "half ?"


def test_the_charset_it_declares() -> None:
    text = '<?xml version="1.0" encoding="windows-1251"?><rss><item><link>/a</link><title>Паром вышел в море и вернулся</title></item></rss>'
    found = listing_of(text.encode("cp1251"), (), URL)
    assert found is not None and found.entries[0].title == "Паром вышел в море и вернулся"


@pytest.mark.parametrize(
    "text", ["", "<html><body>a</body></html>", "{}", "[1]", "plain", "{" * 100_000, '{"a":' + "9" * 9999 + "}"]
)
def test_what_is_no_list(text: str) -> None:
    assert read_listing(text, URL) is None


def test_cut_off_feeds_keep_what_came() -> None:
    found = read(RSS[: RSS.index("<item><guid isPermaLink")])
    assert len(found.entries) == 1 and found.problem and "line" in found.problem


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(9))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f"<!DOCTYPE rss [{BOMB}]><rss><item><link>/a</link><title>&e8;</title></item></rss>", "entities"),
        ('<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/hostname">]><rss><title>&f;</title></rss>', "entities"),
        ("<rss>" + "<a>" * 100_000, "deep"),
        ("<rss>" + "<item><link>/a</link></item>" * (MOST_ENTRIES + 9), "more than"),
        ("<rss><item><description>" + "<" * 1_000_000, "breaks"),
        ("<rss><item>" + "<author>" + "a@" * 500_000, "breaks"),
        ("<rss><item " + "".join(f"a{n}='1' " for n in range(20_000)) + "/>", "breaks"),
    ],
)
def test_hostile_feeds_end_soon_with_a_word_why(text: str, problem: str) -> None:
    start = time.process_time()
    found = read_listing(text, URL)
    assert time.process_time() - start < 5
    assert found is None or problem in str(found.problem)
    assert found is None or not any("ha" in str(e.title) for e in found.entries)


def test_inflated_bombs_are_no_list() -> None:
    assert listing_of(gzip.compress(b"<rss>" + b" " * (30 * 1024 * 1024)), (), URL) is None


def test_one_address_twice_is_one_entry() -> None:
    found = read("<rss>" + "<item><guid>same</guid><link>/a</link></item>" * 5000 + "</rss>")
    assert len(found.entries) == 1


@given(st.integers(0, len(RSS)), st.text(max_size=20), st.sampled_from([RSS, ATOM, NEWS, INDEX]))
def test_never_raises(at: int, thrown_in: str, text: str) -> None:
    found = read_listing(text[:at] + thrown_in + text[at:], URL)
    assert found is None or all(e.url.startswith("http") for e in found.entries)

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from provenance.attribute import attribute
from provenance.capture import take_bytes
from provenance.outlets.registry import load
from provenance.reading import read_page
from provenance.reading.archives import archived_at, unwrapped
from provenance.records.capture import Capture, Given
from provenance.records.document import Page

AT = "2015-11-04T12:00:00Z"
STORY = "http://harbour.example/2015/11/story"
MEMENTO = (
    ("Memento-Datetime", "Wed, 04 Nov 2015 12:00:00 GMT"),
    ("Link", f'<{STORY}>; rel="original", <https://perma.cc/timegate/{STORY}>; rel="timegate"'),
)
Reader = Callable[..., Page]


@pytest.mark.parametrize(
    ("address", "archive", "url", "at"),
    [
        (f"https://web.archive.org/web/20151104120000/{STORY}", "web.archive.org", STORY, AT),
        (f"http://web.archive.org/web/20151104120000id_/{STORY}", "web.archive.org", STORY, AT),
        (f"https://web.archive.org/web/20151104120000if_/{STORY}?a=1&b=2", "web.archive.org", f"{STORY}?a=1&b=2", AT),
        (
            "https://web.archive.org/web/20151104120000/http:/harbour.example/x",
            "web.archive.org",
            "http://harbour.example/x",
            AT,
        ),
        ("https://web.archive.org/web/2015/harbour.example/x", "web.archive.org", "http://harbour.example/x", None),
        (f"https://archive.ph/2015.11.04-120000/{STORY}", "archive.today", STORY, AT),
        (f"http://archive.is/20151104120000/{STORY}", "archive.today", STORY, AT),
        (f"https://archive.today/20151104/{STORY}", "archive.today", STORY, None),
        (f"https://wayback.archive-it.org/4399/20151104120000/{STORY}", "wayback.archive-it.org", STORY, AT),
        (f"https://arquivo.pt/wayback/20151104120000mp_/{STORY}", "arquivo.pt", STORY, AT),
        (
            f"https://archive.ph/2015.11.04-120000/https://web.archive.org/web/20120101000000/{STORY}",
            "archive.today",
            STORY,
            AT,
        ),
    ],
)
def test_an_archives_address_names_the_page(address: str, archive: str, url: str, at: str | None) -> None:
    found = archived_at(address)
    assert found is not None
    assert (found.archive, found.url, found.at) == (archive, url, at)


@pytest.mark.parametrize(
    "address",
    [
        None,
        STORY,
        f"https://evil.example/web/20151104120000/{STORY}",
        f"https://web.archive.org.evil.example/web/20151104120000/{STORY}",
        f"https://web.archive.org@evil.example/web/20151104120000/{STORY}",
        f"https://evil.example/?u=https://web.archive.org/web/20151104120000/{STORY}",
        f"https://web.archive.org/web/2015*/{STORY}",
        f"https://web.archive.org/save/{STORY}",
        "https://web.archive.org/web/20151104120000/javascript:alert(1)",
        "https://web.archive.org/web/20151104120000/",
        "https://archive.ph/AbCdE",
        f"https://archive.ph/o/AbCdE/{STORY}",
        "https://archive.org/details/harbour",
    ],
)
def test_other_addresses_are_no_copies(address: str | None) -> None:
    assert archived_at(address) is None


def test_an_impossible_moment_is_none() -> None:
    found = archived_at(f"https://web.archive.org/web/20151340996199/{STORY}")
    assert found is not None
    assert found.at is None


def test_memento_headers_count_on_an_archives_host_only() -> None:
    found = archived_at("https://perma.cc/AB12-CD34", MEMENTO)
    assert found is not None
    assert (found.archive, found.url, found.at) == ("perma.cc", STORY, AT)
    assert archived_at("https://evil.example/AB12-CD34", MEMENTO) is None
    assert archived_at("https://perma.cc/AB12-CD34") is None


@pytest.mark.parametrize(
    ("href", "inner"),
    [
        (f"/web/20151104120000/{STORY}", STORY),
        (f"//web.archive.org/web/20151104120000js_/{STORY}", STORY),
        (f"https://archive.ph/o/AbCdE/{STORY}", STORY),
        ("/about", None),
        ("https://wire.example/1", None),
        ("mailto:x@harbour.example", None),
    ],
)
def test_rewritten_links(href: str, inner: str | None) -> None:
    assert unwrapped(href, "web.archive.org") == inner


TOOLBAR = (
    '<div id="wm-ipp-base"><div id="wm-ipp"><p>The Wayback Machine shows 12 captures of this very page, from 2015 on.</p>'
    '<a href="https://archive.org/donate">Please give to the archive today.</a></div></div>'
)
CREDIT = '<p>This story was first published by <a href="/web/20151104120000/http://wire.example/1">Wire Desk</a>.</p>'


def test_a_copy_is_read_as_the_page_it_was(article: Reader) -> None:
    head = f'<link rel=canonical href="/web/20151104120000/{STORY}">'
    page = article(head=head, above=TOOLBAR, below=CREDIT, url=f"https://web.archive.org/web/20151104120000/{STORY}")
    assert page.url == STORY
    assert "Wayback" not in page.document.text
    assert "archive today" not in page.document.text
    assert [link.href for line in page.document.lines for link in line.links if "wire" in link.href] == [
        "http://wire.example/1"
    ]
    assert [s.value for s in page.signals_named("canonical")] == [STORY]
    seen = [d for d in page.dates if d.kind == "observed"]
    assert [(d.not_after, d.source, d.evidence and d.evidence.quote) for d in seen] == [
        (AT, "archive:web.archive.org", "20151104120000")
    ]


def test_the_copys_identity_is_the_archived_pages(article: Reader) -> None:
    reading = attribute(article(url=f"https://archive.ph/2015.11.04-120000/{STORY}"), load(None))
    assert reading.page is not None
    assert (reading.page.url, reading.page.host, reading.page.identity_basis) == (STORY, "harbour.example", "archived")
    assert reading.to_dict()["page"]["archived_from"] == {"archive": "archive.today", "url": STORY, "at": AT}


def test_short_addresses_need_the_archives_own_long_one(article: Reader) -> None:
    long = f"http://archive.today/2015.11.04-120000/{STORY}"
    for rel in ("canonical", "bookmark"):
        page = article(head=f'<link rel={rel} href="{long}">', url="https://archive.ph/AbCdE")
        assert (page.url, page.archived and page.archived.at) == (STORY, AT)
    page = article(head='<link rel=canonical href="http://reuters.com/x">', url="https://archive.ph/AbCdE")
    assert (page.url, page.archived) == ("https://archive.ph/AbCdE", None)


@pytest.mark.parametrize("address", ["https://evil.example/1", None])
def test_a_page_does_not_make_itself_a_copy(article: Reader, address: str | None) -> None:
    head = f'<link rel=canonical href="https://web.archive.org/web/20151104120000/{STORY}">'
    given = {"url": address} if address else {}
    reading = attribute(article(head=head, above=TOOLBAR, **given), load(None))
    assert reading.page is not None
    assert reading.page.archived_from is None
    assert reading.page.identity_basis == ("given" if address else "claimed")
    assert not [d for d in (reading.article.dates if reading.article else ()) if d.kind == "observed"]
    assert "Wayback" in (reading.document.text if reading.document else "")


def test_headers_of_a_fetched_copy(article: Reader) -> None:
    taken = take_bytes(b"<p>The bridge was closed on Monday.</p>", given=Given(), id="1", name="a.html")
    copy: Capture = replace(taken, url="https://perma.cc/AB12-CD34", fetched_at="2026-01-02T03:04:05Z", headers=MEMENTO)
    page = read_page(copy)
    assert page.url == STORY
    assert [(d.value, d.evidence and d.evidence.where) for d in page.dates] == [(AT, "header")]

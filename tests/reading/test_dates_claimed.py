from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from provenance.reading.dates import read_date
from provenance.records.document import Page

Reader = Callable[..., Page]


def claims(page: Page, kind: str = "published") -> list[tuple[str, str]]:
    return [(d.value, d.source) for d in page.dates if d.kind == kind]


def test_given_comes_first(article: Reader) -> None:
    page = article(
        head='<meta property="article:published_time" content="2015-11-04T10:00:00Z">',
        published="2015-11-03",
        observed_at="2015-11-05",
    )
    assert claims(page) == [("2015-11-03", "given"), ("2015-11-04T10:00:00Z", "meta:article:published_time")]
    assert claims(page, "observed") == [("2015-11-05", "given")]
    assert page.dates[0].evidence is None


def test_structured_then_visible_then_address(article: Reader) -> None:
    block = json.dumps(
        {"@type": "NewsArticle", "datePublished": "2015-11-04T10:00:00+03:00", "dateModified": "2015-11-05"}
    )
    page = article(
        head=f'<script type="application/ld+json">{block}</script>',
        above="<p>By Ann Field, 4 November 2015</p>",
        url="https://a.example/2015/11/04/bridge.html",
    )
    assert claims(page) == [
        ("2015-11-04T10:00:00+03:00", "json-ld:datePublished"),
        ("2015-11-04", "text:head"),
        ("2015-11-04", "url:path"),
    ]
    assert claims(page, "modified") == [("2015-11-05", "json-ld:dateModified")]
    written = next(d for d in page.dates if d.source == "text:head")
    assert written.evidence is not None
    assert page.document.text[written.evidence.start : written.evidence.end] == "4 November 2015"
    assert (written.not_before, written.not_after) == ("2015-11-03T10:00:00Z", "2015-11-05T13:59:59Z")


def test_the_pages_own_clock_comes_before_utc(article: Reader) -> None:
    page = article(
        head='<meta property="article:published_time" content="2015-11-05T01:09:55Z">',
        above="<time datetime='2015-11-04T18:09:55'>Wednesday</time>",
    )
    assert claims(page)[0] == ("2015-11-04T18:09:55", "time:datetime")


def test_never_from_running_text(article: Reader) -> None:
    page = article(
        inside="<p>The memo, originally published by RT on 3 March 2014, was known to the council since 1995.</p>"
    )
    assert page.dates == ()


def test_updates_are_not_publication(article: Reader) -> None:
    page = article(
        above="<p>Published 3 November 2015, updated 4 November 2015</p><p>Aktualisiert: 5. November 2015</p>"
    )
    assert claims(page) == [("2015-11-03", "text:head")]
    assert [v for v, _ in claims(page, "modified")] == ["2015-11-04", "2015-11-05"]


def test_the_sites_clock_above_the_title_is_no_claim(html: Reader, prose: tuple[str, ...]) -> None:
    page = html(
        "<html><head><title>Town agrees on bridge</title></head><body><header><p>Tue, 14 January 2020</p></header>"
        "<h1>Town agrees on bridge</h1>" + "".join(f"<p>{p}</p>" for p in prose)
    )
    assert page.dates == ()


def test_both_date_lines_are_claims(text: Reader, prose: tuple[str, ...]) -> None:
    page = text("Bridge agreed\n\nHarbour News, November 05, 2015\n\nRT 4 November 2015\n\n" + "\n\n".join(prose))
    assert claims(page) == [("2015-11-05", "text:head"), ("2015-11-04", "text:head")]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2015-11-04T10:00:00+0100", "2015-11-04T10:00:00+01:00"),
        ("Wed, 04 Nov 2015 10:00:00 -0400", "2015-11-04T10:00:00-04:00"),
        ("20151104", "2015-11-04"),
        ("November 4, 2015", "2015-11-04"),
        ("2015/11/04 10:00", "2015-11-04"),
        ("0001-01-01T00:00:00", None),
        ("1970-01-01T00:00:00Z", None),
        ("2015-02-30", None),
        ("soon", None),
        ("9" * 5000, None),
    ],
)
def test_machine_written_dates(written: str, value: str | None) -> None:
    found = read_date(written)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("line", "days"), [("26/04/2022", ["2022-04-26"]), ("04/26/2022", ["2022-04-26"]), ("04/05/2022", [])]
)
def test_ambiguous_numbers_are_left_alone(article: Reader, line: str, days: list[str]) -> None:
    assert [v for v, _ in claims(article(above=f"<p>{line} 7:43 p.m.</p>"))] == days

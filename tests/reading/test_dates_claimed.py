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


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("Von: Ute Feld | 31.10.23", ["2023-10-31"]),
        ("28-12-2011 10:27", ["2011-12-28"]),
        ("3/4/22", ["2022-04-03"]),
        ("24 - 30 November 2011", []),
        ("10:42 - 30 November 2011", ["2011-11-30"]),
        ("Version 1.2.23.4", []),
        ("© 4 November 2015 Harbour News", []),
    ],
)
def test_forms_of_languages_that_put_the_day_first(article: Reader, line: str, days: list[str]) -> None:
    assert [v for v, _ in claims(article(above=f"<p>{line}</p>", language="de"))] == days


def test_two_digits_of_a_year_are_read_where_it_is_never_first(article: Reader) -> None:
    assert claims(article(above="<p>16.01.12</p>", language="hu")) == []
    assert claims(article(above="<p>16.01.12</p>", language="en")) == []
    assert claims(article(above="<p>16.01.12</p>", language="ru")) == [("2012-01-16", "text:head")]


@pytest.mark.parametrize(
    ("heading", "days"),
    [
        ("Wednesday, March 02, 2011", ["2011-03-02"]),
        ("Published: Saturday, May 18th, 2019 at 3:16pm", ["2019-05-18"]),
        ("Stars of the coast (1 / 1) 06.11.2023 13:30 by Ann Field", ["2023-11-06"]),
        ("Council remembers the great storm of 4 November 2015 on the northern coast", []),
    ],
)
def test_a_heading_that_is_but_a_date(article: Reader, heading: str, days: list[str]) -> None:
    assert [v for v, _ in claims(article(above=f"<h2>{heading}</h2>"))] == days


def below_a_menu(above: str, below: str, prose: tuple[str, ...]) -> str:
    menu = "".join(f"<div>{word}</div>" for word in ("Harbour Town", "Sea", "Coast", "Sport", "Letters"))
    title = "Town agrees on bridge"
    text = "".join(f"<p>{p}</p>" for p in prose)
    return f"<html><head><title>{title}</title></head><body>{menu}<div>{above}</div><h1>{title}</h1>{below}{text}"


def test_a_date_that_ends_in_a_point_is_no_sentence(html: Reader, prose: tuple[str, ...]) -> None:
    page = html(below_a_menu("Northport, Nicaragua 26, Abril, 2022 7:43 p.m.", "", prose))
    assert claims(page) == [("2022-04-26", "text:head")]


def test_right_above_the_title_only_where_it_stands_nowhere_else(html: Reader, prose: tuple[str, ...]) -> None:
    above = "21. Jan 2022 // Ann Field"
    assert claims(html(below_a_menu(above, "", prose))) == [("2022-01-21", "text:head")]
    assert claims(html(below_a_menu(f"Coast, {above}", "", prose)))[1:] == []


def test_who_says_published_comes_first(article: Reader) -> None:
    page = article(above="<p>14 January 2020</p><p>Δημοσιεύτηκε: 3 Νοεμβρίου 2015 Ενημερώθηκε: 4 Νοεμβρίου 2015</p>")
    assert [v for v, _ in claims(page)] == ["2015-11-03", "2020-01-14"]
    assert [v for v, _ in claims(page, "modified")] == ["2015-11-04"]


def test_a_day_in_the_address_as_the_east_writes_it(article: Reader) -> None:
    assert claims(article(url="https://a.example/news/05.01.2012/185968/bridge/")) == [("2012-01-05", "url:path")]


def test_a_heading_that_is_but_a_day_right_above_the_title(html: Reader, prose: tuple[str, ...]) -> None:
    page = html(below_a_menu("<h2>Saturday, 9 September 2017</h2>", "<p>In shops: 14 August 2017</p>", prose))
    assert claims(page)[0] == ("2017-09-09", "text:head")


@pytest.mark.parametrize(
    ("last", "days"),
    [
        ("Добавлено: 17.05.2014 | Печать", ["2014-05-17"]),
        ("时间: 2014-03-05 09:10:11", ["2014-03-05"]),
        ("The bridge of 12 January 2012", []),
    ],
)
def test_a_line_of_the_text_that_says_when(article: Reader, last: str, days: list[str]) -> None:
    assert [v for v, _ in claims(article(inside=f"<p>{last}</p>"))] == days


def test_english_numbers_are_read_as_the_page_or_its_country_writes_them(article: Reader) -> None:
    line = "<p>11/01/2012</p>"
    assert claims(article(above=line)) == []
    assert [v for v, _ in claims(article(above=line, url="https://a.example.co.nz/bridge"))] == ["2012-01-11"]
    assert [v for v, _ in claims(article(above=line, below="<p>Older: 24/11/2011</p>"))][:1] == ["2012-01-11"]
    assert [v for v, _ in claims(article(above=line, below="<p>Older: 11/24/2011</p>"))][:1] == ["2012-11-01"]


def test_two_digits_are_a_year_where_a_time_follows(article: Reader) -> None:
    assert claims(article(above="<p>7 lut 14 09:32, ABC</p>", language="pl")) == [("2014-02-07", "text:head")]
    assert claims(article(above="<p>4 Jan 12 editions</p>")) == []

"""The day readers see: beside the text, not at the top of the page, and rather than a clock of another zone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from provenance.records.document import Page
from provenance.times import find_written

Reader = Callable[..., Page]


def published(page: Page) -> list[str]:
    return [d.value for d in page.dates if d.kind == "published"]


def made(top: str, below: str, prose: tuple[str, ...]) -> str:
    menu = "".join(f"<div>{word}</div>" for word in ("Harbour Town", "Sea", "Coast", "Letters"))
    text = "".join(f"<p>{p}</p>" for p in prose)
    return f"<html lang='en'><head><title>Town agrees on bridge</title></head><body><p>{top}</p>{menu}<h1>Town agrees on bridge</h1>{below}{text}"


def test_the_day_of_the_visit_gives_way_to_the_day_beside_the_text(html: Reader, prose: tuple[str, ...]) -> None:
    assert published(html(made("Wednesday, 10 April 2013", "<p>6 January 2012</p>", prose))) == ["2012-01-06"]
    assert published(html(made("Wednesday, 10 April 2013", "", prose))) == ["2013-04-10"]


def test_the_only_date_stands_for_both(html: Reader, prose: tuple[str, ...]) -> None:
    page = html(made("8 May 2015", "<p>Updated at 5:40 pm on 3 March 2014</p>", prose))
    assert published(page) == ["2014-03-03"]
    assert [d.value for d in page.dates if d.kind == "modified"] == ["2014-03-03"]


@pytest.mark.parametrize(
    ("shown", "first"), [("8 October 2018", "2018-10-08"), ("4 October 2018", "2018-10-09T02:20:10Z")]
)
def test_a_day_apart_the_readers_day_counts(article: Reader, shown: str, first: str) -> None:
    head = '<meta property="article:published_time" content="2018-10-09T02:20:10Z">'
    assert published(article(head=head, above=f"<p>{shown}</p>"))[0] == first


@pytest.mark.parametrize(
    ("host", "days"), [("paper.co.nz", ["2012-02-01"]), ("paper.example", []), ("paper.in", ["2012-02-01"])]
)
def test_english_numbers_are_read_by_the_country(
    html: Reader, prose: tuple[str, ...], host: str, days: list[str]
) -> None:
    page = html(made("", "<p>Posted 01/02/2012</p>", prose), url=f"https://{host}/a")
    assert published(page) == days


def test_a_marked_date_farther_below(html: Reader, prose: tuple[str, ...]) -> None:
    filler = "".join(f"<p><a href='/{n}'>Share {n}</a></p>" for n in "abcdef")
    below = f"{filler}<div class='date-create'>2020-08-04</div>"
    assert published(html(made("", "", prose) + below)) == ["2020-08-04"]
    assert published(html(made("", "", prose) + below.replace("date-create", "box"))) == []


def test_rdfa_dates_on_elements(article: Reader) -> None:
    mark = '<span property="schema:dateCreated" content="2021-06-03T09:30:00+00:00"></span>'
    assert published(article(above=f"<p>{mark}Wine</p>")) == ["2021-06-03T09:30:00+00:00"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("입력2021.05.13. 오후 3:40", "2021-05-13"),
        ("2012. 1. 16.", "2012-01-16"),
        ("16-ene-2012", "2012-01-16"),
        ("15 de marzo del 2020", "2020-03-15"),
        ("the 16th of January, 2012", "2012-01-16"),
        ("2020-03-05T10:00", "2020-03-05"),
    ],
)
def test_more_ways_to_write_a_day(text: str, value: str) -> None:
    found = find_written(text)
    assert found is not None and found[2].value == value


@pytest.mark.parametrize(
    ("stated", "first"), [("2021-11-19T10:13:50+01:00", "2021-11-19"), ("2021-11-19T00:13:50Z", "2021-11-18")]
)
def test_a_moment_with_a_zone_of_the_page_is_no_clock_elsewhere(
    html: Reader, prose: tuple[str, ...], stated: str, first: str
) -> None:
    page = made("", "<p>18 November 2021</p>", prose).replace(
        "<title>", f'<meta name="datepublished" content="{stated}"><title>'
    )
    assert published(html(page))[0].startswith(first)

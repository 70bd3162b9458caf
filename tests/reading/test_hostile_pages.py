from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from provenance.records.document import Page

Reader = Callable[..., Page]


PARAGRAPH = "<p>The council of the town met on day {} and agreed on the new bridge, its cost and its name.</p>"


def paragraphs(count: int) -> str:
    return "".join(PARAGRAPH.format(n) for n in range(count))


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 260 + paragraphs(6),
        "<div>" * 1_900 + paragraphs(6),
        paragraphs(3) + "<span>" * 1_000 + paragraphs(3),
        "<table><tr><td>" * 100 + paragraphs(6),
    ],
    ids=["deep", "very deep", "half deep", "tables"],
)
def test_deep_text_is_read(html: Reader, source: str) -> None:
    page = html(source)
    assert page.status == "ok"
    assert len(page.body.lines) == 6


def test_text_below_the_parsers_end_is_said_to_be_lost(html: Reader) -> None:
    page = html(paragraphs(5) + "<div>" * 100_000 + paragraphs(5))
    assert (page.status, page.reason) == ("partial", "too_deep")
    assert len(page.body.lines) == 5
    assert html("<b><i>" * 20_000 + paragraphs(5)).reason == "too_deep"


@pytest.mark.parametrize(
    "source",
    [
        "<p>short one</p>" * 20_000,
        "<div>ab</div>" * 10_000,
        "<p>" + "text here<br>" * 20_000,
        "<a href=x>link text</a> " * 20_000,
        "<a href=x>" * 20_000 + paragraphs(100),
        "<p " + " ".join(f"a{n}=b" for n in range(5_000)) + ">" + paragraphs(5),
        "<p class='" + "related-" * 50_000 + "'>" + paragraphs(5),
        "<p>" + "words and more words. " * 50_000,
        "<p>" + "© By 4 Nov 2015 " * 50_000,
        "<p>" + " " * 500_000 + "</p>" + paragraphs(3),
        "<" * 500_000 + paragraphs(3),
        "&" * 500_000,
        "<meta name=a content=b>" * 20_000 + paragraphs(3),
        "<time datetime=2015-11-04>x</time>" * 20_000 + paragraphs(3),
        paragraphs(3) + "republication-pixel" + "https://" * 50_000,
        "<title>" + "t " * 500_000 + "</title>" + paragraphs(3),
        "<div class=comments>" * 1_500 + paragraphs(50),
    ],
)
def test_large_odd_pages_cost_little(html: Reader, source: str) -> None:
    start = time.process_time()
    page = html(source)
    assert time.process_time() - start < 5
    assert page.status == "ok"
    assert len(page.body.title or "") <= 500


@pytest.mark.parametrize(
    "source", ["[" * 200_000, "[a](" * 100_000, "**a" * 100_000, "*a " * 100_000, "> " * 100_000, "a\r\n" * 50_000]
)
def test_large_odd_texts_cost_little(text: Reader, source: str) -> None:
    start = time.process_time()
    assert text(source).status == "ok"
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "source",
    [
        "<",
        "<html>",
        "<!-- x",
        "<?xml version='1.0'?>",
        "&#0;",
        "\x01\x02",
        "<script>" + "x" * 1000,
        "<frameset><frame src=x>",
    ],
)
def test_scraps_are_answered(html: Reader, source: str) -> None:
    page = html(source)
    assert page.status in ("ok", "failed")
    assert (page.status == "failed") == (page.document.lines == ())

"""Ways a page says who had it first, with names no table knows; and look-alikes."""

from __future__ import annotations

import pytest

from tests.attribute.conftest import BODY, Read, page

X = "Tidewater Chronicle"


@pytest.mark.parametrize(
    ("zone", "html", "name"),
    [
        ("below", f"<p>The post Channel to be dredged appeared first on <a href='https://t.example/'>{X}</a>.</p>", X),
        ("below", f"<p>With thanks to {X}, where this piece was first carried.</p>", X),
        ("below", f"<p>The article first appeared at {X}. Jane Holloway is a fellow there.</p>", X),
        ("below", f"<p>By special arrangement with the {X}</p>", X),
        ("below", f"<p>Contents courtesy of: {X}</p>", X),
        ("below", "<p>Source: https://tidewater.example/2023/03/ferry</p>", "tidewater.example"),
        ("below", f"<p>Source: {X} 2023-03-14 10:20</p>", X),
        ("below", f"<dl><dt>Author</dt><dd>Editorial</dd><dt>Source</dt><dd>{X}</dd></dl>", X),
        ("below", "<dl><dt>Author</dt><dd>Editorial</dd><dt>Partner</dt><dd>Tidewater</dd></dl>", None),
        ("below", f"<p>The story was first reported by {X}.</p>", None),
        ("below", "<p>Press release: Harbor Police Department</p>", "Harbor Police Department"),
        ("below", "<p>Press release: New ferry is named today</p>", None),
        ("above", f"<p>This story by {X} is published here as part of a collaboration.</p>", X),
        ("above", f"<p>The following was published on March 10 in the {X}.</p>", X),
        ("above", "<p>ProPublica is a nonprofit newsroom. Sign up to its newsletter.</p>", "ProPublica"),
        ("above", "<p>This story was reported and published in collaboration with ProPublica.</p>", "ProPublica"),
    ],
)
def test_who_had_it_first(reading_of: Read, zone: str, html: str, name: str | None) -> None:
    origin = reading_of(page(above=html) if zone == "above" else page(below=html)).origin
    assert origin is not None
    assert origin.name == name


@pytest.mark.parametrize(
    ("begin", "kind", "name"),
    [
        ("NORTHPORT (Tidewater Chronicle) — ", "republication", X),
        ("(CNN)", "wire", "CNN"),
        ("NORTHPORT (the old harbour) — ", "unknown", None),
    ],
)
def test_how_a_text_begins(reading_of: Read, begin: str, kind: str, name: str | None) -> None:
    origin = reading_of(page(body=BODY.replace("<p>", f"<p>{begin}", 1))).origin
    assert origin is not None
    assert (origin.kind, origin.name) == (kind, name)


def test_the_clock_behind_a_sources_date_is_the_pages(reading_of: Read) -> None:
    reading = reading_of(page(above=f"<p>Source: {X} 2023-03-14 10:20</p>"))
    assert reading.article is not None and reading.article.published is not None
    assert reading.article.published.value == "2023-03-14"

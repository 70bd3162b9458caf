"""Papers no table knows, named where a source stands; sections, people and the page's own names are none."""

from __future__ import annotations

import pytest

from tests.attribute.conftest import Read, page


@pytest.mark.parametrize(
    ("below", "name"),
    [
        ("<p>— Tidewater Chronicle</p>", "Tidewater Chronicle"),
        ("<p>(The Tidewater Chronicle)</p>", "The Tidewater Chronicle"),
        ("<p>Tidewater Chronicle, March 12, 2023</p>", "Tidewater Chronicle"),
        ("<p>Tidewater Chronicle/Northport Gazette</p>", "Tidewater Chronicle"),
        ("<p>(Latest News)</p>", None),
        ("<p>— Emily Post</p>", None),
        ("<p>Sponsored by Tidewater Chronicle</p>", None),
        ("<p>Topics: Tidewater Chronicle</p>", None),
        ("<p>1. Tidewater Chronicle, 12 May 2019</p>", None),
        ("<h3>Tidewater Chronicle</h3>", None),
        ("<ul><li>Tidewater Chronicle</li><li>Northport Courier</li></ul>", None),
        ("<p>Photo: Tidewater Chronicle</p>", None),
    ],
)
def test_below_the_text(reading_of: Read, below: str, name: str | None) -> None:
    origin = reading_of(page(below=below)).origin
    assert origin is not None
    assert origin.name == name


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("<p class='byline'>By the Tidewater Chronicle</p>", "Tidewater Chronicle"),
        ("<p class='byline'>Jane Holloway | Tidewater Chronicle</p>", "Tidewater Chronicle"),
        ("<p>Tidewater Chronicle, March 12, 2023</p>", "Tidewater Chronicle"),
        ("<p class='byline'>By Ann Holloway</p><p>The Tidewater Chronicle</p>", "The Tidewater Chronicle"),
        ("<p class='byline'>By Ann Holloway, formerly of the Tidewater Chronicle</p>", None),
        ("<p>The Tidewater Dispatch</p>", None),
        ("<p>Healthcare News</p>", None),
        ("<p><a href='/news/tidewater'>Tidewater Chronicle</a></p>", None),
    ],
)
def test_above_the_text(reading_of: Read, above: str, name: str | None) -> None:
    origin = reading_of(page(above=above)).origin
    assert origin is not None
    assert origin.name == name


def test_the_head_title_says_whose_the_page_is(reading_of: Read) -> None:
    content = page(below="<p>(Tidewater Chronicle)</p>").replace("</title>", " - Tidewater Chronicle</title>")
    assert "Tidewater Chronicle</title>" in content
    origin = reading_of(content, None).origin
    assert origin is not None and origin.kind in ("unknown", "original")

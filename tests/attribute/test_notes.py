"""Notes no formula knows: read by what their words are; look-alikes are not."""

from __future__ import annotations

import pytest

from tests.attribute.conftest import Read, page


@pytest.mark.parametrize(
    ("note", "kind", "name"),
    [
        ("Zdroj: ČTK", "wire", "ČTK"),
        ("Agency: Reuters", "wire", "Reuters"),
        ("In The Guardian", "republication", "The Guardian"),
        ("The Guardian, CC BY-NC-ND 3.0", "republication", "The Guardian"),
        ("(English rendering of an article in Gazeta Wyborcza)", "translation", "Gazeta Wyborcza"),
        ("Our Standards: The Thomson Reuters Trust Principles.", "wire", "Thomson Reuters"),
        ("Tags: Reuters", "unknown", None),
        ("More from The Guardian", "unknown", None),
        ("Her translations have appeared in The Guardian.", "unknown", None),
        ("An earlier version of this article misattributed a quote to Reuters.", "unknown", None),
        ("This article was later republished by The Guardian.", "unknown", None),
    ],
)
def test_a_note_below_the_text(reading_of: Read, note: str, kind: str, name: str | None) -> None:
    origin = reading_of(page(below=f"<p>{note}</p>")).origin
    assert origin is not None
    assert (origin.kind, origin.name) == (kind, name)


def test_a_box_beside_the_text_credits_nobody(reading_of: Read) -> None:
    origin = reading_of(page(below="<aside><p>Rates</p><p>Source: Reuters</p></aside>")).origin
    assert origin is not None and origin.kind == "unknown"


@pytest.mark.parametrize(
    ("above", "kind", "name"),
    [
        ("<p class='source'>Marsh Wire</p>", "republication", "Marsh Wire"),
        ("<p class='category'>Marsh Wire</p>", "unknown", None),
        ("<span class='provider'><img src='/l.svg' alt='Reuters logo'></span>", "wire", "Reuters"),
        ("<span class='hero'><img src='/l.svg' alt='Reuters logo'></span>", "unknown", None),
    ],
)
def test_the_pages_markup_may_say_what_is_the_source(reading_of: Read, above: str, kind: str, name: str | None) -> None:
    origin = reading_of(page(above=above)).origin
    assert origin is not None
    assert (origin.kind, origin.name) == (kind, name)


def test_partners_logos_name_no_source(reading_of: Read) -> None:
    logos = "".join(f"<span class='partner-logo'><img src='/{n}.svg' alt='{n}'></span>" for n in ("Reuters", "AFP"))
    origin = reading_of(page(above=logos)).origin
    assert origin is not None and origin.kind == "unknown"


def test_the_frames_name_is_the_pages_own(reading_of: Read) -> None:
    below = "<p>This article was first published in Tide and Harbour.</p>"
    logo = "<div><a href='/'>Tide and Harbour</a></div>"
    content = page(below=below).replace("<nav>", f"{logo}<nav>")
    assert [c.direction for c in reading_of(content).credits] == ["self"]


def test_who_had_it_first_outranks_where_it_was_taken_from(reading_of: Read) -> None:
    below = "<p>Republished from: Cedar Post</p><p>This piece first appeared in The Meridian Quarterly.</p>"
    origin = reading_of(page(below=below)).origin
    assert origin is not None
    assert (origin.kind, origin.name) == ("republication", "The Meridian Quarterly")

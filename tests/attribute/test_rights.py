from __future__ import annotations

import pytest

from tests.attribute.conftest import Read, page


@pytest.mark.parametrize(
    ("line", "holder", "years", "reserved"),
    [
        ("© 2019 Northerly Media Ltd. All rights reserved.", "Northerly Media Ltd", (2019,), True),
        ("Copyright © Finian Sample, The Cedar Post, 2018", "The Cedar Post", (2018,), False),
        ("Copyright 2005-2015 GlobalResearch.ca", "GlobalResearch.ca", (2005, 2015), False),
        ("(c) 2012 Inter Sample News. All rights reserved.", "Inter Sample News", (2012,), True),
        ("Northerly © 2020", "Northerly", (2020,), False),
        ("All rights reserved 2020", None, (2020,), True),
    ],
)
def test_a_copyright_line_is_taken_apart(
    reading_of: Read, line: str, holder: str | None, years: tuple[int, ...], reserved: bool
) -> None:
    (found,) = reading_of(page(footer=f"<p>{line}</p>")).copyright
    assert (found.text, found.holder, found.years, found.reserved, found.scope) == (
        line,
        holder,
        years,
        reserved,
        "site",
    )


@pytest.mark.parametrize(
    "line",
    [
        "the copyright owner must be asked",
        "They fought over copyright for years.",
        "Digital Millennium Copyright Act",
        "Part (c) of the law",
    ],
)
def test_the_word_alone_is_no_copyright_line(reading_of: Read, line: str) -> None:
    assert reading_of(page(below=f"<p>{line}</p>")).copyright == ()


def test_scope_is_by_position(reading_of: Read) -> None:
    reading = reading_of(
        page(
            above="<figure><img src='a.jpg'><figcaption>© Ann Sample/dpa</figcaption></figure>",
            below="<p>Copyright © 2019 Associated Press. All rights reserved.</p>",
            footer="<p>© 2019 Northerly</p>",
        )
    )
    assert {c.holder: c.scope for c in reading.copyright if c.scope != "image"} == {
        "Associated Press": "article",
        "Northerly": "site",
    }
    assert [(c.relation, c.family, c.name) for c in reading.credits] == [("wire", "copyright", "Associated Press")]


def test_a_footer_never_owns_the_article(reading_of: Read) -> None:
    reading = reading_of(page(footer="<p>© 2019 Reuters. All rights reserved.</p>"))
    assert reading.credits == ()
    assert [c.scope for c in reading.copyright] == ["site"]


@pytest.mark.parametrize(
    ("sentence", "class_"),
    [
        ("All rights reserved.", "all_rights_reserved"),
        ("This material may not be published, broadcast, rewritten, or redistributed.", "no_republication"),
        ("This work is licensed under a Creative Commons Attribution 4.0 licence.", "licence"),
        (
            "The Sample Centre grants permission to cross-post its articles as long as the source is acknowledged with a hyperlink.",
            "cross_posting_permission",
        ),
        ("For publication of our articles in print, contact: rights@northerly.example.", "reuse_by_contact"),
        ("We are making such material available under the provisions of “fair use”.", "fair_use"),
        (
            "The Sample Centre will not be responsible for any inaccurate statement in this article.",
            "liability_disclaimer",
        ),
        (
            "The views expressed in this article are the author's own and do not necessarily reflect those of Northerly.",
            "views_disclaimer",
        ),
        ("Except for the headline, this story has not been edited by our staff.", "not_edited_by_us"),
        ("This article is not investment advice.", "advice_disclaimer"),
        ("This article has been updated to include the council's answer.", "update"),
        ("Correction: An earlier version of this article misstated the width of the channel.", "correction"),
        ("This article was translated with the help of artificial intelligence.", "ai_generated"),
        (
            "It is not to be understood as giving medical counsel, diagnosis or treatment.",
            "advice_disclaimer",
        ),
        ("Any views expressed here are not necessarily those held by the owners of Northerly.", "views_disclaimer"),
        ("Northerly makes no warranties as to the accuracy of the content.", "liability_disclaimer"),
        ("Northerly may receive compensation for some links to products on this website.", "sponsored"),
    ],
)
def test_notices_by_sentence(reading_of: Read, sentence: str, class_: str) -> None:
    reading = reading_of(page(below=f"<p>{sentence} The council meets again in May.</p>"))
    found = [n for n in reading.notices if n.class_ == class_]
    assert [n.text for n in found] == [sentence]
    assert reading.document is not None
    assert all(reading.document.text[n.evidence.start : n.evidence.end] == n.evidence.quote for n in reading.notices)


@pytest.mark.parametrize(
    "sentence",
    ["Talk to your doctor about the new test.", "These rules might not guarantee you a dream trip to the harbour."],
)
def test_advice_to_the_reader_is_no_notice(reading_of: Read, sentence: str) -> None:
    assert reading_of(page(below=f"<p>{sentence}</p>")).notices == ()


def test_conditions_and_contact(reading_of: Read) -> None:
    grant = "We grant permission to repost our articles as long as the source is acknowledged with a link, for non-commercial use."
    contact = "For reprint permission, contact rights@northerly.example."
    reading = reading_of(page(below=f"<p>{grant}</p><p>{contact}</p>"))
    by_class = {n.class_: n for n in reading.notices}
    assert {"attribution", "link", "non_commercial"} <= set(by_class["cross_posting_permission"].conditions)
    assert by_class["reuse_by_contact"].contact == "rights@northerly.example"


def test_running_text_about_rights_is_no_notice(reading_of: Read) -> None:
    middle = "<p>The court held that the copy was under fair use, and that the paper was not liable for damages.</p>"
    reading = reading_of(page(body=page_body(middle)))
    assert reading.notices == ()


def page_body(middle: str) -> str:
    """A long article with a paragraph in the middle."""
    around = (
        "<p>The harbour council voted on Tuesday to dredge the old channel, eleven years after the plan was drawn.</p>"
    )
    return (
        "".join(around.replace("Tuesday", day) for day in ("Monday", "Tuesday", "Friday"))
        + middle
        + "".join(around.replace("Tuesday", f"day {n}") for n in range(12))
    )


def test_the_body_holds_no_rights_text(reading_of: Read) -> None:
    tail = "<p>Originally published by the Cedar Post.</p><p>Copyright © Cedar Post, 2019</p><p>Become a member</p><p>The Centre will not be responsible for any error.</p>"
    reading = reading_of(page(below=tail))
    assert reading.article is not None
    assert reading.document is not None
    assert reading.article.text.rstrip().endswith("first survey of the seabed.")
    assert reading.article.text == "".join(reading.document.text[a:b] for a, b in reading.article.spans)


def test_an_agencys_number_says_that_the_line_is_the_texts(reading_of: Read) -> None:
    reading = reading_of(page(below="<p>© dpa-infocom, dpa:190304-99-12345/2</p>"))
    (line,) = reading.copyright
    assert (line.scope, line.holder, line.outlet and line.outlet.name) == (
        "article",
        "dpa-infocom",
        "Deutsche Presse-Agentur",
    )
    assert reading.origin is not None and reading.origin.kind == "wire"
    assert reading_of(page(below="<p>© dpa-infocom</p>")).origin.kind == "unknown"  # type: ignore[union-attr]

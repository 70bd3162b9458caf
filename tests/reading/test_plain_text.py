from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from provenance.reading.plain import plain_lines
from provenance.records.document import Page

Reader = Callable[..., Page]


SEED = Path(__file__).parents[2] / "seeds" / "000_adc5d54549af04e3.txt"


def test_the_given_article(text: Reader) -> None:
    page = text(SEED.read_bytes())
    assert page.body.title == "25,000-30,000 Foreign Mercenaries in Syria, Fighting for the ISIS"
    assert page.body.subtitle == "According to Russian Deputy Defense Minister"
    head = [line.text for line in page.document.lines if line.window == "head"]
    assert {"By RT", "Global Research, November 04, 2015", "RT 4 November 2015"} <= set(head)
    assert page.document.lines[page.body.lines[0]].text.startswith("Russia's Air Forces are striking")
    assert page.document.text == SEED.read_text(encoding="utf-8")
    assert [(d.value, d.kind, d.source, d.evidence and d.evidence.quote) for d in page.dates] == [
        ("2015-11-04", "published", "text:head", "November 04, 2015"),
        ("2015-11-04", "published", "text:head", "4 November 2015"),
    ]
    assert page.language == "en"


def test_document_text_is_the_text_itself(text: Reader) -> None:
    source = "One line.\r\n\r\n  Two\0 lines.\u2028Three lines.\n"
    page = text(source)
    assert page.document.text == source.replace("\0", "\ufffd")
    assert [line.text for line in page.document.lines] == ["One line.", "Two\ufffd lines.", "Three lines."]


def test_lines_are_numbered_as_an_editor_does() -> None:
    assert [line.path for line in plain_lines("\na\r\n\r\nb\n\n\nc")] == ["line 2", "line 4", "line 7"]


def test_under_four_lines_all_is_body(text: Reader) -> None:
    page = text("RT reports:\n\nThe bridge is closed.")
    assert page.body.lines == (0, 1)
    assert {line.window for line in page.document.lines} == {"body"}


def test_markdown_is_resolved_and_traced_back() -> None:
    source = "> - By [RT](https://rt.example/a_(b)) and **Ann _Field**, see <https://x.example>"
    (line,) = plain_lines(source)
    assert line.text.startswith("By RT and ")
    assert [(line.text[k.start : k.end], k.href) for k in line.links] == [
        ("RT", "https://rt.example/a_(b)"),
        ("https://x.example", "https://x.example"),
    ]
    assert line.context == {"quote", "list"}
    start, end = line.span(line.text.index("RT"), line.text.index("RT") + 2)
    assert source[start:end] == "RT"


def test_the_quote_of_a_whole_line_takes_the_marks_along() -> None:
    (line,) = plain_lines("By [RT](#)  ")
    assert "By [RT](#)  "[slice(*line.span(0, len(line.text)))] == "By [RT](#)"


def test_emphasis_and_headings() -> None:
    (heading, strong, product) = plain_lines("## A *new* bridge ##\n**Bold** words\n2 * 3 * 4 and snake_case_name")
    assert heading.text == "A new bridge ##" and heading.context == {"heading"}
    assert strong.text == "Bold words"
    assert product.text == "2 * 3 * 4 and snake_case_name"


def test_a_marked_heading_is_the_title(text: Reader, prose: tuple[str, ...]) -> None:
    page = text("# Town agrees\n\n" + "\n\n".join(prose))
    assert page.body.title == "Town agrees"
    assert page.body.title_line == 0
    assert page.body.lines == (1, 2, 3, 4)


def test_short_last_lines_are_the_tail(text: Reader, prose: tuple[str, ...]) -> None:
    page = text("Town agrees on bridge\n\n" + "\n\n".join(prose) + "\n\nSource: [RT](#)\nCopyright © RT, 2015\n")
    assert [line.text for line in page.document.lines if line.window == "tail"] == [
        "Source: RT",
        "Copyright © RT, 2015",
    ]


def test_dates_in_running_text_are_nobodys(text: Reader, prose: tuple[str, ...]) -> None:
    page = text(
        "Town agrees on bridge\n\n"
        + "\n\n".join(prose)
        + "\n\nThe memo was published by RT on 4 November 2014, he said."
    )
    assert page.dates == ()


@given(st.text(alphabet="ab[]()*_# >-\r\n\t<http://.\u2028é", max_size=80))
def test_any_text_leads_back(source: str) -> None:
    for line in plain_lines(source):
        assert len(line.offsets) == len(line.text) + 1
        assert list(line.offsets) == sorted(line.offsets)
        assert all(source[o] == c or c == " " for o, c in zip(line.offsets, line.text, strict=False))
        assert line.end >= line.offsets[-1]
        assert all(0 <= k.start < k.end <= len(line.text) for k in line.links)


def test_short_paragraphs_amid_prose_are_body(text: Reader) -> None:
    lines = [
        "The keeper told us that the light had gone out twice on the night of the storm.",
        '"I heard it break.',
        "The old lighthouse at the end of the mole",
        "Video loading",
        "Nobody was hurt, he said, and the boats in the harbour had come back before it began.",
        "Share this",
    ]
    page = text("\n\n".join(lines))
    assert [page.document.lines[i].text for i in page.body.lines] == [lines[0], lines[1], lines[2], lines[4]]

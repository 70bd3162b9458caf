from dataclasses import replace

from provenance.records.article import Reading
from provenance.report.inert import cells
from provenance.report.reading_text import reading_text
from tests.report.made import reading, seed_reading


def test_the_given_page() -> None:
    text = reading_text(seed_reading())
    assert "outlet     Global Research (as the page claims)" in text
    assert "origin     a republication, credited to RT (0.98)" in text
    assert "“The original source of this article is [RT](#)”\n      below the text, characters" in text
    assert "fair use claimed" in text and "liability disclaimer" in text
    assert all(cells(line) <= 80 for line in text.splitlines())


def test_silence() -> None:
    assert "origin     no other origin stated" in reading_text(reading("Words."))


def test_a_failure_says_why_and_nothing_else() -> None:
    failed = Reading(
        "x.html",
        "k",
        "failed",
        "not_a_page",
        "no lines\x1b[0m",
        None,
        None,
        None,
        None,
        (),
        (),
        (),
        None,
        None,
        None,
        "1",
    )
    text = reading_text(failed)
    assert "not read: not_a_page · no lines\\x1b[0m" in text and "origin" not in text
    assert "read only in part" in reading_text(replace(seed_reading(), status="partial", reason="truncated"))

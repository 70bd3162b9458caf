"""`report story` and `report terms` over a made story, on both databases."""

from pathlib import Path
from typing import Any

import pytest

from provenance.errors import UnknownNameError
from provenance.library import Library
from provenance.records.report import Report, Section
from provenance.reporting.gathering import Asked
from provenance.reporting.story import story_report
from provenance.reporting.terms import terms_of_copies, terms_report
from tests.reporting.ferry import BODY, GAZETTE, TERMS, WIRE, ferry


def table(report: Report, name: str) -> list[dict[str, Any]]:
    section = report.section(name)
    assert isinstance(section, Section)
    names = [c.name for c in section.columns]
    assert all(len(row.cells) == len(names) for row in section.rows)
    return [dict(zip(names, row.cells, strict=True)) for row in section.rows]


def test_the_whole_story(kept: Library) -> None:
    report = story_report(kept.store, kept.registry, GAZETTE)
    articles = {r["outlet"]: r for r in table(report, "articles")}
    assert list(articles) == ["wire.example", "gazette.example", "echo.example", "quay.example", "evil.example"]
    assert {k: (r["source"], r["credit"], r["hops"]) for k, r in articles.items()} == {
        "wire.example": (None, "own", 0),
        "gazette.example": ("wire.example", "linked", 1),
        "echo.example": ("wire.example", "none", 1),
        "quay.example": ("gazette.example", "linked", 2),
        "evil.example": ("wire.example", "linked", 1),
    }
    [section] = [s for s in report.sections if s.name == "articles"]
    assert section.says[0] == "5 articles of 5 outlets, at most 1 origin."
    assert section.says[1] == "Credited by name or with a link: 3 of 4 copies; not credited: 1."
    [origin] = table(report, "origins")
    assert (origin["outlet"], origin["copies"], origin["named"], origin["names_it"]) == ("wire.example", 4, 3, 2)
    assert report.coverage.through_copies and report.coverage.no_rates and report.coverage.articles == 5
    assert (report.coverage.copies, report.coverage.compared, report.coverage.circles) == (4, 5, 0)
    hours = {r["copy"]: r["hours_later"] for r in table(report, "steps")}
    assert hours["gazette.example"] == pytest.approx(1.7) and hours["quay.example"] == pytest.approx(46.8)
    quotes = {r["copy"]: r["quote"] for r in table(report, "credits")}
    assert quotes["gazette.example"] == "This article was originally published by Northern Wire."
    assert quotes["echo.example"] is None


def test_the_difference_is_that_to_the_surest_source_or_copy(kept: Library) -> None:
    quay = story_report(kept.store, kept.registry, "https://quay.example/a/1")
    pieces = table(quay, "difference")
    assert [p["kind"] for p in pieces] == ["kept", "cut"] and BODY[5] in pieces[1]["text"]
    section = quay.section("difference")
    assert section is not None and "is now “Where is the ferry?”" in section.says[1]
    assert story_report(kept.store, kept.registry, WIRE).section("difference") is not None


def test_the_same_report_twice_and_on_both_databases(
    kept: Library, postgres_db: str, evidence: str, tmp_path: Path
) -> None:
    a, b = (timeless(story_report(kept.store, kept.registry, WIRE)) for _ in range(2))
    assert a == b and a["schema"] == "provenance.report/1"
    with ferry(postgres_db, evidence, tmp_path) as other:
        assert timeless(story_report(other.store, other.registry, WIRE)) == a


def timeless(report: Report) -> dict[str, Any]:
    return {**report.to_dict(), "made": None}


def test_terms_met_not_met_and_cannot_tell(kept: Library) -> None:
    report = terms_report(kept.store, kept.registry, GAZETTE)
    found = {(r["copy"], r["condition"]): r for r in table(report, "terms")}
    answers = {key: row["answer"] for key, row in found.items()}
    assert answers == {
        ("gazette.example", "attribution"): "met",
        ("gazette.example", "link"): "met",
        ("gazette.example", "in_full"): "met",
        ("echo.example", "attribution"): "not_met",
        ("echo.example", "link"): "not_met",
        ("echo.example", "in_full"): "met",
        ("evil.example", "attribution"): "met",
        ("evil.example", "link"): "met",
        ("evil.example", "in_full"): "met",
    }
    assert {row["stated"] for row in found.values()} == {TERMS}
    assert "Northern Wire" in found["gazette.example", "attribution"]["shown"]
    section = report.section("terms")
    assert section is not None and section.says[0].startswith(
        "Of 9 stated conditions: 7 met, 2 not met, 0 cannot tell."
    )
    assert section.not_known == ("For 1 of 4 held pairs the source's page states no condition; that is no permission.",)


def test_terms_of_the_copies_of_an_outlet_and_of_all(kept: Library) -> None:
    """The same answers as those of the story, cut to the copies asked about."""
    story = {(r["copy"], r["condition"]): r for r in table(terms_report(kept.store, kept.registry, GAZETTE), "terms")}
    every = terms_of_copies(kept.store, Asked())
    assert {(r["copy"], r["condition"]): r for r in table(every, "terms")} == story
    section = every.section("terms")
    assert (
        section is not None
        and "4 pairs" in section.not_known[0]
        and "; 1 sources state no condition" in section.not_known[0]
    )
    echo = terms_of_copies(kept.store, Asked(), "echo.example")
    assert {(r["copy"], r["condition"]): r for r in table(echo, "terms")} == {
        k: v for k, v in story.items() if k[0] == "echo.example"
    }
    assert not table(terms_of_copies(kept.store, Asked(), "quay.example"), "terms")


def test_what_is_not_kept(kept: Library) -> None:
    with pytest.raises(UnknownNameError):
        story_report(kept.store, kept.registry, "https://nobody.example/")

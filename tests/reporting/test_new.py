"""`report new`: copies first seen since a day, on both databases."""

from pathlib import Path
from typing import Any

import pytest

from provenance.errors import BadDateError, UnknownNameError
from provenance.library import Library
from provenance.records.report import Report
from provenance.reporting.new import new_report
from tests.reporting.ferry import ferry


def rows(report: Report) -> list[dict[str, Any]]:
    section = report.sections[1]
    names = [c.name for c in section.columns]
    return sorted((dict(zip(names, row.cells, strict=True)) for row in section.rows), key=lambda r: str(r["outlet"]))


def asked(library: Library) -> tuple[list[dict[str, Any]], Report]:
    report = new_report(library.store, "wire.example", "2020-01-01", "march")
    return [{**r, "first_seen": None} for r in rows(report)], report


def test_who_copied_since(kept: Library) -> None:
    found, report = asked(kept)
    assert [(r["outlet"], r["credit"]) for r in found] == [
        ("echo.example", "none"),
        ("evil.example", "linked"),
        ("gazette.example", "linked"),
    ]
    assert report.title == "3 new copies of texts of wire.example since 2020-01-01"
    assert report.sections[0].says == ("Of 3 copies found by the text, 1 does not credit wire.example.",)
    assert found[2]["quote"] == "This article was originally published by Northern Wire." and found[0]["quote"] is None
    assert [row.cells for row in report.sections[0].rows] == [
        ("echo.example", "none", "not credited", 1),
        ("evil.example", "linked", "credited with a link", 1),
        ("gazette.example", "linked", "credited with a link", 1),
    ]
    assert report.coverage.no_rates and report.coverage.articles == 3


def test_nothing_new(kept: Library) -> None:
    report = new_report(kept.store, "wire.example", "9000-01-01")
    assert rows(report) == [] and report.title.startswith("0 new copies")
    assert report.sections[0].says == ("No copy of a text of wire.example was first seen since 9000-01-01.",)


def test_the_same_on_postgresql(kept: Library, postgres_db: str, evidence: str, tmp_path: Path) -> None:
    with ferry(postgres_db, evidence, tmp_path) as other:
        assert asked(other)[0] == asked(kept)[0]


def test_what_is_not_known(kept: Library) -> None:
    with pytest.raises(UnknownNameError):
        new_report(kept.store, "nobody", "2020-01-01")
    with pytest.raises(UnknownNameError):
        new_report(kept.store, "wire.example", "2020-01-01", "no such collection")
    with pytest.raises(BadDateError):
        new_report(kept.store, "wire.example", "yesterday")

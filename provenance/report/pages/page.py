"""A report as one page."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from provenance.records.report import Report, Section
from provenance.report.citing import citation
from provenance.report.pages.cells import Table, table_of
from provenance.report.pages.coverage import coverage_notes
from provenance.report.pages.draw import NO_PICTURES, drawn
from provenance.report.pages.shell import rendered
from provenance.report.pages.sides import Sides, sides_of
from provenance.report.report_text import below

FOLDED = 12
"""Rows up to which a table stands open under its picture."""
KINDS = {
    "story": "The story of one text",
    "terms": "Terms and copies",
    "new": "New copies",
    "outlet": "One outlet",
    "origin": "One origin",
    "speaker": "One speaker",
    "compare": "Outlets beside each other",
    "edits": "What is cut and kept",
    "selection": "What is picked",
    "ratings": "A figure beside a rating",
    "coverage": "What was seen",
}
"""What stands above the headline of each report."""


@dataclass(frozen=True, slots=True)
class Part:
    """One section as the template takes it."""

    section: Section
    table: Table
    picture: Markup | None
    sides: Sides | None
    folded: bool


def report_page(report: Report, *, for_print: bool = False) -> str:
    """The whole report as HTML under a policy that forbids scripts and loading; all foreign text is escaped.

    Long tables stand folded under their picture unless it is `for_print`: what is folded is not printed.
    """
    parts = [_part(section, not for_print) for section in report.sections]
    wanted = any(s.picture is not None and s.picture.kind != "diff" and s.rows for s in report.sections)
    without = wanted and not any(p.picture is not None for p in parts)
    return rendered(
        "report.html", report=report, kicker=KINDS.get(report.name, report.name), lead=_lead(report), parts=parts, coverage=coverage_notes(report.coverage),
        below=None if report.name in ("story", "terms", "new") else below(report, page=True), no_pictures=NO_PICTURES if without else None,
        citation=citation(report),
    )  # fmt: skip


def _lead(report: Report) -> str | None:
    """The first sentence with a figure: it makes the headline of a report that is not about one story."""
    if report.name in ("story", "terms", "new") or not report.sections:
        return None
    return next((line for line in report.sections[0].says if any(c.isdigit() for c in line)), None)


def _part(section: Section, fold: bool) -> Part:
    is_diff = section.picture is not None and section.picture.kind == "diff"
    picture = None if is_diff else drawn(section)
    folded = fold and picture is not None and len(section.rows) > FOLDED
    return Part(section, table_of(section), picture, sides_of(section) if is_diff else None, folded)

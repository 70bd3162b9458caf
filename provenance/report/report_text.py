"""A report as plain text: what it was counted over, then its tables, each figure with counts and interval."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.records.measured import Band, Estimate
from provenance.records.report import Cell, Column, Coverage, Report, Row, Section
from provenance.report.figures import bounds, written
from provenance.report.inert import cells, clipped
from provenance.report.lines import Sheet
from provenance.text import counted

MOST = 40
"""Rows of one table that are printed; files hold all."""
LONGEST = 60
"""Characters of a cell of text."""


def report_text(report: Report, width: int = 88, *, color: bool = False) -> str:
    """The whole report, wrapped to a width; tables may be wider."""
    sheet = Sheet(width, color=color)
    sheet.strong(clipped(report.title, 200))
    for line in coverage_lines(report.coverage):
        sheet.para(line, "  ")
    for section in report.sections:
        _section(sheet, section)
    sheet.blank()
    for note in report.notes:
        sheet.para(note)
    sheet.para(below(report))
    return str(sheet)


BANDS = "the same counting only confirmed edges, only edges of confidence 0.8 or more, of 0.5 or more"


def has_bands(report: Report) -> bool:
    """Whether a figure of a report says what it is from surer edges."""
    return any(isinstance(c, Estimate) and c.band for s in report.sections for r in s.rows for c in r.cells)


def below(report: Report, *, page: bool = False) -> str:
    """What the figures of a report mean, in one line; on a `page` intervals and bands stand in words."""
    told = "Under each figure its 95 % interval" if page else "In brackets the 95 % interval"
    told += f"; below {counted(report.least, 'article')} only counts are given."
    if has_bands(report):
        told += f" “confirmed only”, “≥ 0.8”, “≥ 0.5”: {BANDS}." if page else f" In braces {BANDS}."
    detector = report.detector
    if detector is None:
        return f"{told} Not corrected for the errors of finding copies: no precision and recall were given."
    other = (
        f"specificity {detector.specificity:.2f}"
        if detector.specificity is not None
        else f"precision {detector.precision:.2f}"
    )
    return f"{told} “Corrected” is for a detector with recall {detector.recall:.2f} and {other}."


def coverage_lines(c: Coverage) -> list[str]:
    """What was counted over, and what could not be seen."""
    where = f"Collection “{clipped(c.collection, 80)}”" if c.collection else "The whole library"
    how = f"how sampled: {clipped(c.how_sampled, 300)}" if c.how_sampled else "no collection named"
    span = f"stated dates {c.from_[:10]} to {c.to[:10]}" if c.from_ and c.to else "no stated dates"
    lines = [
        f"{where}; {how}.",
        f"{counted(c.articles, 'article')} of {counted(c.outlets, 'outlet')}, {c.with_text:,} with a text, {c.compared:,} compared with all others; "
        f"{span}, {c.undated:,} undated.",
        f"{c.copies:,} of the articles asked about have a source: {c.confirmed:,} confirmed (by text and credit, or a person), {c.unreviewed:,} not "
        f"looked at by a person{_chains(c)}.",
    ]
    if c.rejected:
        lines.append(f"{counted(c.rejected, 'edge')} rejected, counted nowhere.")
    if c.circles:
        lines.append(
            f"{counted(c.circles, 'article')} whose sources lead back to it: a fault of the data, counted as not clear."
        )
    if c.no_rates:
        lines.append(
            f"Only counts are given, no rates: {c.no_rates}."
            + ("" if c.collection or c.how_sampled else " Name a collection with --in.")
        )
    return lines


def _chains(c: Coverage) -> str:
    if c.credited_only is None or c.undetermined is None:
        return "; their chains were not followed further, there are too many"
    return (
        f", {c.credited_only:,} resting on a source known from a credit only; origin not clear for {c.undetermined:,}"
    )


def _section(sheet: Sheet, section: Section) -> None:
    sheet.heading(f"{section.title}{f' ({section.measure})' if section.measure else ''}")
    for line in section.says:
        sheet.para(line, "  ")
    if section.rows:
        for line in _table(section.columns, section.rows[:MOST]):
            sheet.lines.append(f"  {line}")
        if len(section.rows) > MOST:
            sheet.para(f"… and {len(section.rows) - MOST} more rows (all in -o csv and -o json)", "  ")
    else:
        sheet.para("nothing to show", "  ")
    for line in section.not_known:
        sheet.para(f"Not known: {line}", "  ")


def _table(columns: Sequence[Column], rows: Sequence[Row]) -> list[str]:
    """Columns under their labels; what is only a code for files is left out where a label stands beside it."""
    shown = [i for i, c in enumerate(columns) if not (c.kind == "text" and _is_code(columns, i))]
    table = [
        [columns[i].label for i in shown],
        *([shown_cell(columns[i], row.cells[i]) for i in shown] for row in rows),
    ]
    right = [columns[i].kind in ("count", "number") for i in shown]
    widths = [max(cells(line[n]) for line in table) for n in range(len(shown))]
    made = []
    for line in table:
        parts = [_pad(text, width, right=r) for text, width, r in zip(line, widths, right, strict=True)]
        made.append("  ".join(parts).rstrip())
    return made


def _is_code(columns: Sequence[Column], at: int) -> bool:
    """Whether the column after this one says the same in words."""
    return at + 1 < len(columns) and columns[at + 1].kind == "text" and columns[at].note == "code"


def _pad(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - cells(text))
    return space + text if right else text + space


def shown_cell(column: Column, cell: Cell) -> str:
    """A cell as it is read."""
    if cell is None:
        return "-"
    if isinstance(cell, Estimate):
        return share_text(cell) if column.kind == "share" else figure_text(cell)
    if isinstance(cell, float):
        return f"{cell:,.2f}"
    if isinstance(cell, int):
        return f"{cell:,}"
    return cell[:10] if column.kind == "date" else clipped(cell, LONGEST)


def share_text(e: Estimate) -> str:
    """`23.4 % (47/201) [18.1, 29.7]`, or the counts alone."""
    counts = f"{_number(e.part)}/{_number(e.whole)}"
    if e.value is None or e.low is None or e.high is None:
        return f"{_number(e.part)} of {_number(e.whole)}"
    plain = f"{100 * e.value:.1f} % ({counts}) [{100 * e.low:.1f}, {100 * e.high:.1f}]"
    c = e.corrected
    fixed = f", corrected {100 * c.value:.1f} % [{100 * c.low:.1f}, {100 * c.high:.1f}]" if c else ""
    return plain + fixed + (f" {{{band_text(e.band)}}}" if e.band else "")


def band_text(band: Band) -> str:
    """`12.0, 29.8, 30.1`: in per cent, from confirmed edges, from those of 0.8 or more, of 0.5 or more."""
    return ", ".join("-" if v is None else f"{100 * v:.1f}" for v in (band.confirmed, band.from_80, band.from_50))


def figure_text(e: Estimate) -> str:
    """`0.31 [0.25, 0.36]` for any other figure, or how many there are to count."""
    if e.value is None:
        return f"not given ({e.why})" if e.why else "not given"
    value, (low, high) = written(e, e.value, percent=False), bounds(e, percent=False)
    return f"{value} [{low}, {high}]" if low else value


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:,.0f}"

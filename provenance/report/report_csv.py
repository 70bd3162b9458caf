"""A report as tables for other programs: what was asked in a head of comment lines, then each section."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from provenance.records.measured import Estimate
from provenance.records.report import Cell, Column, Report, Section
from provenance.report.formulas import neutral
from provenance.report.inert import inert

_PARTS = (
    "value",
    "low",
    "high",
    "part",
    "whole",
    "n",
    "unit",
    "method",
    "corrected_value",
    "corrected_low",
    "corrected_high",
    "why",
    "confirmed_only",
    "from_80",
    "from_50",
)


def report_csv(report: Report, section: str | None = None) -> str:
    """All sections one below the other, or one of them.

    Lines that begin with # tell what was asked, of what it was counted, and by which versions. A figure
    takes several columns: its value, interval, counts, why there is none, and what it is from surer edges alone.
    """
    chosen = [s for s in report.sections if section in (None, s.name)]
    lines = [f"# {inert(line)}\n" for line in head(report)]
    return "".join(lines) + "\n".join(f"# section: {s.name} ({inert(s.title)})\n{table(s)}" for s in chosen)


def head(report: Report) -> Iterator[str]:
    """The lines above the tables."""
    made, c = report.made, report.coverage
    yield f"report: {report.name}: {report.title}"
    yield "asked: " + ", ".join(f"{name}={value}" for name, value in report.asked.items() if value is not None)
    yield f"collection: {c.collection or '(the whole library)'}; how sampled: {c.how_sampled or '(not said)'}"
    yield f"articles: {c.articles}, with text {c.with_text}, compared {c.compared}, undated {c.undated}, unreviewed copies {c.unreviewed}"
    if c.no_rates:
        yield f"no rates: {c.no_rates}"
    yield f"made by provenance {made.version}, schema {made.schema}, extractor {made.extractor}, at {made.at}"


def table(section: Section) -> str:
    """One section with its header line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([name for column in section.columns for name in _names(column)] + ["keys", "rests_on"])
    for row in section.rows:
        values = [v for column, cell in zip(section.columns, row.cells, strict=True) for v in _values(column, cell)]
        writer.writerow([*values, " ".join(row.keys), row.rests_on])
    return out.getvalue()


def _names(column: Column) -> list[str]:
    if column.kind in ("share", "interval"):
        return [column.name if part == "value" else f"{column.name}_{part}" for part in _PARTS]
    return [column.name]


def _values(column: Column, cell: Cell) -> list[object]:
    if column.kind not in ("share", "interval"):
        return [neutral(inert(cell)) if isinstance(cell, str) else "" if cell is None else cell]
    if not isinstance(cell, Estimate):
        return [""] * len(_PARTS)
    fixed, band = cell.corrected, cell.band
    values = (
        cell.value, cell.low, cell.high, cell.part, cell.whole, cell.n, cell.unit, cell.method,
        fixed and fixed.value, fixed and fixed.low, fixed and fixed.high, cell.why,
        band and band.confirmed, band and band.from_80, band and band.from_50,
    )  # fmt: skip
    return ["" if v is None else v for v in values]

"""What stands in the cells of a page's tables: a figure, its counts, and the colour of a credit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from provenance.records.measured import Band, Estimate
from provenance.records.report import Cell, Column, Section
from provenance.report.figures import bounds, written
from provenance.report.inert import clipped, inert
from provenance.report.pages.credit_colours import COLOURS
from provenance.report.report_text import band_text

ROWS = 300
"""Rows of one table on a page; files hold all."""
_LONG = 400
_SHARES = frozenset({"kept", "overlap", "cover"})
"""Plain numbers between 0 and 1."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell: what is read first, a small line under it, where it leads, and what kind of thing it is."""

    text: str
    small: str = ""
    kind: str = "text"
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table ready for a template; `more` is how many rows are left out."""

    heads: tuple[tuple[str, str, str], ...]
    rows: tuple[tuple[Shown, ...], ...]
    more: int


def table_of(section: Section) -> Table:
    """The columns people read: codes, keys and columns of which no cell is filled stay in the files, an address joins the title before it."""
    shown = [i for i, c in enumerate(section.columns) if c.kind != "key" and c.note != "code" and c.name not in _HIDDEN]
    filled = [i for i in shown if any(row.cells[i] is not None for row in section.rows)]
    shown = filled or shown
    heads = tuple((section.columns[i].label, section.columns[i].note or "", _side(section.columns[i])) for i in shown)
    rows = tuple(tuple(_cell(section.columns, row.cells, i) for i in shown) for row in section.rows[:ROWS])
    return Table(heads, rows, max(0, len(section.rows) - ROWS))


_HIDDEN = frozenset({"from", "to", "url", "notice"})
"""Bounds of dates that stand beside the date itself, addresses, which stand under the title, and what readers can do without."""


def _side(column: Column) -> str:
    return "number" if column.kind in ("count", "number") else "quote" if column.name in _QUOTES else column.kind


_QUOTES = frozenset({"quote", "stated", "shown"})


def _cell(columns: Sequence[Column], cells: Sequence[Cell], at: int) -> Shown:
    column, cell = columns[at], cells[at]
    credit = _credit(columns, cells, at)
    if cell is None:
        return Shown("–", kind="none number" if column.kind in ("count", "number") else "none", credit=credit)
    if isinstance(cell, Estimate):
        return _estimate(cell, column.kind)
    if isinstance(cell, float):
        return Shown(f"{cell:.0%}" if column.name in _SHARES else f"{cell:,.2f}".rstrip("0").rstrip("."), kind="number")
    if isinstance(cell, int):
        return Shown(f"{cell:,}", kind="number")
    if column.name == "date":
        return Shown(inert(cell.replace("T", " ", 1)), kind="moment")
    if column.name == "title":
        return Shown(clipped(cell, _LONG), _address(columns, cells))
    if column.name in _QUOTES:
        return Shown(f"“{clipped(cell, 240)}”", kind="quote")
    return Shown(cell[:10] if column.kind == "date" else clipped(cell, _LONG), kind=column.kind, credit=credit)


def _credit(columns: Sequence[Column], cells: Sequence[Cell], at: int) -> str:
    """The code of the credit that a cell spells out: its column follows one of codes."""
    before = columns[at - 1] if at else None
    code = cells[at - 1] if before is not None and before.note == "code" and before.name == "credit" else None
    return code if isinstance(code, str) and code in COLOURS else ""


def _address(columns: Sequence[Column], cells: Sequence[Cell]) -> str:
    """The address in the same row, small."""
    found = next((cell for c, cell in zip(columns, cells, strict=True) if c.name == "url"), None)
    return clipped(found, 120) if isinstance(found, str) else ""


def _estimate(e: Estimate, kind: str) -> Shown:
    percent = kind == "share"
    counts = f"{_number(e.part)} of {_number(e.whole)}" if e.whole is not None else f"n = {e.n:,}"
    if e.value is None:
        return Shown(counts, f"no rate: {e.why}" if e.why else "", "figure")
    value, (low, high) = written(e, e.value, percent=percent), bounds(e, percent=percent)
    span = f"95 %: {low} to {high}" if low else ""
    fixed = e.corrected
    more = f"corrected {100 * fixed.value:.1f} %" if fixed and percent else ""
    surer = _surer(e) if percent else ""
    return Shown(value, "; ".join(filter(None, (counts, span, more, surer))), "figure")


def _surer(e: Estimate) -> str:
    """What the figure is from surer edges alone, where that is another."""
    if e.band is None or e.value is None:
        return ""
    shown = [band_text(Band(e.value, e.value, e.value)), band_text(e.band)]
    told = zip(("confirmed only", "≥ 0.8", "≥ 0.5"), shown[1].split(", "), strict=True)
    return (
        " · ".join(f"{name} {'–' if value == '-' else value}" for name, value in told) if shown[0] != shown[1] else ""
    )


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"

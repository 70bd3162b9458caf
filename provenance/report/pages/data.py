"""The rows of a section as plain values for a picture: words made inert, figures as numbers."""

from __future__ import annotations

from typing import Any

from provenance.records.measured import Estimate
from provenance.records.report import Cell, Section
from provenance.report.inert import clipped

ROW = 26
"""Pixels of height of one row."""
WIDE = 740
"""Pixels of width of the plotted part."""
DRAWN = 60
"""Rows that are drawn; the table has all."""
_LABEL = 56


def rows_of(section: Section) -> list[dict[str, Cell]]:
    """The rows by column name."""
    names = [c.name for c in section.columns]
    return [dict(zip(names, row.cells, strict=True)) for row in section.rows]


def label(value: object) -> str:
    """A word or two beside a mark."""
    return clipped(str(value), _LABEL) if value not in (None, "") else "not known"


def figure(cell: Cell) -> dict[str, Any]:
    """A figure as numbers: value and interval (None where not given), and its counts in words."""
    if not isinstance(cell, Estimate):
        plain = float(cell) if isinstance(cell, int | float) else None
        return {
            "value": plain,
            "low": None,
            "high": None,
            "counts": "" if plain is None else f"{plain:,.6g}",
            "part": plain,
        }
    counts = (
        f"{cell.part:,.0f} of {cell.whole:,.0f}"
        if cell.part is not None and cell.whole is not None
        else f"n = {cell.n:,}"
    )
    return {"value": cell.value, "low": cell.low, "high": cell.high, "counts": counts, "part": cell.part}

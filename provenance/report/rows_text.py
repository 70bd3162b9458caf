"""Rows of any query, as text in columns or as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from provenance.report.formulas import neutral
from provenance.report.inert import cells, clipped

WIDEST = 60
"""Columns of a terminal a cell takes at most."""
MEASURED = 1000
"""Rows the widths are taken from."""


def rows_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Lines in columns as wide as the first rows need, numbers to the right, unknown as `-`; harmless on a terminal."""
    waiting = iter(rows)
    first = [[_shown(value) for value in row] for row in islice(waiting, MEASURED)]
    head = [clipped(name, WIDEST) for name in columns]
    widths = [max(cells(row[n]) for row in [head, *first]) for n in range(len(head))]
    numbers = [all(row[n][:1] in "-.0123456789" for row in first) and bool(first) for n in range(len(head))]
    yield _line(head, widths, numbers)
    yield "  ".join("-" * width for width in widths)
    for row in chain(first, ([_shown(value) for value in row] for row in waiting)):
        yield _line(row, widths, numbers)


def _shown(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.6g}"
    return clipped(str(value), WIDEST)


def _line(row: Sequence[str], widths: Sequence[int], numbers: Sequence[bool]) -> str:
    padded = (
        " " * (width - cells(cell)) + cell if number else cell + " " * (width - cells(cell))
        for cell, width, number in zip(row, widths, numbers, strict=True)
    )
    return "  ".join(padded).rstrip()


def rows_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """CSV lines; a text that a spreadsheet program would take for a formula has an apostrophe before it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in chain([columns], rows):
        writer.writerow([neutral(value) if isinstance(value, str) else value for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()

"""Export as CSV: one file a table; unknown is an empty cell."""

from __future__ import annotations

import csv
from pathlib import Path

from provenance.records.exported import TABLES, Source
from provenance.report.formulas import neutral


def write(source: Source, out: Path) -> None:
    """Write all tables; a text that a spreadsheet program would take for a formula has an apostrophe before it."""
    for name in TABLES:
        columns, rows = source.table(name)
        with (out / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            for row in rows:
                writer.writerow([neutral(value) if isinstance(value, str) else value for value in row])

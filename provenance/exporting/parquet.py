"""Export as Parquet, by DuckDB."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from provenance.errors import ProvenanceError
from provenance.records.exported import TABLES, Source

NUMBERS = {"confidence": "DOUBLE", "kept": "DOUBLE", "overlap": "DOUBLE", "hours_later": "DOUBLE"}
NUMBERS |= dict.fromkeys(("words", "position", "title_changed", "reviewed"), "BIGINT")
"""Columns that are no text, by name."""
MEMORY = "512MB"


def check(form: str) -> None:
    """Raise ProvenanceError where the format needs DuckDB and it is not installed."""
    if form == "parquet":
        try:
            import duckdb  # noqa: F401
        except ImportError:
            raise ProvenanceError("parquet needs duckdb: pip install 'news-provenance[bulk]'") from None


def write(source: Source, out: Path) -> None:
    """Write one file a table."""
    import duckdb

    for name in TABLES:
        columns, rows = source.table(name)
        lines, target = out / f".{name}.jsonl", out / f"{name}.parquet"
        try:
            with lines.open("w", encoding="utf-8") as file:
                for row in rows:
                    file.write(f"{json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False)}\n")
            with duckdb.connect() as connection:
                _convert(connection, lines, target, columns)
        finally:
            lines.unlink(missing_ok=True)


def _convert(connection: Any, lines: Path, target: Path, columns: tuple[str, ...]) -> None:
    connection.execute("SET threads = 1")
    connection.execute(f"SET memory_limit = '{MEMORY}'")
    kinds = ", ".join(f"{name}: '{NUMBERS.get(name, 'VARCHAR')}'" for name in columns)
    read = f"read_json({_quoted(lines)}, format = 'newline_delimited', maximum_object_size = 67108864, columns = {{{kinds}}})"
    connection.execute(f"COPY (SELECT * FROM {read}) TO {_quoted(target)} (FORMAT parquet, COMPRESSION zstd)")  # noqa: S608


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"

"""The database in a browser: Datasette over an SQLite file that nothing can change, with every column explained.

Datasette is a program of its own (Simon Willison, datasette.io) and an extra: nothing else here needs it.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from provenance import __version__
from provenance.errors import ProvenanceError, StoreBusyError, UsageError

HOST = "127.0.0.1"
"""The only address it listens at: whoever wants more puts a server of their own before it."""
SETTINGS = {
    "sql_time_limit_ms": "10000",
    "max_returned_rows": "5000",
    "allow_download": "off",
    "default_page_size": "50",
}
_PATIENCE = 1.0
"""Seconds to wait for another process that uses the file."""
NOT_INSTALLED = "Datasette is not installed; for the database in a browser: pip install 'news-provenance[explore]'"


def file_of(db: str) -> Path:
    """The SQLite file that can be explored. Raises UsageError where it is none, or is not there."""
    if "://" in db:
        raise UsageError("Datasette reads SQLite files; `provenance sql` and any PostgreSQL client ask this database")
    file = Path(db)
    if not file.is_file():
        raise UsageError(f"{file}: no database there; `provenance add` makes one")
    return file


def settle(file: Path) -> None:
    """Bring what waits in the write-ahead log into the file: opened as one that cannot change, the log is not read.

    Raises StoreBusyError where another process holds it open for reading or writing.
    """
    log = file.with_name(f"{file.name}-wal")
    if not log.is_file() or not log.stat().st_size:
        return
    try:
        with closing(sqlite3.connect(file, timeout=_PATIENCE)) as connection:
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        busy = 1
    if busy:
        raise StoreBusyError(
            f"{file}: another process uses it; wait, or explore a copy made with `provenance db backup`"
        )


def metadata(file: Path) -> Mapping[str, Any]:
    """What Datasette is told of a database: a sentence on every table, view and column it has, and the named queries."""
    from provenance.store.querying.dictionary import dictionary
    from provenance.store.querying.named import named_queries

    name, found = file.stem, dictionary()
    described = {
        table: {
            "description": found.of(table).get("", ""),
            "columns": {c: said for c in columns if (said := found.column(table, c))},
        }
        for table, columns in _shape(file).items()
        if found.of(table)
    }
    queries = {
        q.name: {
            "sql": q.sql, "title": q.tells, "params": [p.name for p in q.parameters],
            "description": " ".join(f":{p.name}: {p.tells}." for p in q.parameters),
        }
        for q in named_queries().values()
    }  # fmt: skip
    return {
        "title": f"{name}: source provenance",
        "description": (
            "Begin with copies, roots, outlet_diet, credit_rates and voices: they follow what people judged. Rates depend on how a "
            "collection was sampled; no source found is not the same as an outlet's own text."
        ),
        "source": f"provenance {__version__}",
        "databases": {name: {"tables": described, "queries": queries}},
    }


def _shape(file: Path) -> Mapping[str, list[str]]:
    """The tables and views of a file with their columns."""
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
        return {
            n: [r[0] for r in connection.execute("SELECT name FROM pragma_table_info(?)", (n,))]
            for (n,) in names.fetchall()
        }


def command_line(file: Path, described: Path, port: int, *, opened: bool) -> list[str]:
    """How Datasette is called: the file as one that cannot change, at this machine only. Raises ProvenanceError where it is not installed."""
    if find_spec("datasette") is None:
        raise ProvenanceError(NOT_INSTALLED)
    settings = [part for name, value in SETTINGS.items() for part in ("--setting", name, value)]
    return [
        sys.executable, "-m", "datasette", "serve", "--immutable", str(file), "--metadata", str(described), "--host", HOST, "--port", str(port),
        *settings, *(["--open"] if opened else []),
    ]  # fmt: skip

"""A connection to SQLite that can only read, and only so much.

`mode=ro` alone lets a statement ATTACH and write other files, so an authorizer says what may be done,
and limits of SQLite bound what one call can take: see https://www.sqlite.org/security.html.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from provenance.store.querying.statement import Statement
from provenance.store.session import open_engine

LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 32 * 1024 * 1024,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 100,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
"""A text that is kept may be long; nothing a statement makes may be longer."""
HEAP = 256 * 1024 * 1024
"""Bytes SQLite may hold in this process."""
REFUSED = frozenset(
    {"load_extension", "randomblob", "zeroblob", "printf", "format", "fts3_tokenizer", "readfile", "writefile", "edit"}
)
"""Functions with effects, and those of which one call can take long or much."""
LOOKS = frozenset(
    {"table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list", "data_version"}
)  # fmt: skip
"""Pragmas that only tell of the schema."""
_EVERY = 5000


def allowed(action: int, one: str | None, two: str | None, schema: str | None, inside: str | None) -> int:
    """What a statement may do: read, call functions that change nothing, look at the schema."""
    if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE):
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_DENY if str(two).lower() in REFUSED else sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and str(one).lower() in LOOKS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


@contextmanager
def rows(db: str, asked: Statement, values: Mapping[str, Any], seconds: float) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The names of the columns and an iterator over the rows.

    Raises sqlite3.Error, also after `seconds` by the clock (between two steps of the database's machine).
    """
    engine = open_engine(db, read_only=True)
    raw = engine.raw_connection()
    connection = raw.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    try:
        guard(connection, seconds)
        cursor = connection.execute(asked.text, dict(values))
        yield tuple(c[0] for c in cursor.description or ()), cursor
    finally:
        connection.set_progress_handler(None, 0)
        raw.invalidate()
        engine.dispose()


def guard(connection: sqlite3.Connection, seconds: float) -> None:
    """Take from a connection every right but to read, and let it end after some seconds."""
    for pragma in ("query_only = ON", "cache_size = -65536", f"hard_heap_limit = {HEAP}"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    if hasattr(connection, "enable_load_extension"):  # Python may be built without it
        connection.enable_load_extension(False)
    # Tables that are made when first asked for are asked for while they still may be made.
    for pragma in LOOKS - {"data_version"}:
        connection.execute(f"SELECT 1 FROM pragma_{pragma} LIMIT 0")  # noqa: S608 - names of our own
    for limit, most in LIMITS.items():
        connection.setlimit(limit, most)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    until = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > until, _EVERY)
    connection.set_authorizer(allowed)

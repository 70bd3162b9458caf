"""Run one statement and lay its rows into a file: the work of a process that may be ended at any moment."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from provenance.errors import StoreError
from provenance.store.querying import postgres, sqlite
from provenance.store.querying.statement import statement
from provenance.store.session import sqlite_file

CELL = 1_000_000
"""Characters of a cell; of a longer one the rest is left out, and counted."""
MOST = 512 * 1024 * 1024
"""Bytes of an answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """A statement, the values of its parameters, how many rows at most (None: all), seconds, and where the rows go."""

    sql: str
    values: Mapping[str, str | None]
    limit: int | None
    seconds: float
    into: str


@dataclass(frozen=True, slots=True)
class Found:
    """What came of it: columns, how many rows lie in the file, whether there were more, how many cells were cut."""

    columns: tuple[str, ...]
    rows: int
    more: bool
    cut: int


def run(question: Question, db: str) -> Found:
    """Ask the database and lay each row as a JSON list into the file of the question.

    Raises UsageError for a statement that is refused, StoreError for one that fails, takes too long
    or gives too much.
    """
    asked = statement(question.sql)
    try:
        with (
            _asked(db)(db, asked, question.values, question.seconds) as (columns, rows),
            Path(question.into).open("w", encoding="utf-8") as file,
        ):
            return _laid(file, columns, rows, question.limit)
    except sqlite3.Error as error:
        raise _said(str(error), question) from None
    except MemoryError:
        raise StoreError("the statement takes more memory than it may; ask for less at a time") from None
    except Exception as error:
        if _is_psycopg(error):
            raise _said(str(error), question) from None
        raise


def _asked(db: str) -> Any:
    return sqlite.rows if sqlite_file(db) else postgres.rows


def _laid(file: Any, columns: tuple[str, ...], rows: Any, limit: int | None) -> Found:
    number = cut = size = 0
    for row in rows:
        if limit is not None and number == limit:
            return Found(columns, number, True, cut)
        cells = [_cell(value) for value in row]
        for n, cell in enumerate(cells):
            if isinstance(cell, str) and len(cell) > CELL:
                cells[n], cut = f"{cell[:CELL]}…", cut + 1
        size += file.write(f"{json.dumps(cells, ensure_ascii=False)}\n")
        number += 1
        if size > MOST:
            raise StoreError(f"the answer is larger than {MOST >> 20} MiB; ask for fewer rows or columns")
    return Found(columns, number, False, cut)


def _cell(value: Any) -> Any:
    """A value as both databases' answers have it; bytes as `\\x` and hexadecimal digits."""
    if value is None or isinstance(value, (str, int)):
        return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, (bytes, memoryview)):
        return f"\\x{bytes(value).hex()}"
    return str(value)


def _is_psycopg(error: BaseException) -> bool:
    return type(error).__module__.startswith("psycopg")


def _said(message: str, question: Question) -> StoreError:
    first = " ".join((message.strip().splitlines() or ["nothing"])[0].split())[:300]
    if first == "interrupted" or "statement timeout" in first:
        return StoreError(f"the statement took longer than {question.seconds:g} s; ask for less, or give --timeout")
    if first == "not authorized" or "prohibited" in first or "not authorized to use" in first:
        return StoreError(f"a statement may only read what is kept: {first}")
    if "out of memory" in first or "too big" in first:
        return StoreError(f"the statement makes more than it may hold: {first}")
    return StoreError(f"the database says: {first}")

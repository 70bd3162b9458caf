"""The databases' errors as ours: one line each, what to do next, never a password."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError

from provenance.errors import (
    StoreBusyError,
    StoreError,
    StoreForeignError,
    StoreReadOnlyError,
    StoreUnreachableError,
)

_SQLITE = (
    ("database is locked", StoreBusyError),
    ("database table is locked", StoreBusyError),
    ("readonly database", StoreReadOnlyError),
    ("database or disk is full", StoreReadOnlyError),
    ("disk i/o error", StoreReadOnlyError),
    ("unable to open database file", StoreUnreachableError),
    ("file is not a database", StoreForeignError),
)
_FULL = "the disk is full: free some space and run the same command again; what was kept so far is sound"
_POSTGRES = {
    "55P03": StoreBusyError,
    "40001": StoreBusyError,
    "40P01": StoreBusyError,
    "53300": StoreBusyError,
    "25006": StoreReadOnlyError,
    "42501": StoreReadOnlyError,
    "53100": StoreReadOnlyError,
}
_TRY_AGAIN = frozenset({"40001", "40P01"})


@contextmanager
def translated() -> Iterator[None]:
    """Inside, every error of a database becomes a StoreError."""
    try:
        yield
    except SQLAlchemyError as error:
        raise ours(error) from error
    except sqlite3.Error as error:
        raise _sqlite(str(error)) from error


def ours(error: SQLAlchemyError) -> StoreError:
    """The error of ours that says the same."""
    if not isinstance(error, DBAPIError) or error.orig is None:
        return StoreError(_line(error))
    state = getattr(error.orig, "sqlstate", None)
    if state in _POSTGRES:
        return _POSTGRES[state](_FULL if state == "53100" else None)
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite(str(error.orig))
    if error.connection_invalidated or (isinstance(error, (OperationalError, InterfaceError)) and state is None):
        return StoreUnreachableError(
            f"the database cannot be reached, check --db or PROVENANCE_DB: {_line(error.orig)}"
        )
    return StoreError(f"the database says: {_line(error.orig)}")


def may_pass(error: SQLAlchemyError) -> bool:
    """Whether the same work, done again, can succeed: a deadlock, a conflict, a dropped connection."""
    if not isinstance(error, DBAPIError):
        return False
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in _TRY_AGAIN


def is_busy(error: SQLAlchemyError) -> bool:
    """Whether another writer holds the SQLite file."""
    return isinstance(error, DBAPIError) and "is locked" in str(error.orig)


def _sqlite(message: str) -> StoreError:
    kind = next((kind for words, kind in _SQLITE if words in message.lower()), None)
    if kind is None:
        return StoreError(f"the database says: {message.splitlines()[0] if message else 'nothing'}")
    return kind(_FULL if "full" in message else None)


def _line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:300] if lines else type(error).__name__

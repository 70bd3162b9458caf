"""Engines and transactions: SQLite by path, PostgreSQL by URL, the same rules for both.

Writers on SQLite begin with BEGIN IMMEDIATE: a transaction that reads first and writes later
fails under other writers, however long it waits. Nothing here waits longer than `WAIT` seconds.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from provenance.errors import StoreError, StoreForeignError, StoreReadOnlyError, StoreUnreachableError, UsageError
from provenance.store.trouble import is_busy, may_pass, translated

WAIT = 10.0
"""Seconds to wait for another writer."""
_HEADER = b"SQLite format 3\0"
_OLDEST = (3, 35)
_WAL_LIMIT = 64 * 1024 * 1024
_CACHE = 64 * 1024 * 1024
"""Bytes of pages a connection keeps once it has read them: fingerprints lie all over a large file."""
T = TypeVar("T")


def url_of(db: str) -> URL:
    """The SQLAlchemy URL of a path or URL.

    Raises UsageError for a URL of another kind of database; the message repeats no password.
    """
    if "://" not in db:
        return URL.create("sqlite", database=str(Path(db).expanduser()))
    try:
        url = make_url(db)
    except (ArgumentError, ValueError):
        raise UsageError("--db is not a database URL; write postgresql://user@host/name, or a path") from None
    backend = url.get_backend_name()
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and url.database:
        return url
    raise UsageError(f"--db {backend}://...: give a path to an SQLite file, or a postgresql:// URL")


def shown(db: str) -> str:
    """The path or address of a database, fit to be printed: without a password."""
    return db if sqlite_file(db) else url_of(db).render_as_string(hide_password=True)


def plain_url(db: str) -> str | None:
    """A PostgreSQL address as its own client library reads it, with the password; None for another database."""
    url = url_of(db)
    if url.get_backend_name() != "postgresql":
        return None
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def sqlite_file(db: str) -> Path | None:
    """The file of an SQLite database, None for PostgreSQL."""
    url = url_of(db)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def check_file(file: Path) -> bool:
    """Whether an SQLite file is there; True for a database, False for none or an empty file.

    Raises StoreForeignError for another kind of file, StoreUnreachableError for a folder or a file that
    cannot be read.
    """
    try:
        with file.open("rb") as stream:
            start = stream.read(len(_HEADER))
    except FileNotFoundError:
        return False
    except OSError as error:
        raise StoreUnreachableError(f"{file}: {error.strerror or error}; check --db or PROVENANCE_DB") from error
    if start and start != _HEADER:
        raise StoreForeignError(f"{file} is not an SQLite database; name another with --db, nothing was changed")
    return bool(start)


def open_engine(db: str, *, read_only: bool = False) -> Engine:
    """The engine of a path or URL; connects to nothing yet."""
    url = url_of(db)
    if url.get_backend_name() == "sqlite":
        return _sqlite(Path(url.database or ""), "ro" if read_only else "rw")
    return _postgres(url, read_only=read_only)


def migration_engine(db: str) -> Engine:
    """An engine for changing the schema: makes the SQLite file, and leaves foreign keys unchecked.

    A table rebuilt under checked foreign keys would take the rows of its children with it; the
    older way of renaming lets one be rebuilt under the views that read it.
    """
    file = sqlite_file(db)
    return open_engine(db) if file is None else _sqlite(file, "rwc", migrates=True)


def _sqlite(file: Path, mode: str, *, migrates: bool = False) -> Engine:
    def connect() -> sqlite3.Connection:
        # Without -wal and -shm files a database in a folder that cannot be written opens only as immutable.
        sealed = mode == "ro" and not Path(f"{file}-wal").exists() and not _writable(file.parent)
        address = f"file:{quote(str(file.absolute()))}?mode={mode}" + ("&immutable=1" if sealed else "")
        connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False, timeout=1.0)
        connection.execute(f"PRAGMA foreign_keys = {'OFF' if migrates else 'ON'}")
        connection.execute(f"PRAGMA legacy_alter_table = {'ON' if migrates else 'OFF'}")
        connection.execute(f"PRAGMA journal_size_limit = {_WAL_LIMIT}")
        connection.execute(f"PRAGMA cache_size = -{_CACHE // 1024}")
        return connection

    if sqlite3.sqlite_version_info < _OLDEST:
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old; provenance needs 3.35 or newer, or PostgreSQL")
    engine = create_engine("sqlite://", creator=connect, poolclass=_queue_pool())
    event.listen(engine, "begin", _begin)
    return engine


def _queue_pool() -> Any:
    from sqlalchemy.pool import QueuePool

    return QueuePool


def _writable(folder: Path) -> bool:
    import os

    return os.access(folder, os.W_OK)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(url: URL, *, read_only: bool) -> Engine:
    options = f"-c lock_timeout={int(WAIT * 1000)} -c timezone=UTC"
    if read_only:
        options += " -c default_transaction_read_only=on"
    try:
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": int(WAIT), "options": options})
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise StoreError("PostgreSQL needs the psycopg package: pip install 'news-provenance[postgres]'") from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection on one consistent state of the database; nothing it writes is kept."""
    with translated(), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may write, committed at the end and rolled back on any error.

    Raises StoreBusyError when another writer holds the database for longer than `WAIT` seconds.
    """
    with translated(), engine.connect() as connection:
        connection.execution_options(writes=True)
        with _begun(connection):
            yield connection


def _begun(connection: Connection) -> Any:
    deadline = time.monotonic() + WAIT
    while True:
        try:
            return connection.begin()
        except DBAPIError as error:
            if not is_busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(random.uniform(0.005, 0.05))  # noqa: S311 - spreads writers out, keeps no secret


def in_transaction(engine: Engine, work: Callable[[Connection], T], tries: int = 5) -> T:
    """Do the work in one transaction; again, a few times, after a deadlock or a dropped connection.

    The work must be such that doing it twice is doing it once.
    """
    with translated():
        for left in range(tries - 1, -1, -1):
            try:
                with engine.connect() as connection:
                    connection.execution_options(writes=True)
                    with _begun(connection):
                        return work(connection)
            except DBAPIError as error:
                if not left or not may_pass(error):
                    raise
                time.sleep(random.uniform(0.01, 0.1) * (tries - left))  # noqa: S311
    raise AssertionError("unreachable")


def refuse_unwritable(file: Path) -> None:
    """Raise StoreReadOnlyError where a new SQLite file could not be made."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreReadOnlyError(f"{file.parent}: {error.strerror or error}; name another place with --db") from error

"""The schema: which one a database has, and bringing it to ours. Alembic is loaded only to change one.

A new database is made at the newest schema on first use. An existing older one is upgraded only
when asked, after a copy of the SQLite file has been laid beside it. Each change is one
transaction: interrupted, it leaves what was there.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from provenance.errors import StoreError, StoreForeignError, StoreTooNewError, StoreTooOldError, StoreUnreachableError
from provenance.store.session import (
    WAIT,
    check_file,
    migration_engine,
    open_engine,
    reading,
    refuse_unwritable,
    sqlite_file,
    writing,
)
from provenance.store.trouble import translated

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0016"
"""The newest schema; a test holds it against the migrations, so that looking costs no Alembic."""
VERSION_TABLE = "provenance_version"
_LOCK = 0x70726F76656E616E


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade did or would do: schema before and after, the steps, where the copy lies."""

    before: str | None
    after: str
    steps: tuple[str, ...]
    backup: str | None = None


def head() -> str:
    """The newest schema this code knows."""
    return HEAD


def script_location() -> Path:
    """The folder of the migrations: inside an installed package, or beside it in a checkout.

    Raises StoreError where there is none.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "_migrations", package.parent / "migrations"):
        if (folder / "env.py").is_file():
            return folder
    raise StoreError("the migrations are missing from this installation; install news-provenance again")


def config() -> Config:
    """Alembic's configuration, without a database."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(script_location()).replace("%", "%%"))
    return made


def version_of(connection: Connection) -> str | None:
    """The schema of a database, None for one without tables.

    Raises StoreForeignError where the tables are not ours.
    """
    names = set(inspect(connection).get_table_names())
    if VERSION_TABLE in names:
        found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
        if found is not None:
            return str(found)
        names -= {VERSION_TABLE}
    if names:
        raise StoreForeignError
    return None


def current(db: str, *, read_only: bool = False) -> str | None:
    """The schema of the database at a path or URL; None where there is none yet."""
    file = sqlite_file(db)
    if file is not None and not check_file(file):
        return None
    engine = open_engine(db, read_only=read_only)
    try:
        with reading(engine) as connection:
            return version_of(connection)
    finally:
        engine.dispose()


def ready(db: str, *, create: bool, read_only: bool = False) -> None:
    """Make sure the database has our schema; a new one is made where `create` allows.

    Raises StoreTooOldError, StoreTooNewError, StoreForeignError, StoreUnreachableError.
    """
    found = current(db, read_only=read_only)
    if found == HEAD:
        return
    if found is not None:
        raise StoreTooOldError if _older(found) else StoreTooNewError
    if not create or read_only:
        file = sqlite_file(db)
        raise StoreUnreachableError(
            f"there is no database at {file}; `provenance add` makes one, or name another with --db"
            if file
            else "the database is empty; `provenance add` or `provenance db upgrade` makes its tables"
        )
    _bring(db)


def upgrade(db: str, dry_run: bool = False) -> Upgraded:
    """Bring a database to our schema; an SQLite file is copied beside itself first.

    Raises StoreTooNewError and StoreForeignError without touching anything.
    """
    found = current(db)
    if found is not None and found != HEAD and not _older(found):
        raise StoreTooNewError
    steps = _steps(found)
    if dry_run or not steps:
        return Upgraded(found, HEAD, steps)
    file = sqlite_file(db)
    backup = _copy_beside(file, found) if file is not None and found is not None else None
    _bring(db)
    return Upgraded(found, HEAD, steps, str(backup) if backup else None)


def _older(version: str) -> bool:
    return version.isdigit() and int(version) < int(HEAD)


def _steps(found: str | None) -> tuple[str, ...]:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(config())
    wanted = scripts.iterate_revisions(HEAD, found or "base")
    return tuple(f"{s.revision} {(s.doc or '').splitlines()[0]}" for s in reversed(list(wanted)))


def _bring(db: str) -> None:
    from alembic import command

    from provenance.store.asking import search
    from provenance.store.counted import refreshing
    from provenance.store.said import keeping

    file = sqlite_file(db)
    if file is not None:
        refuse_unwritable(file)
    engine = migration_engine(db)
    try:
        if file is not None:
            _write_ahead(file)
        with writing(engine) as connection:
            if file is None:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            if version_of(connection) == HEAD:
                return
            settings = config()
            settings.attributes["connection"] = connection
            command.upgrade(settings, HEAD)
            search.fill(connection)
            keeping.fill(connection)
            refreshing.rebuild(connection)
            _check_foreign_keys(connection)
    finally:
        engine.dispose()


def _write_ahead(file: Path) -> None:
    """Switch to write-ahead logging, once; another process may be doing the same right now."""
    deadline = time.monotonic() + WAIT
    with translated(), closing(sqlite3.connect(file, timeout=1.0)) as connection:
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            raise StoreError(
                f"the upgrade would leave {len(broken)} rows without what they refer to; nothing was changed"
            )


def _copy_beside(file: Path, version: str) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    target = file.with_name(f"{file.name}.schema-{version}.{stamp}.backup")
    # Named a copy only once it is whole; what a killed upgrade began is overwritten by the next.
    part = file.with_name(f"{file.name}.schema-{version}.part")
    with translated(), closing(sqlite3.connect(file)) as old, closing(sqlite3.connect(part)) as new:
        old.backup(new)
    return part.replace(target)

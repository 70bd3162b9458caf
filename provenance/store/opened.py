"""A database opened, with the evidence beside it: what every room of the library stands on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, Engine, select

from provenance import __version__
from provenance.errors import StoreReadOnlyError, UsageError
from provenance.store import migrate
from provenance.store.evidence.folder import Evidence
from provenance.store.evidence.waiting import Waiting
from provenance.store.keeping import captures, clock
from provenance.store.keeping.inserting import add_row
from provenance.store.schema.tables import CAPTURES, RUNS
from provenance.store.session import in_transaction, open_engine, reading, sqlite_file

T = TypeVar("T")


def evidence_folder(db: str, evidence: str | None) -> str:
    """Where evidence lies: as said, or beside the SQLite file.

    Raises UsageError for PostgreSQL without a folder.
    """
    file = sqlite_file(db)
    folder = evidence or (f"{file}.evidence" if file else None)
    if folder is None:
        raise UsageError("with a PostgreSQL database say where the evidence lies: --evidence DIR")
    return folder


class Opened:
    """One database and its evidence, read and written in transactions."""

    def __init__(self, db: str, engine: Engine, evidence: Evidence, *, read_only: bool) -> None:
        self.db = db
        self.read_only = read_only
        self.evidence = evidence
        self._engine = engine
        self._run: int | None = None
        self._waiting = Waiting(evidence)

    @classmethod
    def open(cls, db: str, evidence: str | None = None, *, create: bool = True, read_only: bool = False) -> Self:
        """Open the database at a path or URL; a new one is made on first use where `create` allows.

        Raises UsageError for PostgreSQL without an evidence folder, StoreTooOldError and
        StoreTooNewError for another schema, StoreForeignError for what is not ours,
        StoreUnreachableError where nothing can be reached. An existing database is not changed.
        """
        folder = evidence_folder(db, evidence)
        migrate.ready(db, create=create, read_only=read_only)
        engine = open_engine(db, read_only=read_only)

        def named(name: str) -> int:
            with reading(engine) as connection:
                return captures.named_up_to(connection, name)

        return cls(db, engine, Evidence(Path(folder), named=named), read_only=read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all connections and of the evidence."""
        self._engine.dispose()
        self.evidence.close()

    def _read(self, work: Callable[[Connection], T]) -> T:
        with reading(self._engine) as connection:
            return work(connection)

    def _write(self, work: Callable[[Connection], T]) -> T:
        self._writable()
        return in_transaction(self._engine, work)

    def _writable(self) -> None:
        if self.read_only:
            raise StoreReadOnlyError("the database was opened for reading only; nothing was changed")

    def _this_run(self) -> int:
        if self._run is None:
            self._run = in_transaction(self._engine, _begun)
        return self._run


def _begun(connection: Connection) -> int:
    """A run that writes, begun: everything derived names it."""
    newest = connection.execute(select(CAPTURES.c.first_seen_at).order_by(CAPTURES.c.id.desc()).limit(1)).scalar()
    clock.begin(newest)
    return add_row(connection, RUNS, {"started_at": clock.now(), "version": __version__, "settings_digest": None})

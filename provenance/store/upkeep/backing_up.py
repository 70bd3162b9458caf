"""A copy of the database and its evidence in a new folder."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from provenance.errors import StoreError, StoreReadOnlyError, UsageError
from provenance.store.evidence.folder import Evidence
from provenance.store.evidence.writer import cut_tail
from provenance.store.session import sqlite_file, url_of
from provenance.store.trouble import translated


def back_up(db: str, evidence: Path, to: Path) -> Path:
    """Copy everything into the new folder `to`; returns the copy of the database.

    The rows are copied first: evidence lies there before any row names it, so the copy is whole.
    Raises UsageError where the folder has something in it, StoreError where the copy cannot be made.
    """
    try:
        to.mkdir(parents=True, exist_ok=True)
        if any(to.iterdir()):
            raise UsageError(f"{to} is not empty; name a new folder for the backup")
        file = sqlite_file(db)
        made = _postgres(db, to / "provenance.dump") if file is None else _sqlite(file, to / "provenance.db")
        if evidence.is_dir():
            copied = to / f"{made.name}.evidence"
            shutil.copytree(evidence, copied, ignore=shutil.ignore_patterns(".*"))
            _end_cleanly(copied)
    except OSError as error:
        raise StoreReadOnlyError(
            f"the backup cannot be written: {error.strerror or error}: {error.filename or to}"
        ) from error
    return made


def _end_cleanly(evidence: Path) -> None:
    """Cut off what somebody was writing while it was copied: no copied row names it."""
    for path in Evidence(evidence).files():
        with path.open("r+b", buffering=0) as stream:
            cut_tail(stream)


def _sqlite(file: Path, target: Path) -> Path:
    with translated(), closing(sqlite3.connect(file)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
    return target


def _postgres(db: str, target: Path) -> Path:
    program = shutil.which("pg_dump")
    if program is None:
        raise StoreError("pg_dump is not on the PATH; install the PostgreSQL client programs, or back up on the server")
    url = url_of(db)
    plain = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    done = subprocess.run(
        [program, "--format=custom", f"--file={target}", f"--dbname={plain}"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise StoreError(f"pg_dump failed: {(done.stderr.strip().splitlines() or ['no reason given'])[0][:300]}")
    return target

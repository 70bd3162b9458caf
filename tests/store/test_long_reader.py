"""A reader that stays for long while others write: nobody waits, and the write-ahead log is small again when it has gone."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from provenance.store import session
from provenance.store.library import Library
from tests.store.stored import capture, reading

LIMIT = 1024 * 1024
LONG = "A sentence of the usual length that says little. " * 400


def test_the_log_is_small_again_after_a_long_reader(
    sqlite_db: str, evidence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_WAL_LIMIT", LIMIT)
    # SQLite makes a checkpoint once the log has 1,000 pages of 4 KiB.
    log, grown, number = Path(f"{sqlite_db}-wal"), 5 * LIMIT, 0

    def add(library: Library) -> None:
        nonlocal number
        number += 1
        page = capture(f"page {number}", url=f"https://gazette.example/{number}")
        assert library.add(reading(page, f"{number} {LONG}"), page).status == "new"

    with Library.open(sqlite_db, evidence) as library, closing(sqlite3.connect(sqlite_db)) as reader:
        add(library)
        reader.execute("BEGIN")
        count = "SELECT count(*) FROM articles"
        seen = reader.execute(count).fetchall()
        while log.stat().st_size < grown:
            add(library)
        still = reader.execute(count).fetchall()
        assert still == seen == [(1,)]
        reader.rollback()
        for _ in range(2):
            add(library)
        assert log.stat().st_size <= LIMIT and library.searched().articles == number

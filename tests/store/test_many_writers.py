"""Several processes at once, and processes killed at any moment: nothing lost, doubled or unsound."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from provenance.store import session
from provenance.store.library import Library
from tests.store.stored import capture, reading

ROOT = Path(__file__).parents[2]
PROCESSES, PAGES = 4, 60
WRITE = """
import sys
from provenance.store.library import Library
from tests.store.stored import capture, reading
first, last = int(sys.argv[3]), int(sys.argv[4])
with Library.open(sys.argv[1], sys.argv[2]) as library:
    for n in range(first, last):
        page = capture(f"page {n}", url=f"https://gazette.example/{n}", id=str(n))
        added = library.add(reading(page, f"The ferry number {n} left."), page)
        print(added.id, added.article, added.status, flush=True)
"""


def writer(db: str, evidence: str, first: int, last: int) -> "subprocess.Popen[str]":
    call = [sys.executable, "-c", WRITE, db, evidence, str(first), str(last)]
    return subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_four_writers_of_the_same_pages(db: str, evidence: str) -> None:
    running = [writer(db, evidence, 0, PAGES) for _ in range(PROCESSES)]
    outcomes = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0] * PROCESSES, [said for _, said in outcomes]
    statuses = [line.split()[2] for out, _ in outcomes for line in out.splitlines()]
    assert len(statuses) == PROCESSES * PAGES and statuses.count("new") == PAGES and set(statuses) == {"new", "known"}
    with Library.open(db, evidence) as library:
        with library._engine.connect() as connection:
            for table, rows in {
                "articles": PAGES,
                "readings": PAGES,
                "credits": PAGES,
                "sightings": PAGES * PROCESSES,
            }.items():
                assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == rows, table
        assert library.verify() == ()


def test_killed_writers_lose_nothing_they_acknowledged(db: str, evidence: str) -> None:
    Library.open(db, evidence).close()
    chance, kept = random.Random(7), set()
    for _ in range(6):
        process = writer(db, evidence, 0, 400)
        assert process.stdout and process.stderr
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.4))
        process.send_signal(signal.SIGKILL)
        kept |= {line.split()[1] for line in process.stdout.read().splitlines() if len(line.split()) == 3}
        process.wait()
        process.stdout.close()
        process.stderr.close()
    with Library.open(db, evidence) as library:
        assert library.verify() == ()
        assert kept and all(library.find_article(key) for key in kept)
        assert not [
            f for f in Path(evidence).rglob("*") if f.is_file() and f.suffix != ".gz" and not f.name.startswith(".")
        ]


def test_a_connection_dropped_while_idle_is_made_anew(postgres_db: str, evidence: str) -> None:
    with Library.open(postgres_db, evidence) as library:
        one, two = capture("one", url="https://gazette.example/1"), capture("two", url="https://gazette.example/2")
        library.add(reading(one), one)
        other = session.open_engine(postgres_db)
        with session.writing(other) as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
                )
            )
        other.dispose()
        assert library.add(reading(two), two).status == "new"


def test_work_cut_off_in_the_middle_is_done_again_once(postgres_db: str, evidence: str) -> None:
    with Library.open(postgres_db, evidence) as library:
        tries = []

        def work(connection: Connection) -> int:
            connection.execute(text("INSERT INTO tombstones VALUES ('art_aaaaaaaaaaaaaaaa', 'test', 'now')"))
            tries.append(1)
            if len(tries) == 1:
                connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
            return len(tries)

        assert session.in_transaction(library._engine, work) == 2
        with library._engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM tombstones")).scalar_one() == 1


def test_an_error_leaves_nothing(db: str, evidence: str) -> None:
    with Library.open(db, evidence) as library:
        with pytest.raises(RuntimeError), session.writing(library._engine) as connection:
            connection.execute(text("INSERT INTO tombstones VALUES ('art_aaaaaaaaaaaaaaaa', 'test', 'now')"))
            raise RuntimeError
        with library._engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM tombstones")).scalar_one() == 0

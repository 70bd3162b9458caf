"""`provenance add` killed at ten random moments, then run to its end: nothing lost, unsound or doubled."""

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from provenance.store.evidence.checking import check_file
from provenance.store.library import Library
from tests.cli.doors import page

PAGES, KILLS = 40, 10


def batch(folder: Path) -> Path:
    """A batch of made pages, each with a text of its own."""
    rows = []
    for n in range(PAGES):
        body = tuple(
            f"On day {n} the ferry number {n * k} left the harbour, and the porter wrote it down." for k in range(1, 6)
        )
        rows.append({"id": f"p{n}", "url": f"https://gazette.example/{n}", "html": page(title=f"Ferry {n}", body=body)})
    file = folder / "pages.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def call(db: str, evidence: Path, file: Path) -> list[str]:
    return [sys.executable, "-u", "-m", "provenance", "--db", db, "--evidence", str(evidence), "add", "--batch", str(file), "-o", "jsonl"]  # fmt: skip


def said_before_the_kill(argv: list[str], chance: random.Random) -> Iterator[str]:
    """Keys that a process acknowledged before it was killed, some time after its first word."""
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    with process, process.stdout:
        lines = [process.stdout.readline()]
        time.sleep(chance.uniform(0, 0.35))
        process.kill()
        lines += process.stdout.readlines()
    for line in lines:
        if line.endswith("}\n"):
            yield json.loads(line)["article"]


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_kill_9_costs_nothing(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    db = str(request.getfixturevalue(f"{kind}_db"))
    evidence, file = tmp_path / "kept", batch(tmp_path)
    Library.open(db, str(evidence)).close()
    chance, acknowledged = random.Random(11), set[str]()
    for _ in range(KILLS):
        acknowledged |= set(said_before_the_kill(call(db, evidence, file), chance))
        with Library.open(db, str(evidence), read_only=True) as library:
            assert library.verify() == ()
            assert all(library.find_article(key) for key in acknowledged)
    done = subprocess.run(call(db, evidence, file), capture_output=True, text=True, timeout=120, check=True)
    assert len(done.stdout.splitlines()) == PAGES and acknowledged
    with Library.open(db, str(evidence)) as library:
        assert library.verify() == ()
        with library._engine.connect() as connection:
            for table in ("articles", "captures", "readings", "texts"):
                assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == PAGES, table
            assert connection.execute(text("SELECT count(DISTINCT kept_in) FROM captures")).scalar_one() == PAGES
        for warc in library.evidence.files():
            # What a kill tore is cut off once a writer takes the file up again.
            assert check_file(warc).findings == ()

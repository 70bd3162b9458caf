"""`provenance verify`."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.doors import Run, state
from tests.cli.shapes import has


def test_a_sound_store(run: Run, kept: Path, here: Path) -> None:
    before = state(here)
    said = run("--db", kept, "verify")
    assert (said.code, said.out, said.err) == (0, "", "2 articles checked, nothing amiss\n")
    assert run("--db", kept, "verify", "-o", "json").json == {"articles": 2, "findings": []}
    assert run("--db", kept, "verify", "-o", "jsonl").out == ""
    assert state(here) == before


def test_damage_is_named_and_exit_1(run: Run, kept: Path, here: Path) -> None:
    for file in here.rglob("*.gz"):
        file.unlink()
    with closing(sqlite3.connect(kept)) as raw:
        raw.execute("UPDATE credits SET quote = 'x' || quote")
        raw.commit()
    said = run("--db", kept, "verify")
    assert said.code == 1 and "evidence cap_" in said.out and "quote rdg_" in said.out
    found = run("--db", kept, "verify", "-o", "jsonl")
    assert found.code == 1 and len(found.rows) == len(said.out.splitlines())
    for row in found.rows:
        has(row, {"kind", "subject", "detail"})
    assert run("--db", kept, "verify", "-o", "json").json == {"articles": 2, "findings": found.rows}


def test_a_damaged_file(run: Run, kept: Path) -> None:
    data = bytearray(kept.read_bytes())
    half = len(data) // 2
    data[half : half + 200_000] = b"\xa5" * len(data[half : half + 200_000])
    kept.write_bytes(data)
    said = run("--db", kept, "verify")
    assert said.code == 1 and "Traceback" not in said.err and (said.out or said.err)


def test_no_database(run: Run, here: Path) -> None:
    said = run("--db", "nowhere.db", "verify")
    assert said.code == 1 and "nowhere.db" in said.complaint and not list(here.iterdir())


@pytest.mark.parametrize("form", ["csv", "html"])
def test_formats(run: Run, kept: Path, form: str) -> None:
    assert run("--db", kept, "verify", "-o", form).code == 2

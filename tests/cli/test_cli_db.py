"""`provenance db`."""

from pathlib import Path

from provenance.store.migrate import HEAD
from tests.cli.doors import Run, state
from tests.cli.older import older


def test_current(run: Run, kept: Path, here: Path) -> None:
    before = state(here)
    assert run("--db", kept, "db", "current", "-o", "json").json == {
        "database": str(kept),
        "schema": HEAD,
        "newest": HEAD,
    }
    assert run("db", "current", "--db", kept).out == f"{kept}: schema {HEAD} (up to date)\n"
    assert run("--db", "nowhere.db", "db", "current").out == "nowhere.db: schema - (none yet)\n"
    assert run("--db", "nowhere.db", "db", "current", "-o", "json").json["schema"] is None
    assert state(here) == before


def test_upgrade_makes_a_new_one(run: Run, here: Path) -> None:
    said = run("--db", "new.db", "db", "upgrade", "-o", "json")
    assert said.code == 0 and said.json["before"] is None and said.json["after"] == HEAD and said.json["backup"] is None
    assert said.json["outlets_changed"] > 1000
    again = run("--db", "new.db", "db", "upgrade")
    assert again.code == 0 and again.out == f"schema {HEAD} to {HEAD}: nothing to do\n"


def test_upgrade_of_an_older_one(run: Run, kept: Path, here: Path) -> None:
    older(kept)
    before = state(here)
    dry = run("--db", kept, "db", "upgrade", "--dry-run")
    assert dry.code == 0 and "(not done: --dry-run)" in dry.out and state(here) == before
    assert "older: run `provenance db upgrade`" in run("--db", kept, "db", "current").out
    said = run("--db", kept, "db", "upgrade")
    assert said.code == 0 and f"to {HEAD}" in said.out and "a copy of the database as it was: " in said.out
    (copy,) = here.glob("news.db.schema-*.backup")
    assert copy.stat().st_size > 0 and str(copy) in said.out
    assert run("--db", kept, "verify").code == 0 and run("--db", kept, "trace", "1").code == 0


def test_backup_is_a_whole_library(run: Run, kept: Path, here: Path) -> None:
    said = run("--db", kept, "db", "backup", "copy", "-o", "json")
    assert said.code == 0 and said.json == {"database": "copy/provenance.db", "folder": "copy"}
    assert run("--db", "copy/provenance.db", "verify", "-o", "json").json == {"articles": 2, "findings": []}
    again = run("--db", kept, "db", "backup", "copy")
    assert again.code == 2 and "not empty" in again.complaint
    assert run("--db", kept, "db", "backup", "other").out == "copied to other\n"


def test_backup_into_a_file_or_nowhere(run: Run, kept: Path, here: Path) -> None:
    (here / "file").write_text("x", encoding="utf-8")
    said = run("--db", kept, "db", "backup", "file")
    assert said.code == 1 and "file" in said.complaint
    assert run("--db", "nowhere.db", "db", "backup", "copy").code == 1
    assert not (here / "copy").exists()

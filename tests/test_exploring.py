"""The database in a browser: what Datasette is told, and how it is called. Datasette itself is an extra and not needed here."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest

from provenance import exploring
from provenance.cli import main
from provenance.errors import ProvenanceError, StoreBusyError, UsageError
from provenance.store import migrate


@pytest.fixture
def file(tmp_path: Path) -> Path:
    migrate.ready(str(tmp_path / "news.db"), create=True)
    return tmp_path / "news.db"


def test_every_view_and_column_is_explained(file: Path) -> None:
    told = exploring.metadata(file)["databases"]["news"]
    with closing(sqlite3.connect(file)) as connection:
        views = [r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
        assert views
        for view in views:
            columns = {r[1] for r in connection.execute(f"SELECT * FROM pragma_table_info('{view}')")}
            said = told["tables"][view]
            assert said["description"].endswith(".") and set(said["columns"]) == columns
        for query in told["queries"].values():
            given = dict.fromkeys(query["params"], "")
            assert connection.execute(query["sql"], given).fetchall() is not None and query["title"].endswith(".")


def test_it_is_called_for_this_machine_and_a_file_that_cannot_change(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exploring, "find_spec", lambda _: object())
    called = exploring.command_line(file, file.with_suffix(".json"), 8001, opened=False)
    assert called[called.index("--immutable") + 1] == str(file) and called[called.index("--host") + 1] == "127.0.0.1"
    assert called[1:4] == ["-m", "datasette", "serve"] and "--open" not in called


def test_without_it_the_line_says_what_to_install(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exploring, "find_spec", lambda name: None if name == "datasette" else find_spec(name))
    with pytest.raises(ProvenanceError, match=r"pip install .news-provenance\[explore\]"):
        exploring.command_line(file, file, 8001, opened=False)


@pytest.mark.parametrize("db", ["postgresql://nobody@127.0.0.1/x", "nowhere.db"])
def test_what_cannot_be_explored_is_one_line(db: str) -> None:
    with pytest.raises(UsageError):
        exploring.file_of(db)


def test_the_metadata_can_be_had_alone(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--db", str(file), "explore", "--metadata"]) == 0
    assert "news" in json.loads(capsys.readouterr().out)["databases"]


def test_what_waits_in_the_log_is_brought_in_and_a_reader_is_waited_for(file: Path) -> None:
    other = sqlite3.connect(file)
    other.execute("PRAGMA wal_autocheckpoint=0")
    other.execute("CREATE TABLE late (x)")
    other.commit()
    held = sqlite3.connect(file)
    held.execute("BEGIN")
    held.execute("SELECT count(*) FROM articles").fetchone()
    other.execute("INSERT INTO late VALUES (1)")
    other.commit()
    with pytest.raises(StoreBusyError, match="another process uses it"):
        exploring.settle(file)
    held.close()
    exploring.settle(file)
    with closing(sqlite3.connect(f"{file.as_uri()}?immutable=1", uri=True)) as frozen:
        assert frozen.execute("SELECT x FROM late").fetchall() == [(1,)]
    other.close()

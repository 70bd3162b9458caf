"""Databases that cannot be used: one line, the right exit code, nothing changed, no password shown."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from provenance.store import session
from tests.cli.doors import Run, bounded, saved, state
from tests.cli.older import newer, older

Calls = tuple[tuple[str, ...], ...]
READS: Calls = (
    ("find", "ferry"),
    ("verify",),
    ("trace", "1"),
    ("collection", "list"),
    ("outlet", "show", "rt"),
    ("outlet", "list"),
)
WRITES: Calls = (
    ("add", "page.html"),
    ("trace", "page.html"),
    ("forget", "1", "--reason", "x"),
    ("collection", "create", "x", "--how-sampled", "y"),
    ("outlet", "alias", "rt", "Another"),
)


def unusable(run: Run, here: Path, db: Path | str, calls: Calls, words: str, code: int = 1) -> None:
    saved(here)
    before = state(here)
    for call in calls:
        said = run("--db", db, *call)
        assert said.code == code and said.out == "" and words in said.complaint, (call, said)
    assert state(here) == before


def test_an_older_schema(run: Run, kept: Path, here: Path) -> None:
    older(kept)
    unusable(run, here, kept, READS + WRITES, "provenance db upgrade")


def test_a_newer_schema(run: Run, kept: Path, here: Path) -> None:
    newer(kept)
    unusable(run, here, kept, (*READS, *WRITES, ("db", "upgrade"), ("db", "backup", "copy")), "newer")


def test_somebody_elses_database(run: Run, here: Path) -> None:
    with closing(sqlite3.connect(here / "other.db")) as raw:
        raw.execute("CREATE TABLE articles (id INTEGER)")
        raw.commit()
    unusable(
        run, here, here / "other.db", (*READS, *WRITES, ("db", "upgrade"), ("db", "current")), "not one of provenance's"
    )


def test_no_database_at_all(run: Run, here: Path) -> None:
    (here / "notes.db").write_text("Not a database, but a page of notes.", encoding="utf-8")
    unusable(
        run, here, here / "notes.db", (*READS, *WRITES, ("db", "upgrade"), ("db", "current")), "not an SQLite database"
    )


def test_a_folder(run: Run, here: Path) -> None:
    (here / "folder").mkdir()
    unusable(run, here, here / "folder", (*READS, *WRITES, ("db", "upgrade")), "folder")


def test_nothing_there_yet(run: Run, here: Path) -> None:
    calls = tuple(c for c in READS if c[0] != "outlet")
    unusable(run, here, here / "nowhere.db", calls, "nowhere.db")


def test_a_path_through_a_file(run: Run, here: Path) -> None:
    (here / "file").write_text("x", encoding="utf-8")
    unusable(run, here, here / "file" / "x.db", (("add", "page.html"), ("find", "ferry")), "file")


def test_a_locked_database(run: Run, kept: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process holds it for longer than we wait (0.3 s here, 10 s in use)."""
    monkeypatch.setattr(session, "WAIT", 0.3)
    saved(here, "page.html", title="Not yet kept")
    with closing(sqlite3.connect(kept, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for call in WRITES:
            said = run("--db", kept, *call)
            assert said.code == 1 and said.out == "" and "try again" in said.complaint, (call, said)
        for call in READS:
            assert run("--db", kept, *call).code == 0, call
        other.execute("ROLLBACK")
    assert run("--db", kept, "add", "page.html").out.startswith("new           3")


def test_the_wait_is_bounded() -> None:
    assert session.WAIT <= 10


@pytest.mark.parametrize("where", ["file", "folder"])
def test_what_may_not_be_written(kept: Path, here: Path, where: str) -> None:
    """Looking goes on; writing says so in one line and changes nothing."""
    saved(here, title="Not yet kept")
    kept.chmod(0o444)
    if where == "folder":
        here.chmod(0o555)
    before = state(here)
    said = bounded("--db", kept, "find", "ferry leaves", "--title")
    assert said.code == 0 and "A ferry leaves" in said.out, said
    for call in (("add", here / "page.html"), ("collection", "create", "x", "--how-sampled", "y")):
        said = bounded("--db", kept, *call)
        assert said.code == 1 and said.out == "" and "cannot be written" in said.complaint, (call, said)
    assert {n: b for n, b in state(here).items() if "evidence" not in n} == {
        n: b for n, b in before.items() if "evidence" not in n
    }


def test_a_new_database_where_nothing_may_be_written(kept: Path, here: Path) -> None:
    file = saved(here)
    here.chmod(0o555)
    for db in (here / "new.db", here / "deep" / "new.db"):
        said = bounded("--db", db, "add", file)
        assert (said.code == 1 and "--db" in said.complaint) or "cannot be written" in said.complaint, said
    assert not list(here.glob("new.db*"))


def test_evidence_that_may_not_be_read(kept: Path, here: Path) -> None:
    for file in here.rglob("*.gz"):
        file.chmod(0)
    said = bounded("--db", here / "news.db", "verify")
    assert said.code == 1 and "evidence" in said.out and "Traceback" not in said.err


def test_a_database_that_may_not_be_read(kept: Path, here: Path) -> None:
    (here / "news.db").chmod(0)
    said = bounded("--db", here / "news.db", "find", "ferry")
    assert said.code == 1 and "Permission denied" in said.complaint


@pytest.mark.parametrize(
    "call", [("find", "ferry"), ("verify",), ("trace", "1"), ("outlet", "list"), ("db", "current")]
)
def test_looking_needs_no_writing(run: Run, kept: Path, here: Path, call: tuple[str, ...]) -> None:
    before = state(here)
    assert run("--db", kept, *call).code == 0
    assert state(here) == before


def test_evidence_that_cannot_be_written(run: Run, kept: Path, here: Path) -> None:
    saved(here, title="Not yet kept")
    (here / "file").write_text("x", encoding="utf-8")
    said = run("--db", kept, "--evidence", here / "file" / "e", "add", "page.html")
    assert said.code == 1 and "evidence cannot be written" in said.complaint
    assert run("--db", kept, "find", "ferry").err.endswith("of 2 articles\n")


SECRET = "hunter2"
CLOSED = f"postgresql://reader:{SECRET}@127.0.0.1:1/news"


@pytest.mark.parametrize("call", [*READS, *WRITES, ("db", "current"), ("db", "upgrade")], ids=" ".join)
def test_a_server_that_is_not_there(run: Run, here: Path, call: tuple[str, ...]) -> None:
    saved(here)
    said = run("--db", CLOSED, "--evidence", "e", *call)
    assert said.code == 1 and said.out == "" and "--db" in said.complaint and SECRET not in said.err


@pytest.mark.parametrize("call", [*READS, *WRITES], ids=" ".join)
def test_a_server_without_a_folder_for_evidence(run: Run, here: Path, call: tuple[str, ...]) -> None:
    saved(here)
    said = run("--db", CLOSED, *call)
    assert said.code == 2 and "--evidence" in said.complaint and SECRET not in said.err


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://reader:{SECRET}@127.0.0.1:port/news",
        f"postgresql://reader:{SECRET}@[127.0.0.1/news",
        f"mysql://reader:{SECRET}@127.0.0.1/news",
        f"postgresql+nonsense://reader:{SECRET}@127.0.0.1:1/news",
        f"postgresql://reader:{SECRET}@127.0.0.1:1/news?sslmode=nonsense",
        f"postgresql://reader:{SECRET}@127.0.0.1:1/news?nonsense=1",
        "sqlite://",
        "sqlite:///",
        "://",
        "",
    ],
)
def test_addresses_of_no_database(run: Run, here: Path, url: str) -> None:
    said = run("--db", url, "--evidence", "e", "find", "ferry")
    assert said.code in (1, 2) and said.complaint and SECRET not in said.err

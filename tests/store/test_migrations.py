"""The schema: made, upgraded, refused; the same on both databases; nothing lost on the way."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.migration import MigrationContext as AlembicContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from pytest_alembic import tests as standard
from pytest_alembic.runner import MigrationContext
from sqlalchemy import Column, Engine, Text, text

from provenance.errors import (
    StoreBusyError,
    StoreError,
    StoreForeignError,
    StoreReadOnlyError,
    StoreTooNewError,
    StoreTooOldError,
    StoreUnreachableError,
    UsageError,
)
from provenance.store import migrate, session
from provenance.store.library import Library
from tests.store import upgrading
from tests.store.stored import capture, reading
from tests.store.upgrading import down_to


@pytest.fixture
def alembic_engine(new_db: str) -> Iterator[Engine]:
    engine = session.migration_engine(new_db)
    yield engine
    engine.dispose()


@pytest.fixture
def alembic_config() -> Any:
    return migrate.config()


def test_single_head(alembic_runner: MigrationContext) -> None:
    standard.test_single_head_revision(alembic_runner)


def test_upgrade_from_nothing(alembic_runner: MigrationContext) -> None:
    standard.test_upgrade(alembic_runner)


def test_models_match_migrations(alembic_runner: MigrationContext) -> None:
    standard.test_model_definitions_match_ddl(alembic_runner)


def test_up_and_down(alembic_runner: MigrationContext) -> None:
    standard.test_up_down_consistency(alembic_runner)


def test_the_head_we_name_is_the_head_there_is() -> None:
    assert ScriptDirectory.from_config(migrate.config()).get_current_head() == migrate.head()


def test_an_older_database_is_upgraded_only_when_asked(db: str, evidence: str) -> None:
    page = capture("bytes", url="https://gazette.example/ferry")
    with Library.open(db, evidence) as library:
        added = library.add(reading(page), page)
    down_to(db, "0003")
    with pytest.raises(StoreTooOldError, match="db upgrade"):
        Library.open(db, evidence)
    planned = migrate.upgrade(db, dry_run=True)
    assert migrate.current(db) == "0003" and planned.before == "0003" and len(planned.steps) == int(migrate.head()) - 3
    done = migrate.upgrade(db)
    assert (done.after, migrate.current(db)) == (migrate.head(), migrate.head())
    with Library.open(db, evidence) as library:
        assert added.article and library.reading_of(added.article).key == reading(page).key
    assert migrate.upgrade(db).steps == ()


def test_what_an_upgrade_adds_is_filled(db: str, evidence: str) -> None:
    page = capture("bytes", url="https://gazette.example/ferry")
    with Library.open(db, evidence) as library:
        library.add(reading(page), page)
    down_to(db, "0003")
    migrate.upgrade(db)
    with Library.open(db, evidence) as library:
        assert library.find("left the harbour") and library.verify() == ()


def test_a_copy_lies_beside_the_file_before_the_first_change(sqlite_db: str) -> None:
    Library.open(sqlite_db).close()
    down_to(sqlite_db, "0003")
    backup = migrate.upgrade(sqlite_db).backup
    assert backup and Path(backup).parent == Path(sqlite_db).parent and migrate.current(backup) == "0003"


def test_an_interrupted_upgrade_leaves_what_was_there(db: str, evidence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Library.open(db, evidence).close()
    down_to(db, "0001")
    monkeypatch.setattr(migrate, "_check_foreign_keys", lambda connection: (_ for _ in ()).throw(StoreError("stopped")))
    with pytest.raises(StoreError, match="stopped"):
        migrate.upgrade(db)
    assert migrate.current(db) == "0001"
    engine = session.open_engine(db)
    with session.reading(engine) as connection, pytest.raises(Exception, match="credits"):
        connection.execute(text("SELECT count(*) FROM credits"))
    engine.dispose()
    monkeypatch.undo()
    assert migrate.upgrade(db).after == migrate.head()


def test_a_newer_database_is_refused_in_one_line(db: str, evidence: str) -> None:
    Library.open(db, evidence).close()
    engine = session.open_engine(db)
    with session.writing(engine) as connection:
        connection.execute(text(f"UPDATE {migrate.VERSION_TABLE} SET version_num = '0999'"))
    engine.dispose()
    for call in (lambda: Library.open(db, evidence), lambda: migrate.upgrade(db)):
        with pytest.raises(StoreTooNewError) as caught:
            call()
        assert "\n" not in str(caught.value)


def test_somebody_elses_database_is_left_alone(new_db: str, evidence: str) -> None:
    engine = session.migration_engine(new_db)
    with session.writing(engine) as connection:
        connection.execute(text("CREATE TABLE recipes (id INTEGER)"))
    engine.dispose()
    for call in (lambda: Library.open(new_db, evidence), lambda: migrate.upgrade(new_db)):
        with pytest.raises(StoreForeignError):
            call()


def test_what_is_no_database_is_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear editor, this is no database at all.")
    with pytest.raises(StoreForeignError):
        Library.open(str(letter))
    assert letter.read_text().startswith("Dear")
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(StoreError):
        Library.open(str(broken))
    with pytest.raises(StoreUnreachableError):
        Library.open(str(tmp_path))
    with pytest.raises(StoreUnreachableError):
        Library.open(str(letter / "in" / "a" / "file.db"))


def test_nothing_is_made_where_nothing_may_be_made(tmp_path: Path) -> None:
    for create, read_only in ((False, False), (True, True)):
        with pytest.raises(StoreUnreachableError, match="no database"):
            Library.open(str(tmp_path / "none.db"), create=create, read_only=read_only)
    assert list(tmp_path.iterdir()) == []


def test_an_unreachable_server_is_named_without_its_password() -> None:
    with pytest.raises(StoreUnreachableError) as caught:
        Library.open("postgresql://reader:hunter2@127.0.0.1:9/news", "evidence")
    assert "hunter2" not in str(caught.value)
    with pytest.raises(UsageError) as wrong:
        Library.open("mysql://reader:hunter2@127.0.0.1/news", "evidence")
    assert "hunter2" not in str(wrong.value)


def test_postgres_needs_a_place_for_evidence() -> None:
    with pytest.raises(UsageError, match="--evidence"):
        Library.open("postgresql://127.0.0.1/news")


def test_a_locked_database_is_said_to_be_busy(sqlite_db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "WAIT", 0.2)
    page = capture("bytes")
    with Library.open(sqlite_db) as library, closing(sqlite3.connect(sqlite_db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusyError):
            library.add(reading(page), page)
        other.execute("ROLLBACK")
        assert library.add(reading(page), page).status == "new"


def test_a_full_disk_is_an_ordinary_error(sqlite_db: str) -> None:
    with Library.open(sqlite_db) as library:
        one, big = capture("one"), capture("big")
        library.add(reading(one), one)
        with library._engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA max_page_count = 100")
        with pytest.raises(StoreReadOnlyError, match="disk is full"):
            library.add(reading(big, "A sentence. " * 100_000), big)
        assert library.searched().articles == 1 and library.verify() == ()


def test_rebuilding_a_table_keeps_the_rows_below_it(sqlite_db: str) -> None:
    """Alembic rebuilds a table on SQLite to change it; under checked foreign keys that empties its children."""
    page = capture("bytes", url="https://gazette.example/ferry")
    with Library.open(sqlite_db) as library:
        library.add(reading(page), page)
    engine = session.migration_engine(sqlite_db)
    with session.writing(engine) as connection:
        operations = Operations(AlembicContext.configure(connection))
        for table in ("articles", "readings", "captures", "outlets"):
            with operations.batch_alter_table(table, recreate="always") as batch:
                batch.add_column(Column("extra", Text()))
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    engine.dispose()
    with Library.open(sqlite_db) as library:
        assert library.reading_of("https://gazette.example/ferry").credits == reading(page).credits
        assert library.verify() == () and library.find("left the harbour")


def test_killed_upgrades_lose_no_row(db: str, evidence: str) -> None:
    """In full, with 10,000 articles and ten kills: tests.benchmarks.upgrades."""
    with Library.open(db, evidence) as library:
        for number in range(30):
            page = capture(f"page {number}", url=f"https://gazette.example/{number}")
            library.add(reading(page), page)
    new = upgrading.columns(db)
    before = upgrading.digests(db, new)
    down_to(db, "0003")
    done = upgrading.killed(upgrading.alone(db), db, "0003", kills=2, seed=7, earliest=0.4)
    assert done.amiss == [] and done.kills == 2
    after = upgrading.digests(db, new)
    assert before["credits"][0] == before["search_texts"][0] == 30
    assert {name for name in new if before[name] != after[name]} == FILLED_LATER


FILLED_LATER = {"captures", "edges_pending"}
"""A table with columns that the older schema has not, and one that tells `lineage settle` to look again."""

FIRST_USE = """
import sys
from provenance.store.library import Library
with Library.open(sys.argv[1], sys.argv[2]) as library:
    library.collection_create("one", "by several at once")
"""


def test_four_at_once_make_one_database(new_db: str, evidence: str) -> None:
    call = [sys.executable, "-c", FIRST_USE, new_db, evidence]
    running = [subprocess.Popen(call, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    said = [process.communicate(timeout=60)[1] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0, 0], said
    with Library.open(new_db, evidence) as library:
        assert len(library.collection_list()) == 1


def test_migrations_are_found_in_an_installed_package(tmp_path: Path) -> None:
    """The wheel lays them inside the package."""
    source = Path(migrate.__file__).parents[1]
    shutil.copytree(source, tmp_path / "provenance", ignore=shutil.ignore_patterns("__pycache__", "data"))
    shutil.copytree(source.parent / "migrations", tmp_path / "provenance" / "_migrations")
    code = (
        "from provenance.store import migrate\n"
        "assert migrate.script_location().name == '_migrations', migrate.script_location()\n"
        "migrate.ready('new.db', create=True)\n"
        "assert migrate.current('new.db') == migrate.head()\n"
    )
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr

"""Statements that would write, reach out, hang or fill the memory: nothing comes of them but one line."""

import hashlib
import json
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from provenance.errors import ProvenanceError, StoreError, UsageError
from provenance.querying import answer
from provenance.settings import Settings
from provenance.store.library import Library
from provenance.store.querying.running import Found, Question, run
from tests.store.stored import capture, reading

SECONDS = 1.0
BOTH = (
    "DELETE FROM articles",
    "UPDATE articles SET url = NULL",
    "INSERT INTO meta VALUES ('a', 'b')",
    "DROP TABLE articles",
    "CREATE TABLE mine (a INTEGER)",
    "CREATE TEMP TABLE mine AS SELECT 1",
    "SELECT 1; DELETE FROM articles",
    "SELECT 1; -- nothing\nDELETE FROM articles",
    "SELECT 1; SELECT 2",
    "/* SELECT */ DELETE FROM articles",
    "-- SELECT\nDELETE FROM articles",
    "WITH gone AS (SELECT 1) DELETE FROM articles",
    "WITH gone AS (DELETE FROM articles RETURNING id) SELECT * FROM gone",
    "VACUUM",
    "ANALYZE",
    "REINDEX",
    "BEGIN",
    "COMMIT",
    "",
    ";",
    "SELECT '",
    "SELECT \0",
    "SELECT nothing_of_this_name FROM articles",
)
SQLITE = (
    "SELECT",
    "ATTACH 'other.db' AS other",
    "WITH a AS (SELECT 1) ATTACH 'other.db' AS other",
    "VACUUM INTO 'copy.db'",
    "PRAGMA writable_schema = ON",
    "PRAGMA query_only = OFF",
    "PRAGMA journal_mode = DELETE",
    "SELECT * FROM pragma_journal_mode('delete')",
    "SELECT * FROM pragma_wal_checkpoint('truncate')",
    "SELECT load_extension('evil')",
    "SELECT randomblob(900000000)",
    "SELECT hex(zeroblob(900000000))",
    "SELECT length(printf('%.*c', 900000000, 'x'))",
    "WITH RECURSIVE g (s) AS (SELECT 'aaaaaaaaaa' UNION ALL SELECT s || s FROM g) SELECT max(length(s)) FROM g",
    "WITH RECURSIVE g (s) AS (SELECT 'aaaaaaaaaa' UNION ALL SELECT replace(s, 'a', s) FROM g) SELECT max(length(s)) FROM g",
    "SELECT fts3_tokenizer('simple')",
    "SELECT writefile('a', 'b')",
    "SELECT readfile('/etc/passwd')",
    "DETACH main",
    "SAVEPOINT a",
    "EXPLAIN DELETE FROM articles",
    "WITH RECURSIVE g (s) AS (SELECT '%%%%a' UNION ALL SELECT s || s FROM g WHERE length(s) < 5000) SELECT s LIKE s FROM g",
    "INSERT INTO search_tokens(search_tokens) VALUES ('rebuild')",
)
POSTGRES = (
    "COPY articles TO '/tmp/never'",
    "COPY articles TO PROGRAM 'true'",
    "SET statement_timeout = 0",
    "SET default_transaction_read_only = off",
    "SELECT set_config('statement_timeout', '0', false)",
    "SELECT \"set_config\"('role', 'none', false)",
    "SELECT U&\"\\0073et_config\"('role', 'none', false)",
    "SELECT pg_catalog . set_config('role', 'none', false)",
    "SELECT set_config /* here */ ('role', 'none', false)",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('/')",
    "SELECT pg_stat_file('/etc/passwd')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT lo_create(0)",
    "SELECT lo_from_bytea(0, 'a')",
    "SELECT query_to_xml('DELETE FROM articles', true, true, '')",
    "SELECT * FROM dblink('dbname=postgres', 'SELECT 1') AS t(a int)",
    "SELECT pg_sleep(20)",
    "SELECT pg_terminate_backend(1)",
    "SELECT pg_advisory_lock(1)",
    "SELECT nextval('articles_id_seq')",
    "SELECT repeat('x', 900000000)",
    "SELECT lpad('x', 900000000)",
    "SELECT rolpassword FROM pg_authid",
    "SELECT * FROM articles FOR UPDATE",
    "SELECT 1 INTO mine",
    "DO $$ BEGIN DELETE FROM articles; END $$",
    "CALL nothing()",
    "EXPLAIN ANALYZE DELETE FROM articles",
    "LISTEN a",
    "GRANT ALL ON articles TO public",
    "SELECT $$ $$; DELETE FROM articles",
)
GROWN = "WITH RECURSIVE g (s) AS (SELECT 'aaaaaaaaaa' UNION ALL SELECT s || s FROM g WHERE length(s) < {most})"
SLOW = (
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT count(*) FROM n a, n b, n c",
)


@pytest.fixture
def filled(db: str, evidence: str) -> str:
    page = capture("bytes", url="https://gazette.example/ferry")
    with Library.open(db, evidence) as library:
        library.add(reading(page), page)
    return db


def ask(db: str, sql: str, tmp_path: Path, limit: int | None = 1000, **values: str) -> tuple[Found, list[list[object]]]:
    into = tmp_path / "rows"
    found = run(Question(sql, values, limit, SECONDS, str(into)), db)
    return found, [json.loads(line) for line in into.read_text().splitlines()]


def state(db: str, tmp_path: Path) -> object:
    """What is kept: the bytes of an SQLite file, the rows of PostgreSQL, and which files lie around."""
    around = {f.name for f in Path.cwd().iterdir()} | {f.name for f in tmp_path.iterdir() if f.name != "rows"}
    around = {name for name in around if not name.endswith(("-wal", "-shm"))}
    if "://" not in db:
        return around, hashlib.sha256(Path(db).read_bytes()).hexdigest()
    with (
        Library.open(db, str(tmp_path / "evidence"), read_only=True) as library,
        library._engine.connect() as connection,
    ):
        tables = text("SELECT count(*) FROM pg_class"), text("SELECT count(*) FROM articles WHERE url IS NOT NULL")
        large = text("SELECT count(*) FROM pg_largeobject_metadata")
        return around, [connection.execute(t).scalar_one() for t in (*tables, large)]


def test_nothing_comes_of_attacks_but_one_line(filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    before = state(filled, tmp_path)
    for sql in (*BOTH, *(POSTGRES if "://" in filled else SQLITE)):
        began = time.monotonic()
        with pytest.raises(ProvenanceError) as caught:
            ask(filled, sql, tmp_path)
        assert isinstance(caught.value, (UsageError, StoreError)), sql
        assert "\n" not in str(caught.value) and len(str(caught.value)) < 500, sql
        assert time.monotonic() - began < 10 * SECONDS, sql
    assert state(filled, tmp_path) == before


def test_what_takes_too_long_is_stopped(filled: str, tmp_path: Path) -> None:
    for sql in SLOW:
        with pytest.raises(StoreError, match="took longer than 1 s"):
            ask(filled, sql, tmp_path)


def test_a_process_that_cannot_be_stopped_from_inside_is_ended(sqlite_db: str) -> None:
    """One call of one function, which SQLite itself does not interrupt."""
    Library.open(sqlite_db).close()
    needle = f"{GROWN.format(most=16_000_000)} SELECT instr(s || s, s || 'b') FROM g WHERE length(s) > 8000000"
    with pytest.raises(StoreError, match="stopped"), answer(Settings(sqlite_db), needle, seconds=0.2):
        raise AssertionError("an answer came")


def test_what_only_reads_is_answered(filled: str, tmp_path: Path) -> None:
    found, rows = ask(
        filled, "SELECT key, url, NULL, 1.5 AS half FROM articles WHERE url LIKE '%ferry' -- %s; :no", tmp_path
    )
    assert found.columns[0] == "key" and rows[0][1:] == ["https://gazette.example/ferry", None, 1.5]
    assert ask(filled, "SELECT ';' AS a, '--' AS b, ':c' AS c;", tmp_path)[1] == [[";", "--", ":c"]]
    assert ask(filled, "WITH n AS (SELECT CAST(:a AS VARCHAR) AS x) SELECT x FROM n", tmp_path, a="o'clock")[1] == [
        ["o'clock"]
    ]
    assert ask(filled, "VALUES (1), (2), (3)", tmp_path, limit=2)[0].more


def test_a_long_cell_is_cut_and_counted(sqlite_db: str, tmp_path: Path) -> None:
    Library.open(sqlite_db).close()
    found, rows = ask(
        sqlite_db, f"{GROWN.format(most=1_500_000)} SELECT s FROM g ORDER BY length(s) DESC LIMIT 1", tmp_path
    )
    assert found.cut == 1 and len(str(rows[0][0])) == 1_000_001


def test_reading_needs_no_right_to_write(filled: str, tmp_path: Path) -> None:
    """On PostgreSQL the statement runs without the rights of whoever connects."""
    if "://" in filled:
        assert ask(filled, "SELECT current_user", tmp_path)[1] == [["pg_read_all_data"]]
    else:
        assert ask(filled, "SELECT name FROM pragma_table_info('articles') WHERE name = 'url'", tmp_path)[1] == [
            ["url"]
        ]

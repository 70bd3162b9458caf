import csv
import io
import shlex
from pathlib import Path

from tests.cli.doors import Run, state


def test_sql_in_every_form(run: Run, kept: Path) -> None:
    sql = "SELECT article_key, url FROM origins WHERE url LIKE '%gazette%'"
    said = run("--db", kept, "sql", sql)
    assert (
        said.code == 0 and said.out.splitlines()[0].split() == ["article_key", "url"] and "gazette.example" in said.out
    )
    [row] = run("--db", kept, "sql", sql, "-o", "json").json
    assert row["url"] == "https://gazette.example/2019/ferry"
    assert run("--db", kept, "sql", sql, "-o", "jsonl").rows == [row]
    assert list(csv.DictReader(io.StringIO(run("--db", kept, "sql", sql, "-o", "csv").out))) == [row]


def test_sql_from_a_file_with_parameters(run: Run, kept: Path, here: Path) -> None:
    (here / "q.sql").write_text("SELECT count(*) AS n FROM collected WHERE collection = :c")
    said = run("--db", kept, "sql", "-f", here / "q.sql", "--param", "c=march", "-o", "json")
    assert said.json == [{"n": 1}]
    assert run("--db", kept, "sql", "-f", "-", "-o", "json", stdin=b"SELECT 1 AS one").json == [{"one": 1}]
    assert run("--db", kept, "sql", "@coverage", "--param", "collection=march", "-o", "json").json[0]["articles"] == 1


def test_sql_that_is_refused_is_one_line(run: Run, kept: Path, here: Path) -> None:
    before = state(here)
    for argv, code, words in (
        (["DELETE FROM articles"], 2, "only reading"),
        (["SELECT randomblob(9)"], 1, "may only read"),
        (["SELECT a FROM nowhere"], 1, "nowhere"),
        (["SELECT :a"], 2, "--param a=VALUE"),
        (["SELECT 1", "--param", "x"], 2, "name=value"),
        (["@nothing"], 2, "sql --list"),
        ([], 2, "give a statement"),
        (["-f", "none.sql"], 1, "none.sql"),
    ):
        said = run("--db", kept, "sql", *argv)
        assert said.code == code and words in said.complaint, said
    assert state(here) == before


def test_more_rows_than_asked_for_are_told_of(run: Run, kept: Path) -> None:
    said = run("--db", kept, "sql", "SELECT key FROM articles", "--limit", "1", "-o", "jsonl")
    assert len(said.rows) == 1 and "--limit 0" in said.err
    assert len(run("--db", kept, "sql", "SELECT key FROM articles", "--limit", "0", "-o", "jsonl").rows) == 2


def test_an_answer_without_rows_says_so(run: Run, kept: Path) -> None:
    said = run("--db", kept, "sql", "SELECT key FROM articles WHERE 1 = 0")
    assert said.code == 0 and "no rows" in said.err and "collection" not in said.err
    said = run("--db", kept, "sql", "@coverage", "--param", "collection=april")
    assert said.code == 0 and "no rows" in said.err and "collection list" in said.err


def test_cells_are_harmless(run: Run, kept: Path) -> None:
    sql = "SELECT '=1+1' AS a, char(27) || '[31m' AS b"
    assert run("--db", kept, "sql", sql, "-o", "csv").out.splitlines()[1].startswith("'=1+1")
    assert "\x1b" not in run("--db", kept, "sql", sql).out


def test_named_queries_are_listed(run: Run) -> None:
    said = run("sql", "--list")
    assert said.code == 0 and "@outlet-diet" in said.out and "--param collection=" in said.out
    assert {q["name"] for q in run("sql", "--list", "-o", "json").json} >= {"credit-rates", "lags", "voices"}


def test_the_examples_of_the_page_run(run: Run, kept: Path, here: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to-ask-in-sql.md").read_text(encoding="utf-8")
    lines = [
        line.strip() for line in page.splitlines() if line.startswith("    provenance ") and not line.endswith("\\")
    ]
    (here / "question.sql").write_text("SELECT count(*) AS n FROM articles")
    ran = 0
    for line in lines:
        words = shlex.split(line.replace("march sample", "march").split(">")[0])[1:]
        if words[0] in ("sql", "export"):
            assert run("--db", kept, *words).code == 0, line
            ran += 1
    assert ran == 4

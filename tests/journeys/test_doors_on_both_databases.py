"""One walk through all doors, with the same answers on SQLite and PostgreSQL."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from provenance.cli import main
from tests.cli.doors import SEED, URL, page


class Walk:
    """Calls with one database; what they say, as data."""

    def __init__(self, db: str, evidence: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.options, self.capsys = ["--db", db, "--evidence", evidence], capsys

    def __call__(self, *call: str, code: int = 0) -> Any:
        self.capsys.readouterr()
        assert main([*self.options, *call, "-o", "json"]) == code
        said = self.capsys.readouterr()
        assert "Traceback" not in said.err
        return json.loads(said.out) if said.out else said.err

    def lines(self, *call: str, code: int = 0) -> list[Any]:
        self.capsys.readouterr()
        assert main([*self.options, *call, "-o", "jsonl"]) == code
        return [json.loads(line) for line in self.capsys.readouterr().out.split("\n") if line]


def timeless(value: Any) -> Any:
    """Without the times at which it was kept."""
    if isinstance(value, dict):
        return {k: timeless(v) for k, v in value.items() if k not in ("first_seen_at", "created_at")}
    return [timeless(v) for v in value] if isinstance(value, list) else value


def walk(go: Walk, folder: Path) -> list[Any]:
    """Through all doors; returns everything they said."""
    texts = ["The ferry", "The quay", "Naïve – 新华社 \U0001f600", "null \x00 and \ud800 half"]
    rows = [{"id": t, "html": page(title=t), "url": f"{URL}/{n}"} for n, t in enumerate(texts)]
    (folder / "b.jsonl").write_text("\n".join(map(json.dumps, [*rows, {"id": "none"}])), encoding="utf-8")
    batch = str(folder / "b.jsonl")
    said = [go("collection", "create", "march", "--how-sampled", "all")]
    said += go.lines("add", "--batch", batch, "--into", "march", code=3)
    said += go.lines("add", "--batch", batch, "--into", "march", "--jobs", "2", code=3)
    said += [go("collection", "list"), go("add", str(SEED)), go("find", "the harbour", "--to", "2019-12-31")]
    said += [go("find", "新华社", "--title"), go("outlet", "add", "Quay Post", "--domain", "quay.example")]
    said += [go("outlet", "list", "--unregistered"), go("outlet", "show", "rt")]
    said += [go("trace", target) for target in ("1", f"{URL}/2", str(SEED))]
    said += [go("forget", f"{URL}/1", "--reason", "asked"), go("verify"), go.lines("add", "--batch", batch, code=3)]
    return said


def test_the_whole_walk(db: str, evidence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On each database alone: everything works and nothing is amiss at the end."""
    go = Walk(db, evidence, capsys)
    said = walk(go, tmp_path)
    assert [row["status"] for row in said[1:6]] == ["new"] * 4 + ["failed"]
    assert [row["status"] for row in said[6:11]] == ["known"] * 4 + ["failed"]
    assert [row["status"] for row in said[-1]] == ["known", "failed", "known", "known", "failed"]
    assert said[-2] == {"articles": 4, "findings": []}


def test_both_say_the_same(
    new_sqlite_db: str, new_postgres_db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a = walk(Walk(new_sqlite_db, str(tmp_path / "a"), capsys), tmp_path)
    b = walk(Walk(new_postgres_db, str(tmp_path / "b"), capsys), tmp_path)
    assert timeless(a) == timeless(b)


def test_a_wrong_password_is_not_shown(postgres_db: str, evidence: str, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = make_url(postgres_db).set(password="hunter2").render_as_string(hide_password=False)
    code = main(["--db", wrong, "--evidence", evidence, "find", "x"])
    err = capsys.readouterr().err
    assert "hunter2" not in err and err.count("\n") == 1 and code == 1


def test_current_shows_no_password(postgres_db: str, evidence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--db", postgres_db, "--evidence", evidence, "db", "current"]) == 0
    password = str(make_url(postgres_db).password)
    assert password not in capsys.readouterr().out.replace("postgresql", "")

"""`provenance forget`."""

from pathlib import Path

import pytest

from tests.cli.doors import SEED, URL, Run, saved, state


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_it_is_gone_and_refused(run: Run, kept: Path, here: Path, form: str) -> None:
    key = run("--db", kept, "trace", "1", "-o", "json").json["article"]["key"]
    said = run("--db", kept, "forget", URL, "--reason", "asked by the author", "-o", form)
    assert said.code == 0
    if form == "text":
        assert said.out == f"forgotten: {key}\n"
    else:
        assert said.json == {"forgotten": key, "reason": "asked by the author"}
    assert run("--db", kept, "trace", "1").code == 2 and run("--db", kept, "find", "ferry").out == ""
    again = run("--db", kept, "add", saved(here), "--url", URL, "-o", "json")
    assert (again.code, again.json["status"], again.json["reason"]) == (1, "failed", "forgotten")
    assert "forgotten" in again.complaint
    assert run("--db", kept, "verify").code == 0


def test_by_row_and_the_others_stay(run: Run, kept: Path) -> None:
    assert run("--db", kept, "forget", "1", "--reason", "x").code == 0
    assert run("--db", kept, "trace", SEED).code == 0


@pytest.mark.parametrize(
    "call", [("99", "--reason", "x"), ("1",), ("1", "--reason", ""), ("--reason", "x"), ("", "--reason", "x")]
)
def test_wrong_usage_changes_nothing(run: Run, kept: Path, here: Path, call: tuple[str, ...]) -> None:
    before = state(here)
    said = run("--db", kept, "forget", *call)
    assert said.code == 2 and said.complaint
    assert {n: b for n, b in state(here).items() if n != "news.db"} == {
        n: b for n, b in before.items() if n != "news.db"
    }
    assert run("--db", kept, "trace", "1").code == 0

"""`provenance diff`, and `trace --blame` and `--leads`."""

from pathlib import Path

import pytest

from tests.cli.doors import BODY, URL, Run, saved


@pytest.fixture
def revised(run: Run, kept: Path, here: Path) -> Path:
    """A database with an article in two texts."""
    saved(here, body=(*BODY[:3], "It was never seen again."))
    assert run("--db", kept, "add", "page.html", "--url", URL, "-o", "json").json["status"] == "revised"
    return kept


def test_two_revisions(run: Run, revised: Path) -> None:
    told = run("--db", revised, "diff", "1@1", "1@2", "-o", "json").json
    assert told["schema"] == "provenance.diff/1" and (told["a"]["revision"], told["b"]["revision"]) == (1, 2)
    assert [p["kind"] for p in told["pieces"]] == ["kept", "cut", "added"] and told["added"] == 5
    assert told["a"]["sha256"] != told["b"]["sha256"] and told["edges"] == []
    said = run("--db", revised, "diff", f"{URL}@1", f"{URL}@2")
    assert said.code == 0 and "\n+ It was never seen again." in said.out and ", revision 2" in said.out


def test_the_current_text_is_meant_without_a_number(run: Run, revised: Path) -> None:
    told = run("--db", revised, "diff", "1@2", "1", "-o", "jsonl").json
    assert (told["cut"], told["added"]) == (0, 0) and told["b"]["revision"] is None


def test_a_page_of_it(run: Run, revised: Path) -> None:
    said = run("--db", revised, "diff", "1@1", "1@2", "-o", "html")
    assert said.code == 0 and said.out.startswith("<!DOCTYPE html>") and "It was never seen again." in said.out


@pytest.mark.parametrize("call", [("1", "99"), ("1@9", "1"), ("1",), ("x@1", "1"), ("1@0", "1")])
def test_what_is_not_there_is_said_in_one_line(run: Run, revised: Path, call: tuple[str, ...]) -> None:
    said = run("--db", revised, "diff", *call)
    assert said.code == 2 and said.out == "" and "Traceback" not in said.err


def test_blame_and_leads_of_a_kept_article(run: Run, kept: Path) -> None:
    said = run("--db", kept, "trace", "1", "--blame")
    assert said.code == 0 and "Who had it first, as far as is known" in said.out and "this article" in said.out
    assert "Passage by passage" in run("--db", kept, "trace", "1", "--blame", "-o", "html").out
    told = run("--db", kept, "trace", "1", "--blame", "--leads", "-o", "json").json
    assert told["blame"][0]["earliest"] == told["article"]["key"] and told["leads"][0]["links"]
    assert run("--db", kept, "trace", "1", "-o", "json").json["leads"] == []
    assert "nobody was asked" in run("--db", kept, "trace", "1", "--leads").out


def test_blame_of_a_page_that_is_not_kept(run: Run, here: Path) -> None:
    saved(here)
    told = run("trace", "page.html", "--url", URL, "--no-store", "--blame", "-o", "json").json
    assert told["blame"] and told["blame"][0]["basis"].startswith("compared with nothing")

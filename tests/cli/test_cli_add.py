"""`provenance add`."""

import json
from pathlib import Path

import pytest

from tests.cli import shapes
from tests.cli.doors import BODY, URL, Run, page, saved, state


def test_new_known_revised(run: Run, here: Path, kept: Path) -> None:
    def call() -> tuple[str, str, int]:
        said = run("--db", kept, "add", "page.html", "--url", URL + "/new", "-o", "json")
        shapes.added(said.json)
        assert (said.code, said.json["id"], said.json["reading"], said.json["reason"]) == (0, "page.html", "ok", None)
        return said.json["status"], said.json["article"], said.json["row"]

    saved(here)
    first, second = call(), call()
    saved(here, body=(*BODY, "Later the office said that the papers of that day were missing from the shelf."))
    third = call()
    assert [first[0], second[0], third[0]] == ["new", "known", "revised"]
    assert first[1:] == second[1:] == third[1:]


def test_text_tells_row_key_and_title(run: Run, here: Path, kept: Path) -> None:
    saved(here, title="An\u202eother \x1b[31mferry")
    said = run("add", "page.html", "--url", URL + "/x", "--db", kept)
    assert said.code == 0 and said.out.startswith("new           3 art_") and "ferry" in said.out
    assert "\x1b" not in said.out and "\u202e" not in said.out


def test_a_batch_goes_on_and_names_what_failed(run: Run, here: Path, kept: Path) -> None:
    items = [
        {"id": "a", "html": page(), "url": URL + "/a"},
        {"id": "b", "path": "nowhere.html"},
        {"id": "c", "html": page(), "url": URL + "/a"},
        {"id": "d", "text": " "},
    ]
    (here / "b.jsonl").write_text("\n".join(map(json.dumps, items)), encoding="utf-8")
    for turn, statuses in enumerate((["new", "failed", "known", "failed"], ["known", "failed", "known", "failed"])):
        said = run("--db", kept, "add", "--batch", "b.jsonl", "-o", "jsonl", "--jobs", str(turn + 1))
        assert said.code == 3 and said.err.count("\n") == 2
        for row in said.rows:
            shapes.added(row)
        assert [(r["id"], r["status"]) for r in said.rows] == list(zip("abcd", statuses, strict=True))
        assert said.rows[1]["reason"] == "not_found" and said.rows[3]["reason"] == "empty"
    assert run("--db", kept, "verify").code == 0


def test_all_failed_is_1(run: Run, kept: Path) -> None:
    assert run("--db", kept, "add", "nowhere.html", "nor.html").code == 1


def test_into_a_collection(run: Run, here: Path, kept: Path) -> None:
    saved(here, "more.html", title="More")
    assert run("--db", kept, "add", "more.html", "--into", "march").code == 0
    assert run("--db", kept, "collection", "show", "march", "-o", "json").json[0]["articles"] == 2


def test_into_a_collection_nobody_made(run: Run, here: Path, kept: Path) -> None:
    saved(here, "more.html", title="More")
    before = state(here)
    said = run("--db", kept, "add", "more.html", "--into", "april")
    assert said.code == 2 and "april" in said.complaint and "march" in said.err
    assert {k: v for k, v in state(here).items() if "evidence" in k} == {
        k: v for k, v in before.items() if "evidence" in k
    }
    assert run("--db", kept, "find", "ferry").err.startswith("1 of 2")


def test_standard_input(run: Run, kept: Path) -> None:
    said = run("--db", kept, "add", "-", "--url", URL + "/stdin", "-o", "json", stdin=page().encode())
    assert (said.code, said.json["id"], said.json["status"]) == (0, "-", "new")


@pytest.mark.parametrize("how", ["before", "after", "environment", "config", "default"])
def test_where_the_database_lies(
    run: Run, here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """A new one is made on first use, its folder too, and the evidence beside it."""
    saved(here)
    call, wanted = ["add", "page.html"], here / "deep" / "er" / "x.db"
    if how == "before":
        call = ["--db", str(wanted), *call]
    elif how == "after":
        call = [*call, "--db", str(wanted)]
    elif how == "environment":
        monkeypatch.setenv("PROVENANCE_DB", str(wanted))
    elif how == "config":
        file = tmp_path / "home" / "config" / "provenance" / "config.toml"
        file.parent.mkdir(parents=True)
        file.write_text(f'db = "{wanted}"\n', encoding="utf-8")
    else:
        wanted = tmp_path / "home" / "data" / "provenance" / "provenance.db"
    assert run(*call).code == 0
    assert wanted.is_file() and list(Path(f"{wanted}.evidence").rglob("*.gz"))
    assert [p.name for p in tmp_path.rglob("*.db")] == [wanted.name]


def test_options_outrank_the_environment_and_that_the_config_file(
    run: Run, here: Path, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "home" / "config" / "provenance" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text('db = "/nowhere/config.db"\n', encoding="utf-8")
    monkeypatch.setenv("PROVENANCE_DB", "/nowhere/environment.db")
    assert "/nowhere/environment.db" in run("find", "ferry").complaint
    assert "/nowhere/group.db" in run("--db", "/nowhere/group.db", "find", "ferry").complaint
    assert run("--db", "/nowhere/group.db", "find", "ferry", "--db", kept).code == 0
    monkeypatch.delenv("PROVENANCE_DB")
    assert "/nowhere/config.db" in run("find", "ferry").complaint
    file.write_text('db = "x"\nspeed = 3\n', encoding="utf-8")
    said = run("find", "ferry")
    assert said.code == 2 and str(file) in said.complaint


@pytest.mark.parametrize("how", ["option", "environment"])
def test_where_the_evidence_lies(run: Run, here: Path, kept: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    saved(here, "more.html", title="More")
    call: list[str | Path] = ["add", "more.html", "--db", kept]
    if how == "option":
        call += ["--evidence", here / "elsewhere"]
    else:
        monkeypatch.setenv("PROVENANCE_EVIDENCE", str(here / "elsewhere"))
    assert run(*call).code == 0
    assert len(list((here / "elsewhere").rglob("*.gz"))) == 1

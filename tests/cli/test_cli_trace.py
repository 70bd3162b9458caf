"""`provenance trace`."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli import shapes
from tests.cli.doors import SEED, URL, WIRE_URL, Run, page, saved, state


def test_text_tells_the_chain_and_its_words(run: Run, kept: Path) -> None:
    said = run("--db", kept, "trace", "1")
    assert (said.code, said.err) == (0, "")
    for words in ("Northern Wire", "originally published by", "known only from a credit", WIRE_URL, "Not known"):
        assert words in said.out


def test_the_given_page(run: Run, here: Path) -> None:
    said = run("trace", SEED, "--no-store")
    assert said.code == 0 and said.out.startswith("Global Research republished the text and credits RT as its origin.")
    assert list(here.parent.rglob("*.db")) == []


@pytest.mark.parametrize("target", ["1", URL, "http://www.gazette.example/2019/ferry/?utm_source=x#top"])
def test_a_kept_article_by_row_and_address(run: Run, kept: Path, target: str) -> None:
    said = run("--db", kept, "trace", target, "-o", "json")
    if "www" in target and said.code == 2:
        pytest.skip("www is another address to canonical_url")
    assert said.code == 0 and said.json["article"]["url"] == URL


def test_a_kept_article_by_key(run: Run, kept: Path) -> None:
    found = run("--db", kept, "trace", "1", "-o", "json")
    assert run("--db", kept, "trace", found.json["article"]["key"], "-o", "json").out == found.out


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_every_field_of_the_contract_is_there(run: Run, kept: Path, form: str) -> None:
    for call in (("trace", "1"), ("trace", "2"), ("trace", SEED), ("trace", SEED, "--no-store")):
        said = run("--db", kept, *call, "-o", form)
        assert said.code == 0
        shapes.trace(said.json)
        assert (said.out.count("\n") == 1) == (form == "jsonl")


@pytest.mark.parametrize("form", ["svg", "html", "dot"])
def test_drawings_are_well_formed(run: Run, kept: Path, form: str) -> None:
    for row in ("1", "2"):
        said = run("--db", kept, "trace", row, "-o", form)
        assert said.code == 0 and said.err == ""
        if form == "svg":
            ElementTree.fromstring(said.out)
        elif form == "html":
            assert said.out.lstrip().lower().startswith("<!doctype html>") and "<script" not in said.out
        else:
            assert said.out.startswith("digraph") and said.out.count("{") == said.out.count("}")


def test_what_is_kept_traces_as_what_is_not(run: Run, here: Path, kept: Path) -> None:
    """Keeping changes what is compared, not what the page declares."""
    a = run("--db", kept, "trace", SEED, "-o", "json").json
    b = run("--db", kept, "trace", SEED, "--no-store", "-o", "json").json
    for name in ("nodes", "edges", "origin", "terms", "conflicts"):
        for one in (*a[name], *b[name]) if isinstance(a[name], list) else ():
            one.pop("held", None)
        assert a[name] == b[name], name
    assert b["searched"]["articles"] == 0 and a["searched"]["articles"] == 2


def test_a_batch_with_failures(run: Run, here: Path, kept: Path) -> None:
    items = [
        {"id": "a", "html": page(), "url": URL},
        {"id": "b", "path": "nowhere"},
        {"id": "c", "html": page(credit="")},
    ]
    (here / "b.jsonl").write_text("\n".join(map(json.dumps, items)), encoding="utf-8")
    for more in ((), ("--no-store",)):
        said = run("--db", kept, "trace", "--batch", "b.jsonl", "-o", "jsonl", *more)
        assert said.code == 3 and "b: failed (not_found)" in said.complaint
        assert [r["reading"]["id"] for r in said.rows] == ["a", "b", "c"]
        assert set(said.rows[1]) >= shapes.TRACE and said.rows[1]["article"] is None
        shapes.trace(said.rows[0])


def test_depth(run: Run, kept: Path) -> None:
    assert len(run("--db", kept, "trace", "1", "--depth", "1", "-o", "json").json["nodes"]) == 2
    assert run("--db", kept, "trace", "1", "--depth", "0").code == 2


def test_a_source_kept_later_joins_the_chain(run: Run, here: Path, kept: Path) -> None:
    saved(here, "wire.html", outlet="Northern Wire", credit="")
    assert run("--db", kept, "add", "wire.html", "--url", WIRE_URL).code == 0
    nodes = run("--db", kept, "trace", "1", "-o", "json").json["nodes"]
    assert [n["url"] for n in nodes if n["held"]] == [URL, WIRE_URL]


@pytest.mark.parametrize("call", [(), ("1", "--batch", "x.jsonl"), ("nothing", "--no-store")])
def test_wrong_calls(run: Run, kept: Path, here: Path, call: tuple[str, ...]) -> None:
    before = state(here)
    said = run("--db", kept, "trace", *call)
    assert said.code == 2 and said.complaint and said.out == "" and state(here) == before


@pytest.mark.parametrize("target", ["99", "art_aaaaaaaaaaaaaaaa", "", "nothing"])
def test_nothing_of_that_name(run: Run, kept: Path, here: Path, target: str) -> None:
    before = state(here)
    said = run("--db", kept, "trace", target)
    assert said.code == 2 and "kept here" in said.complaint and state(here) == before


def test_no_such_file(run: Run, kept: Path) -> None:
    said = run("--db", kept, "trace", "nowhere.html")
    assert said.code == 1 and "there is no such file" in said.complaint

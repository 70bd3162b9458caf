"""`provenance find`."""

from pathlib import Path

import pytest

from tests.cli.doors import Run, saved, state
from tests.cli.shapes import has, outlet

HIT = {"article", "hits", "snippet", "start", "end", "hit_start", "hit_end"}
HELD = {"key", "row", "url", "outlet", "identity_basis", "title", "published_from", "published_to", "first_seen_at"}


def test_text(run: Run, kept: Path) -> None:
    said = run("--db", kept, "find", "harbour office")
    assert said.code == 0 and said.err == "1 of 2 articles\n"
    first, snippet = said.out.splitlines()
    assert "2019-03-04: A ferry leaves" in first and "harbour office" in snippet


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_every_field_is_there(run: Run, kept: Path, form: str) -> None:
    said = run("find", "harbour office", "-o", form, "--db", kept)
    (hit,) = said.json if form == "json" else said.rows
    has(hit, HIT)
    has(hit["article"], HELD)
    outlet(hit["article"]["outlet"])
    text = run("--db", kept, "trace", "1", "-o", "json").json["reading"]["document"]["text"]
    assert text[hit["hit_start"] : hit["hit_end"]] == "harbour office" and hit["snippet"] in text
    assert hit["hits"] == 1


def test_nothing_found_is_done(run: Run, kept: Path) -> None:
    for form, out in (("text", ""), ("json", "[]\n"), ("jsonl", "")):
        said = run("--db", kept, "find", "dromedary", "-o", form)
        assert (said.code, said.out) == (0, out)


@pytest.mark.parametrize(
    ("limits", "found"),
    [
        (("--from", "2019-03-04"), 1),
        (("--from", "2019-03-06"), 0),
        (("--to", "2019-03-02"), 0),
        (("--to", "2019-03-04"), 1),
        (("--outlet", "gazette.example"), 1),
        (("--outlet", "rt"), 0),
        (("--title",), 0),
        (("--limit", "1"), 1),
    ],
)
def test_limits(run: Run, kept: Path, limits: tuple[str, ...], found: int) -> None:
    assert len(run("--db", kept, "find", "the harbour", *limits, "-o", "jsonl").rows) == found


def test_titles(run: Run, kept: Path) -> None:
    assert len(run("--db", kept, "find", "ferry leaves", "--title", "-o", "jsonl").rows) == 1


@pytest.mark.parametrize(
    "call",
    [
        ("",),
        ("?!",),
        ("ferry", "--from", "yesterday"),
        ("ferry", "--outlet", "nobody at all"),
        ("ferry", "--limit", "0"),
        ("ferry", "-o", "csv"),
        (),
    ],
)
def test_wrong_usage(run: Run, kept: Path, here: Path, call: tuple[str, ...]) -> None:
    before = state(here)
    said = run("--db", kept, "find", *call)
    assert said.code == 2 and said.complaint and said.out == "" and state(here) == before


def test_many_articles_are_counted(run: Run, kept: Path, here: Path) -> None:
    saved(
        here,
        "more.html",
        title="More",
        body=("The harbour office was closed, they said, and so was the harbour office.",) * 4,
    )
    run("--db", kept, "add", "more.html")
    hits = run("--db", kept, "find", "harbour office", "-o", "json").json
    assert [h["hits"] for h in hits] == sorted((h["hits"] for h in hits), reverse=True) and len(hits) == 2

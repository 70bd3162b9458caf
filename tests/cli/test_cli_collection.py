"""`provenance collection`."""

from pathlib import Path

import pytest

from tests.cli.doors import Run
from tests.cli.shapes import has

FIELDS = {"name", "how_sampled", "created_at", "articles", "through_copies"}


def test_create_list_show(run: Run, kept: Path) -> None:
    said = run("--db", kept, "collection", "create", "april", "--how-sampled", "by hand", "-o", "json")
    assert said.code == 0 and (said.json[0]["name"], said.json[0]["articles"]) == ("april", 0)
    listed = run("--db", kept, "collection", "list", "-o", "json").json
    assert [c["name"] for c in listed] == ["april", "march"] and listed == run(
        "--db", kept, "collection", "list", "-o", "jsonl"
    ).rows
    for one in listed:
        has(one, FIELDS)
    assert run("--db", kept, "collection", "show", "march", "-o", "jsonl").rows == [listed[1]]
    text = run("--db", kept, "collection", "show", "march").out
    assert text.startswith("march: 1 articles, made 2") and "every item of one feed" in text


def test_the_same_again_is_fine_and_another_way_is_not(run: Run, kept: Path) -> None:
    call = ("--db", kept, "collection", "create", "march", "--how-sampled")
    assert run(*call, "every item of one feed").code == 0
    said = run(*call, "by hand")
    assert said.code == 2 and "march" in said.complaint
    assert (
        run("--db", kept, "collection", "show", "march", "-o", "json").json[0]["how_sampled"]
        == "every item of one feed"
    )


@pytest.mark.parametrize(
    "call", [("show", "april"), ("create", "april"), ("create", "", "--how-sampled", "x"), ("show",)]
)
def test_wrong_usage(run: Run, kept: Path, call: tuple[str, ...]) -> None:
    said = run("--db", kept, "collection", *call)
    assert said.code == 2 and said.complaint


def test_hostile_names_are_shown_harmless(run: Run, kept: Path) -> None:
    run("--db", kept, "collection", "create", "x\x1b[2J\u202ey", "--how-sampled", "\x9bz\nq")
    said = run("--db", kept, "collection", "list")
    assert not set("\x1b\u202e\x9b") & set(said.out) and said.out.count("\n") == 4

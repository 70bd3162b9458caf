"""`provenance outlet`."""

from pathlib import Path

import pytest

from tests.cli.doors import Run, saved
from tests.cli.shapes import has

OUTLET = {"slug", "name", "kind", "provisional", "country", "languages", "names", "domains", "facts"}
FACT = {"property", "value", "source_name", "source_url", "as_of"}


def test_show_without_a_database(run: Run, here: Path) -> None:
    for name in ("RT", "rt.com", "rt"):
        said = run("outlet", "show", name, "-o", "json")
        assert said.code == 0 and said.json["slug"] == "rt"
    has(said.json, OUTLET)
    for fact in said.json["facts"]:
        has(fact, FACT)
        assert fact["source_name"]
    text = run("outlet", "show", "RT").out
    assert text.startswith("RT  (rt, ") and "publishes at  rt.com" in text
    assert list(here.parent.rglob("*.db")) == []


def test_unknown_and_ambiguous_names(run: Run) -> None:
    said = run("outlet", "show", "nobody at all")
    assert said.code == 2 and "outlet add" in said.complaint


def test_list(run: Run) -> None:
    agencies = run("outlet", "list", "--kind", "agency", "--country", "RU", "-o", "jsonl").rows
    assert agencies and {(o["kind"], o["country"]) for o in agencies} == {("agency", "RU")}
    text = run("outlet", "list", "--kind", "agency", "--country", "RU").out.splitlines()
    assert [line.split()[0] for line in text] == [o["slug"] for o in agencies]
    assert run("outlet", "list", "--kind", "agency", "--country", "RU", "-o", "json").json == agencies
    assert run("outlet", "list", "--country", "ru", "--kind", "agency", "-o", "json").json == agencies
    assert run("outlet", "list", "--kind", "nonsense").code == 2


def test_unregistered_are_those_that_pages_named(run: Run, kept: Path) -> None:
    found = run("--db", kept, "outlet", "list", "--unregistered", "-o", "json").json
    assert "gazette.example" in {d["host"] for o in found for d in o["domains"]} and all(
        o["provisional"] for o in found
    )
    assert len(run("--db", kept, "outlet", "list", "--unregistered").out.splitlines()) == len(found)


def test_add_and_alias_change_later_readings(run: Run, kept: Path, here: Path) -> None:
    call = (
        "outlet",
        "add",
        "The Quay Post",
        "--domain",
        "https://www.quay.example/",
        "--domain",
        "q.example",
        "--kind",
        "newspaper",
    )
    said = run("--db", kept, *call, "--country", "gb", "--language", "en", "-o", "json")
    has(said.json, OUTLET)
    assert (said.code, said.json["slug"], said.json["country"]) == (0, "the-quay-post", "GB")
    assert [d["host"] for d in said.json["domains"]] == ["quay.example", "q.example"]
    assert run("--db", kept, "outlet", "alias", "quay.example", "Post of the Quays").code == 0
    shown = run("--db", kept, "outlet", "show", "Post of the Quays")
    assert shown.code == 0 and shown.out.startswith("The Quay Post") and "also called   Post of the Quays" in shown.out
    saved(here, credit="This article was originally published by Post of the Quays.")
    traced = run("--db", kept, "trace", "page.html", "-o", "json").json
    assert "the-quay-post" in {n["outlet"]["slug"] for n in traced["nodes"] if n["outlet"]}


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (("add", "RT", "--slug", "rt"), "rt"),
        (("add", "X", "--domain", "no host"), "example.org"),
        (("add", "X", "--domain", "localhost"), "example.org"),
        (("add", "X", "--kind", "y"), "--kind"),
        (("alias", "nobody at all", "X"), "nobody at all"),
        (("alias", "rt"), "ALIAS"),
        (("add", ""), "letters"),
        (("add", "?!"), "letters"),
        (("add", "X", "--slug", "A b"), "--slug"),
        (("alias", "rt", ""), "letters"),
    ],
)
def test_wrong_usage(run: Run, kept: Path, call: tuple[str, ...], words: str) -> None:
    said = run("--db", kept, "outlet", *call)
    assert said.code == 2 and words in said.complaint

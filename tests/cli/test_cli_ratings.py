import json
from pathlib import Path

import pytest

from tests.cli.doors import Run, state

CSV = "domain,pc1,label\nrt.com,0.29,mixed\nwww.Gazette.example,0.8,=1+1\n,0.5,x\nnot a host,0.1,y\nshort\nother.example,,\n"
NOTE = "for research only"


@pytest.fixture
def imported(run: Run, kept: Path, here: Path) -> Path:
    (here / "r.csv").write_text(CSV)
    said = run(
        "--db",
        kept,
        "ratings",
        "import",
        here / "r.csv",
        "--source",
        "A rater",
        "--as-of",
        "2023-09-14",
        "--licence-note",
        NOTE,
    )
    assert said.code == 3 and NOTE in said.out and "4 ratings of 2 hosts from 6 rows" in said.out
    assert "1 host of no outlet known here: gazette.example" in said.out or "gazette.example" not in said.out
    for words in (
        "1 row, no host",
        "1 row, not the name of a host",
        "1 row, no value",
        "another number of cells",
        "like a formula",
    ):
        assert words in said.out
    return kept


def test_a_rating_is_shown_with_source_day_and_terms(run: Run, imported: Path) -> None:
    for argv in (["ratings", "show", "rt.com"], ["outlet", "show", "RT"]):
        said = run("--db", imported, *argv)
        assert (
            said.code == 0
            and "rated by A rater, 2023-09-14: pc1 = 0.29" in said.out
            and f"terms of A rater: {NOTE}" in said.out
        )
    found = run("--db", imported, "outlet", "show", "RT", "-o", "json").json["ratings"]
    assert {(r["scheme"], r["value"], r["licence_note"]) for r in found} == {
        ("pc1", "0.29", NOTE),
        ("label", "mixed", NOTE),
    }
    assert NOTE in run("--db", imported, "ratings", "list").out
    assert len(run("--db", imported, "ratings", "show", "A rater", "--source", "-o", "jsonl").rows) == 4
    said = run("--db", imported, "ratings", "show", "nobody.example")
    assert said.code == 0 and "says nothing about it" in said.err


def test_the_same_file_again_changes_nothing_another_is_refused(run: Run, imported: Path, here: Path) -> None:
    argv: list[str | Path] = ["--db", imported, "ratings", "import", here / "r.csv", "--source", "A rater"]
    assert "as before" in run(*argv).out
    (here / "r.csv").write_text("domain,pc1\nrt.com,0.9\n")
    said = run(*argv)
    assert said.code == 2 and "ratings remove" in said.complaint
    assert run("--db", imported, "ratings", "remove", "A rater").code == 0
    assert run(*argv).code == 0
    assert run("--db", imported, "ratings", "remove", "Nobody").code == 2


def test_other_forms_and_encodings(run: Run, kept: Path, here: Path) -> None:
    rows = [{"site": "https://www.rt.com/news", "bias": "centré"}]
    forms = {
        "a.tsv": "site\tbias\nrt.com\tcentré\n".encode(),
        "b.csv": "site;bias\nrt.com;centré\n".encode("utf-16"),
        "c.csv": "site,bias\nrt.com,centré\n".encode("cp1252"),
        "d.json": json.dumps(rows).encode(),
        "e.json": json.dumps({"rt.com": {"bias": "centré"}}).encode(),
        "f.jsonl": json.dumps(rows[0]).encode(),
        "g.json": json.dumps({"data": rows}).encode(),
    }
    for name, content in forms.items():
        (here / name).write_bytes(content)
        said = run("--db", kept, "ratings", "import", here / name, "--source", name, "-o", "json")
        assert said.code == 0 and said.json["kept"] == 1 and said.json["matched"] == 1, (name, said)
        assert bool(said.json["noted"]) == (name == "c.csv")
    shown = run("--db", kept, "ratings", "show", "rt.com", "-o", "json").json
    assert {r["value"] for r in shown} == {"centré"} and {r["licence_note"] for r in shown} == {None}
    assert "none were given at the import" in run("--db", kept, "ratings", "show", "rt.com").out


def test_what_cannot_be_read_is_one_line(run: Run, kept: Path, here: Path) -> None:
    (here / "bad.csv").write_text("name,colour\nx,y\n")
    (here / "bytes.csv").write_bytes(b"domain,score\n\0\0\0")
    (here / "bad.json").write_text('{"a": ')
    (here / "empty.csv").write_text("")
    (here / "none.csv").write_text("domain,score\n,5\n")
    before = state(here)
    for argv, words in (
        (["bad.csv"], "--map host=COLUMN"),
        (["bad.csv", "--map", "host=nowhere"], "has no column 'nowhere'"),
        (["bad.csv", "--map", "name=x"], "only host=COLUMN"),
        (["bad.csv", "--map", "x"], "host=COLUMN"),
        (["bytes.csv"], "no text"),
        (["bad.json"], "no sound JSON"),
        (["empty.csv"], "two columns"),
        (["none.csv"], "no rating could be read"),
        (["missing.csv"], "missing.csv"),
        (["none.csv", "--as-of", "soon"], "date"),
    ):
        said = run("--db", kept, "ratings", "import", *argv, "--source", "A")
        assert said.code in (1, 2) and words in said.complaint, said
    assert state(here) == before


def test_a_correlation_is_given_only_where_it_is_asked_for(run: Run, imported: Path) -> None:
    said = run("--db", imported, "report", "ratings", "A rater", "--scheme", "pc1", "--in", "march", "--min-n", "1")
    assert said.code == 0 and NOTE in said.out and "outlets have both" in said.out
    for argv, words in (
        (["A rater", "--scheme", "label"], "pc1"),
        (["A rater", "--measure", "love"], "credit-rate"),
        (["Nobody"], "A rater"),
    ):
        said = run("--db", imported, "report", "ratings", *argv)
        assert said.code == 2 and words in said.complaint
    assert "A rater" not in run("--db", imported, "report", "coverage", "--in", "march").out

"""`provenance review`: a blind sheet goes out, is filled in, and comes back as figures."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.doors import Run, Said, page, state

WIRE = 'This article was originally published by <a href="https://wire.example/1">Northern Wire</a>.'


@pytest.fixture
def many(run: Run, here: Path) -> Path:
    """A database with 12 pages of two outlets: 8 credit Northern Wire, 4 say nothing."""
    titles = [f"Ferry {n}" if n else "=SUM(A1)" for n in range(12)]
    rows = [
        {"id": title, "url": f"https://{'gazette' if n % 2 else 'quay'}.example/{n}",
         "html": page(title=title, body=tuple(f"{title}: part {p} of what was told at the quay on day {n}." for p in range(5)), credit=WIRE if n < 8 else "")}
        for n, title in enumerate(titles)
    ]  # fmt: skip
    (here / "b.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert run("--db", here / "n.db", "add", "--batch", "b.jsonl").code == 0
    return here / "n.db"


def sheet(said: Said) -> list[dict[str, str]]:
    assert said.code == 0 and said.out.startswith("\ufeff"), said.err
    return list(csv.DictReader(io.StringIO(said.out[1:], newline="")))


def filled(rows: list[dict[str, str]], file: Path, code: Any) -> Path:
    """The sheet as a coder saves it; `code` gives kind and name for a row."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        for row in rows:
            kind, name = code(row)
            writer.writerow(row | {"origin_kind": kind, "origin_name": name})
    return file


def is_credited(row: dict[str, str]) -> bool:
    return "Northern Wire" in row["tail"] + row["head"]


def test_a_blind_sheet_shows_no_answer(run: Run, many: Path, here: Path) -> None:
    before = state(here)
    said = run("--db", many, "review", "sample", "--n", "10", "--seed", "3", "--blind")
    rows = sheet(said)
    assert (
        len(rows) == 10 and said.err == "provenance: 10 of 12 articles in the library, seed 3, simple random sample\n"
    )
    assert list(rows[0])[-6:] == ["origin_kind", "origin_name", "relation", "notes", "coder", "sample"]
    assert all(not any(row[c] for c in list(row)[-6:-1]) and "machine_kind" not in row for row in rows)
    assert run("--db", many, "review", "sample", "--n", "10", "--seed", "3").out == said.out
    assert state(here) == before
    every = sheet(run("--db", many, "review", "sample", "--n", "99"))
    assert [r["title"] for r in every if "SUM" in r["title"]] == ["'=SUM(A1)"]
    assert sum(map(is_credited, every)) == 8 and "the quay" in every[0]["head"]


def test_other_forms_of_the_sheet(run: Run, many: Path) -> None:
    call = ("--db", many, "review", "sample", "--n", "3", "-o")
    assert run(*call, "json").json["rows"] == run(*call, "jsonl").rows
    assert "origin_kind: ______" in run(*call, "text").out
    seen = run("--db", many, "review", "sample", "--not-blind", "-o", "json")
    assert "agree with it more" in seen.err
    assert {r["machine_name"] for r in seen.json["rows"]} == {"Northern Wire", ""}


def test_what_comes_back(run: Run, many: Path, here: Path) -> None:
    rows = sheet(run("--db", many, "review", "sample"))
    file = filled(
        rows, here / "a.csv", lambda r: ("republication", "the northern wire") if is_credited(r) else ("unknown", "")
    )
    said = run("--db", many, "review", "import", file, "--min-n", "1", "-o", "json")
    assert said.code == 0 and said.err == ""
    found = said.json
    assert found["schema"] == "provenance.review/1" and found["all"]["coded"] == 12
    assert (found["all"]["precision"]["part"], found["all"]["precision"]["whole"], found["all"]["f1"]) == (8, 8, 1.0)
    assert found["all"]["none_kept"]["whole"] == 4 and found["differs"] == [] and found["coders"] is None
    assert {g["name"]: g["figures"]["coded"] for g in found["by_language"]} == {"en": 12}
    assert sorted(g["figures"]["coded"] for g in found["by_outlet"]) == [6, 6]
    text = run("--db", many, "review", "import", file)
    assert "8 of 8" in text.out and "1.000" not in text.out and "Below 30 articles only counts" in text.out
    assert "1.000 (8/8) [0.676, 1.000]" in run("--db", many, "review", "import", file, "--min-n", "5").out


def test_where_machine_and_coder_differ(run: Run, many: Path, here: Path) -> None:
    rows = sheet(run("--db", many, "review", "sample"))
    codes = {"Ferry 1": ("original", ""), "Ferry 2": ("wire", "Southern Wire"), "Ferry 9": ("excerpt", "A Book"),
             "Ferry 3": ("mixed", "AP"), "Ferry 4": ("cannot_tell", ""), "Ferry 5": ("wire", "Old Wire; Northern Wire")}  # fmt: skip
    file = filled(rows, here / "a.csv", lambda r: codes.get(r["title"], ("", "")))
    found = run("--db", many, "review", "import", file, "--min-n", "1", "-o", "json").json
    assert sorted(d["why"] for d in found["differs"]) == ["false_origin", "missed", "wrong_name"]
    assert (found["not_coded"], found["all"]["set_aside"], found["all"]["coded"]) == (6, 2, 6)
    shares = [found["all"][name] for name in ("precision", "recall", "false_origins")]
    assert [(s["part"], s["whole"]) for s in shares] == [(1, 3), (1, 3), (1, 1)]
    assert "names no origin where the coder saw one" in run("--db", many, "review", "import", file).out


def test_two_coders(run: Run, many: Path, here: Path) -> None:
    rows = sheet(run("--db", many, "review", "sample"))
    one = filled(rows, here / "a.csv", lambda r: ("wire", "Northern Wire") if is_credited(r) else ("unknown", ""))
    two = filled(
        rows[:9], here / "b.csv", lambda r: ("wire", "Northern Wire") if "1" in r["title"] else ("unknown", "")
    )
    said = run("--db", many, "review", "import", one, "--against", two, "--min-n", "5", "-o", "json")
    coders = said.json["coders"]
    assert said.code == 0 and coders["both"] == 9 and -1 <= coders["kinds"]["kappa"] <= 1
    assert "kappa" in run("--db", many, "review", "import", one, "--against", two, "--min-n", "5").out
    same = run("--db", many, "review", "import", one, "--against", one, "--min-n", "5", "-o", "json").json["coders"]
    assert same["kinds"]["kappa"] == 1.0 and same["names"]["value"] == 1.0


def test_people_s_own_judgements_do_not_flatter_the_machine(run: Run, many: Path, here: Path) -> None:
    rows = sheet(run("--db", many, "review", "sample"))
    file = filled(rows, here / "a.csv", lambda r: ("unknown", ""))
    before = run("--db", many, "review", "import", file, "-o", "json").json
    key = rows[0]["key"] if is_credited(rows[0]) else next(r["key"] for r in rows if is_credited(r))
    for credit in run("--db", many, "trace", key, "-o", "json").json["reading"]["credits"]:
        assert run("--db", many, "judge", credit["key"], "reject", "--note", "no").code == 0
    assert run("--db", many, "review", "import", file, "-o", "json").json == before


def test_rows_that_fit_nothing_are_named(run: Run, many: Path, here: Path) -> None:
    rows = sheet(run("--db", many, "review", "sample", "--n", "2"))
    stray = {**rows[0], "key": "art_aaaaaaaaaaaaaaaa"}
    file = filled([*rows, stray, {**rows[1], "key": "=cmd\x1b[31m"}], here / "a.csv", lambda r: ("unknown", ""))
    said = run("--db", many, "review", "import", file)
    assert said.code == 3 and said.err.count("no article of this key is kept here") == 2 and "\x1b" not in said.err
    (here / "c.csv").write_text("key,origin_kind,origin_name\nx,unknown,\n", encoding="utf-8")
    assert run("--db", many, "review", "import", "c.csv").code == 1
    assert run("--db", many, "review", "import", "b.jsonl").err.count("has no key") == 12
    assert run("--db", many, "review", "import", "nowhere.csv").code == 1
    assert run("--db", many, "review", "sample", "--in", "nothing").code == 2
    assert run("--db", many, "review", "import", "-", stdin=file.read_bytes()).code == 3


def test_nothing_to_draw_from(run: Run, kept: Path) -> None:
    assert run("--db", kept, "collection", "create", "empty", "--how-sampled", "not at all").code == 0
    assert "no article" in run("--db", kept, "review", "sample", "--in", "empty").complaint


def test_the_code_book_names_every_code(run: Run) -> None:
    from provenance.records.review import KINDS

    said = run("review", "codebook")
    assert said.code == 0 and all(f"`{kind}`" in said.out for kind in KINDS)
    assert run("review", "codebook", "-o", "json").json["code_book"].startswith("# Code book")

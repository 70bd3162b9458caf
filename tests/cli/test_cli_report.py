"""`provenance report`: lists, tables, and one line for what cannot be answered."""

from pathlib import Path

import pytest

from tests.cli.doors import Run


def test_list_names_every_report(run: Run) -> None:
    rows = run("report", "list", "-o", "jsonl").rows
    assert {"outlet", "coverage"} <= {row["name"] for row in rows} and all(row["tells"] for row in rows)
    assert all(row["name"] in run("report", "list").out for row in rows)


def test_below_the_least_only_counts(run: Run, kept: Path) -> None:
    said = run("--db", kept, "report", "coverage", "--in", "march", "-o", "json").json
    assert said["schema"] == "provenance.report/1" and said["coverage"]["how_sampled"] == "every item of one feed"
    slug = said["sections"][0]["rows"][0]["cells"]["outlet"]
    diet = run("--db", kept, "report", "outlet", slug, "--in", "march", "--section", "diet", "-o", "json").json
    (section,) = diet["sections"]
    shares = [row["cells"]["share"] for row in section["rows"]]
    assert sum(s["part"] for s in shares) == shares[0]["whole"] == 1
    assert all(s["value"] is None and "30 articles" in s["why"] for s in shares)


def test_without_a_collection_no_rates(run: Run, kept: Path) -> None:
    said = run("--db", kept, "report", "coverage", "--min-n", "1")
    assert said.code == 0 and "no rates" in said.out and "--in" in said.out


@pytest.mark.parametrize(
    "call",
    [
        ("outlet", "nobody.example"), ("outlet",), ("coverage", "--in", "april"), ("coverage", "--recall", "0.9"),
        ("coverage", "--from", "yesterday"), ("coverage", "--from", "2020-01-02", "--to", "2020-01-01"), ("coverage", "--section", "x"),
    ],
)  # fmt: skip
def test_wrong_usage(run: Run, kept: Path, call: tuple[str, ...]) -> None:
    said = run("--db", kept, "report", *call)
    assert said.code == 2 and said.complaint and not said.out

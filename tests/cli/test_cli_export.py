import csv
from pathlib import Path

from tests.cli.doors import Run, page


def test_export_of_a_collection(run: Run, kept: Path, here: Path) -> None:
    said = run("--db", kept, "export", "csv", "--out", here / "out", "--in", "march")
    assert said.code == 0 and "1 articles" in said.out and "copies.csv" in said.out
    assert run("--db", kept, "export", "csv", "--out", here / "out").code == 2
    made = run("--db", kept, "export", "jsonld", "--out", here / "more", "-o", "json").json
    assert made["rows"]["articles"] == 2 and made["schema"] == "provenance.export/1"


def test_cells_of_an_export_are_no_formulas(run: Run, kept: Path, here: Path) -> None:
    (here / "evil.html").write_text(page(title="=HYPERLINK(1)"))
    assert run("--db", kept, "add", here / "evil.html", "--url", "https://gazette.example/evil").code == 0
    assert run("--db", kept, "export", "csv", "--out", here / "out").code == 0
    lines = (here / "out" / "articles.csv").read_text(encoding="utf-8").splitlines()
    titles = {row["title"] for row in csv.DictReader(lines)}
    assert "'=HYPERLINK(1)" in titles

"""What people decide and draw: the same on SQLite and PostgreSQL, there and applied after every rebuild."""

import json
from pathlib import Path

import pytest

from tests.cli.doors import URL, page
from tests.journeys.test_doors_on_both_databases import Walk

COPY, OLDER = f"{URL}/1", "https://first.example/old"


@pytest.fixture
def go(db: str, evidence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Walk:
    """A library of three pages that credit one wire."""
    rows = [{"id": str(n), "html": page(title=f"Ferry {n}"), "url": f"{URL}/{n}"} for n in range(3)]
    (tmp_path / "b.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    walk = Walk(db, evidence, capsys)
    walk.lines("add", "--batch", str(tmp_path / "b.jsonl"))
    return walk


def judge(go: Walk, *words: str) -> None:
    go("judge", *words, "--note", "looked at it", "--by", "Ann")


def test_judged_rebuilt_still_applied(go: Walk, tmp_path: Path) -> None:
    found = go("trace", COPY)
    edge, credit = found["edges"][0]["key"], go("trace", f"{URL}/2")["reading"]["credits"][0]["key"]
    judge(go, edge, "reject")
    judge(go, credit, "reject")
    judge(go, f"{URL}/0:published", "confirm", "--value", "2018-01-02")
    judge(go, "assert", COPY, OLDER, "--relation", "excerpt_from")
    before = [go("trace", f"{URL}/{n}") for n in range(3)]
    assert [(e["state"], e["found_by"]) for e in before[1]["edges"]] == [
        ("rejected", "credit"),
        ("confirmed", "person"),
    ]
    assert before[0]["article"]["published"]["value"] == "2018-01-02"
    assert next(c for c in before[2]["reading"]["credits"] if c["key"] == credit)["state"] == "rejected"
    # The credit is gone, but two others with the same words credit the wire: that is what the text tells by itself.
    assert [(e["state"], e["found_by"]) for e in before[2]["edges"]] == [("matched", "text")]
    for again in (("rebuild",), ("lineage", "rebuild"), ("lineage", "settle")):
        go(*again)
        assert [go("trace", f"{URL}/{n}") for n in range(3)] == before
    kept = go("judge", "list")
    (tmp_path / "j.jsonl").write_text("\n".join(map(json.dumps, kept)), encoding="utf-8")
    assert go("judge", "import", str(tmp_path / "j.jsonl")) == {
        "new": 0, "known": 4, "withdrawn": 0, "refused": [], "unknown_fields": {},
    }  # fmt: skip
    go("judge", edge, "withdraw", "--note", "wrong page")
    assert [e["state"] for e in go("trace", COPY)["edges"]] == ["declared", "confirmed"]
    assert len(go("judge", "list", "--withdrawn")) == 4 and len(go("judge", "list")) == 3


def test_a_judged_date_turns_the_arrow(
    db: str, evidence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    go = Walk(db, evidence, capsys)
    for host, day in (("early.example", "03"), ("late.example", "05")):
        file = tmp_path / f"{host}.html"
        text = page(title="Ferry", outlet=host, credit="").replace("2019-03-04T09", f"2019-03-{day}T09")
        file.write_text(text, encoding="utf-8")
        go("add", str(file), "--url", f"https://{host}/1")

    def arrow() -> list[str]:
        found = go("trace", "https://late.example/1")
        nodes = {n["key"]: n["host"] for n in found["nodes"]}
        return [f"{nodes[e['child']]} from {nodes[e['parent']]}" for e in found["edges"]]

    assert arrow() == ["late.example from early.example"]
    judge(go, "https://early.example/1:published", "confirm", "--value", "2019-03-09")
    assert arrow() == ["early.example from late.example"]
    go("lineage", "rebuild")
    assert arrow() == ["early.example from late.example"]
    judge(go, "https://early.example/1:published", "reject")
    assert arrow() == []
    judge(go, "https://early.example/1:published", "withdraw")
    assert arrow() == ["late.example from early.example"]


def test_a_sheet_goes_out_and_comes_back(go: Walk, tmp_path: Path) -> None:
    drawn = go("review", "sample", "--n", "2", "--stratify", "outlet")
    assert drawn["how_sampled"] == "2 of 3 articles in the library, seed 1, in proportion by outlet"
    rows = [r | {"origin_kind": "republication", "origin_name": "Northern Wire"} for r in drawn["rows"]]
    (tmp_path / "s.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = go("review", "import", str(tmp_path / "s.jsonl"), "--min-n", "1")
    assert found["all"]["precision"]["value"] == found["all"]["recall"]["value"] == 1.0

"""`provenance matches`, `provenance lineage settle|bulk`."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.cli.doors import Run
from tests.cli.shapes import has

MATCH = {"a", "b", "a_id", "b_id", "parent", "kind", "words", "longest_run", "cover_a", "cover_b", "spans"}
NAMES = ["Amber", "Birch", "cedar", "delta", "ember", "frost"]


def prose(seed: int, sentences: int = 12) -> str:
    rnd = random.Random(seed)
    words = [[f"{rnd.choice(NAMES)} {rnd.randrange(99)}" for _ in range(6)] for _ in range(sentences)]
    return "\n\n".join(f"The keeper saw {' '.join(some)} before noon." for some in words)


@pytest.fixture
def batch(here: Path) -> Path:
    """A story, a copy in another paper, another story."""
    texts = {"first": prose(1), "copy": f"{prose(1)}\n\n{prose(2, 2)}", "other": prose(3)}
    rows = [{"id": i, "text": t, "url": f"https://{i}.example/2019/03/04/{i}"} for i, t in texts.items()]
    made = here / "batch.jsonl"
    made.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return made


@pytest.mark.parametrize("how", ["settle", "bulk"])
def test_linked_later_gives_what_add_gives(run: Run, here: Path, batch: Path, how: str) -> None:
    assert run("--db", here / "a.db", "add", "--batch", batch).code == 0
    assert run("--db", here / "b.db", "add", "--batch", batch, "--no-link").code == 0
    assert run("--db", here / "b.db", "matches", "-o", "jsonl").rows == []
    assert run("--db", here / "b.db", "lineage", how, "-o", "json").json == {"compared": 3}
    (one,) = run("--db", here / "a.db", "matches", "-o", "jsonl").rows
    (other,) = run("--db", here / "b.db", "matches", "-o", "json").json
    assert one == other and {one["a_id"], one["b_id"]} == {"first", "copy"} and one["kind"] == "copy"
    has(one, MATCH)
    has(one["spans"][0], {"a_start", "a_end", "b_start", "b_end"})


def test_of_one_article_and_of_many_words(run: Run, here: Path, batch: Path) -> None:
    db = here / "a.db"
    run("--db", db, "add", "--batch", batch)
    (found,) = run("--db", db, "matches", "--article", "https://first.example/2019/03/04/first", "-o", "json").json
    assert run("--db", db, "matches", "--article", "https://other.example/2019/03/04/other", "-o", "json").json == []
    assert len(run("--db", db, "matches", "--min-words", found["words"], "-o", "json").json) == 1
    assert run("--db", db, "matches", "--min-words", found["words"] + 1, "-o", "json").json == []
    said = run("--db", db, "matches")
    assert said.code == 0 and said.err == "1 matches\n" and f"{found['words']} words" in said.out
    assert run("--db", db, "matches", "--article", "nothing").code == 2

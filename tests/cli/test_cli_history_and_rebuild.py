"""`provenance history`, `rebuild`, `lineage rebuild` and `verify FILE`."""

from pathlib import Path

import pytest

from tests.cli.doors import BODY, SEED, URL, Run, saved


def test_history_of_a_changed_page(run: Run, kept: Path, here: Path) -> None:
    saved(here, body=(*BODY, "It was never seen again."))
    assert run("--db", kept, "add", "page.html", "--url", URL, "-o", "json").json["status"] == "revised"
    told = run("--db", kept, "history", URL, "-o", "json").json
    assert told["schema"] == "provenance.history/1" and told["revisions"] == 2 and len(told["captures"]) == 2
    assert told["captures"][1]["words_added"] == 5 and told["captures"][1]["readings"][0]["current"]
    rows = run("--db", kept, "history", "1", "-o", "jsonl").rows
    assert [r["key"] for r in rows] == [c["key"] for c in told["captures"]]
    said = run("--db", kept, "history", "1")
    assert (
        said.code == 0 and "+5 -0 words" in said.out and "2 captures, 2 texts" in said.out and "(current)" in said.out
    )


@pytest.mark.parametrize(
    "call", [("history", "99"), ("history",), ("rebuild", "--outlet", "nobody"), ("rebuild", "--since", "x")]
)
def test_wrong_usage(run: Run, kept: Path, call: tuple[str, ...]) -> None:
    assert run("--db", kept, *call).code == 2


def test_reading_again_finds_the_same(run: Run, kept: Path, here: Path) -> None:
    run("--db", kept, "add", SEED, "--published", "2015-11-05", "--outlet", "Somebody Else")
    (here / "wall.html").write_text("<html><body><img src=x></body></html>", encoding="utf-8")
    run("--db", kept, "add", "wall.html", "--url", "https://gazette.example/x")
    before = [run("--db", kept, "trace", n, "-o", "json").json for n in ("1", "2", "3")]
    counts = run("--db", kept, "verify", "-o", "json").json
    said = run("--db", kept, "rebuild", "-o", "json")
    assert (said.code, said.json) == (0, {"read": 4, "failed": 0, "articles": 3, "pruned": 0})
    assert [run("--db", kept, "trace", n, "-o", "json").json for n in ("1", "2", "3")] == before
    assert run("--db", kept, "verify", "-o", "json").json == counts and counts["findings"] == []
    for n in ("1", "2", "3"):
        told = run("--db", kept, "history", n, "-o", "json").json
        assert [len(c["readings"]) for c in told["captures"]] == [1]
    assert run("--db", kept, "rebuild", "--outlet", "gazette.example").out.startswith(
        "1 captures read again, none failed"
    )
    assert run("--db", kept, "lineage", "rebuild", "-o", "json").json == {"articles": 3}
    assert [run("--db", kept, "trace", n, "-o", "json").json for n in ("1", "2", "3")] == before


def test_damaged_evidence_is_named_and_the_rest_read(run: Run, kept: Path, here: Path) -> None:
    (file,) = here.rglob("*.warc.gz")
    data = bytearray(file.read_bytes())
    data[500] ^= 1
    file.write_bytes(data)
    said = run("--db", kept, "rebuild", "-o", "json")
    assert said.code == 3 and said.json["read"] == 1 and said.json["failed"] == 1 and "damaged" in said.err
    found = run("--db", kept, "verify", file)
    assert found.code == 1 and f"{file.name}#" in found.out and "Traceback" not in found.err
    assert run("--db", kept, "verify", file, "-o", "json").json["records"] >= 3


def test_a_sound_file_and_no_file(run: Run, kept: Path, here: Path) -> None:
    (file,) = here.rglob("*.warc.gz")
    said = run("verify", file)
    assert (said.code, said.out, said.err) == (0, "", "5 sound records, nothing amiss\n")
    assert run("verify", "nowhere.warc").code == 1 and run("verify", "nowhere.warc").complaint
    assert run("verify", here).complaint

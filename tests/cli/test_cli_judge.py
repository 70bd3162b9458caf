"""`provenance judge`: judged, rebuilt, still there and applied."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli import shapes
from tests.cli.doors import URL, WIRE_URL, Run, Said, saved, state


def trace(run: Run, db: Path, ref: str = "1") -> Said:
    return run("--db", db, "trace", ref, "-o", "json")


def judge(run: Run, db: Path, *words: str, note: str = "looked at both", code: int = 0) -> Said:
    said = run("--db", db, "judge", *words, "--note", note)
    assert said.code == code, said.err
    return said


def the_edge(run: Run, db: Path) -> str:
    return str(trace(run, db).json["edges"][0]["key"])


def test_a_rejected_edge_outlives_every_rebuild_and_can_be_withdrawn(run: Run, kept: Path) -> None:
    before = trace(run, kept).json
    assert (before["edges"][0]["reviewed"], before["judgements"]) == (False, [])
    edge = before["edges"][0]["key"]
    said = judge(run, kept, edge, "reject", "--by", "Ann Moor", "--source", "https://shelf.example/4", note="two texts")
    assert "Ann Moor" in said.out and "rejected: gazette.example from Northern Wire" in said.out
    for again in ((), ("rebuild",), ("lineage", "rebuild")):
        if again:
            assert run("--db", kept, *again).code == 0
        found = trace(run, kept).json
        shapes.trace(found)
        assert [(e["state"], e["reviewed"]) for e in found["edges"]] == [("rejected", True)]
        assert found["origin"]["state"] == "undetermined" and found["origin"]["nodes"] == []
        assert found["judgements"][0]["note"] == "two texts" and found["story"]["articles"] == 1
    judge(run, kept, edge, "withdraw", "--by", "Ann Moor", note="the wrong page")
    assert trace(run, kept).json == before
    assert run("--db", kept, "judge", "list").out == ""
    gone = run("--db", kept, "judge", "list", "--withdrawn", "-o", "json").json[0]
    assert (gone["withdrawn_note"], gone["withdrawn_by"], gone["note"]) == ("the wrong page", "Ann Moor", "two texts")


def test_every_form_shows_what_people_decided(run: Run, kept: Path) -> None:
    plain = run("--db", kept, "trace", "1")
    assert "not reviewed" in plain.out and "What people decided" not in plain.out
    judge(run, kept, the_edge(run, kept), "confirm", "--by", "Ann <b>Moor</b>")
    text = run("--db", kept, "trace", "1").out
    assert "a person confirmed Northern Wire as its origin" in text and "confirmed, 0.98, reviewed" in text
    assert "What people decided" in text and "looked at both" in " ".join(text.split()) and "not reviewed" not in text
    page = run("--db", kept, "trace", "1", "-o", "html").out
    assert "What people decided" in page and "Ann &lt;b&gt;Moor" in page and "<b>Moor" not in page
    picture = run("--db", kept, "trace", "1", "-o", "svg").out
    ElementTree.fromstring(picture)
    assert "0.98, reviewed" in picture
    assert "reviewed" in run("--db", kept, "trace", "1", "-o", "dot").out


def test_two_people_disagree(run: Run, kept: Path) -> None:
    edge = the_edge(run, kept)
    judge(run, kept, edge, "reject", "--by", "Ann")
    judge(run, kept, edge, "confirm", "--by", "Bob")
    found = trace(run, kept).json
    assert found["edges"][0]["state"] == "confirmed" and len(found["judgements"]) == 2
    assert [c["kind"] for c in found["conflicts"]].count("judgements") == 1
    assert "Ann, Bob judged" in judge(run, kept, edge, "withdraw", code=2).complaint
    judge(run, kept, edge, "withdraw", "--by", "Bob")
    assert trace(run, kept).json["edges"][0]["state"] == "rejected"
    assert "of Bob stands" in judge(run, kept, edge, "withdraw", "--by", "Bob", code=2).complaint
    key = run("--db", kept, "judge", "list", "-o", "json").json[0]["key"]
    judge(run, kept, key, "withdraw", "--by", "the editor")
    assert trace(run, kept).json["edges"][0]["reviewed"] is False


def test_a_rejected_credit(run: Run, kept: Path) -> None:
    found = trace(run, kept).json
    keys = [c["key"] for c in found["reading"]["credits"] if c["direction"] == "in"]
    for key in keys:
        judge(run, kept, key, "reject", note="of a photograph")
    for again in ((), ("rebuild",), ("lineage", "rebuild")):
        if again:
            assert run("--db", kept, *again).code == 0
        after = trace(run, kept).json
        assert {(c["state"], c["reviewed"]) for c in after["reading"]["credits"] if c["key"] in keys} == {
            ("rejected", True)
        }
        assert [(e["state"], e["reviewed"]) for e in after["edges"]] == [("rejected", True)]
        assert after["origin"]["state"] in ("none_stated", "declared") and after["origin"]["kind"] != "republication"
    for key in keys:
        judge(run, kept, key, "withdraw")
    assert trace(run, kept).json == found


def test_an_edge_known_from_elsewhere(run: Run, here: Path, kept: Path) -> None:
    older = "https://first.example/2019/ferry"
    judge(run, kept, "assert", WIRE_URL, older, "--relation", "wire", note="in its archive")
    found = trace(run, kept).json
    assert [(e["found_by"], e["state"]) for e in found["edges"]] == [("credit", "declared"), ("person", "confirmed")]
    assert found["nodes"][-1]["url"] == older and found["origin"]["nodes"] == [found["nodes"][-1]["key"]]
    shapes.trace(found)
    assert "first.example · no date stated · known only from a person" in run("--db", kept, "trace", "1").out
    told = tuple(
        f"{paragraph} So much was known in {year}."
        for year in (2018, 2019)
        for paragraph in ("The ferry left.", "It came back.")
    )
    saved(here, "older.html", title="A ferry sails", credit="", outlet="First Print", body=told[:2])
    saved(here, "wire.html", title="A ferry is gone", credit="", outlet="Northern Wire", body=told[2:])
    for name, url in (("older.html", older), ("wire.html", WIRE_URL)):
        assert run("--db", kept, "add", name, "--url", url).code == 0
        assert run("--db", kept, "rebuild").code == 0
        after = trace(run, kept).json
        assert [e["state"] for e in after["edges"]] == ["declared", "confirmed"]
        assert [n["url"] for n in after["nodes"]][-2:] == [WIRE_URL, older]
        assert trace(run, kept, older).json["nodes"][0]["url"] == older
        assert len(trace(run, kept, older).json["edges"]) == 2
    assert [n["held"] for n in after["nodes"]] == [True, True, True]
    edge = after["edges"][1]["key"]
    judge(run, kept, edge, "reject")
    assert trace(run, kept).json["edges"][1]["state"] == "rejected"


def test_a_judgement_follows_its_edge_when_the_source_is_found(run: Run, here: Path, kept: Path) -> None:
    first = the_edge(run, kept)
    judge(run, kept, first, "reject")
    saved(here, "wire.html", outlet="Northern Wire", credit="")
    assert run("--db", kept, "add", "wire.html", "--url", WIRE_URL).code == 0
    (found,) = trace(run, kept).json["edges"]
    assert found["key"] != first and found["state"] == "rejected"
    judge(run, kept, found["key"], "confirm")
    assert trace(run, kept).json["edges"][0]["state"] == "confirmed"


def test_a_date(run: Run, kept: Path) -> None:
    judge(run, kept, "1:published", "reject")
    assert trace(run, kept).json["article"]["published"] is None
    judge(run, kept, "1:published", "confirm", "--value", "2019-03-03")
    date = trace(run, kept).json["article"]["published"]
    assert (date["value"], date["source"], date["evidence"]) == ("2019-03-03", "judgement", None)
    assert "not a date" in judge(run, kept, "1:published", "confirm", "--value", "soon", code=2).complaint


def test_outlets_that_are_one(run: Run, kept: Path) -> None:
    assert run("--db", kept, "outlet", "add", "The Northern Wire Service", "--slug", "nws").code == 0
    slug = trace(run, kept).json["nodes"][1]["outlet"]["slug"]
    judge(run, kept, slug, "confirm", "--value", "nws")
    assert trace(run, kept).json["nodes"][1]["outlet"]["slug"] == "nws"
    judge(run, kept, slug, "reject", "--value", "nws")
    assert trace(run, kept).json["nodes"][1]["outlet"]["slug"] == slug


def test_a_speaker_is_kept_by_key(run: Run, kept: Path) -> None:
    judge(run, kept, "stm_aaaaaaaaaaaaaaaa", "confirm", "--value", "Ann Moor")
    assert run("--db", kept, "judge", "list", "stm_aaaaaaaaaaaaaaaa", "-o", "json").json[0]["value"] == "Ann Moor"


def test_export_and_import_are_one_round(run: Run, here: Path, kept: Path) -> None:
    edge = the_edge(run, kept)
    judge(run, kept, edge, "reject", "--by", "Ann", note="tab\tand \u202enul \x00")
    judge(run, kept, edge, "confirm", "--by", "Bob")
    judge(run, kept, edge, "withdraw", "--by", "Bob")
    out = run("--db", kept, "judge", "export").out
    (here / "j.jsonl").write_text(out, encoding="utf-8")
    before = state(here)
    assert "0 new, 0 newly withdrawn, 2 known" in run("--db", kept, "judge", "import", "j.jsonl").out
    other = here / "other.db"
    saved(here)
    assert run("--db", other, "add", "page.html", "--url", "https://gazette.example/2019/ferry").code == 0
    told = run("--db", other, "judge", "import", "j.jsonl", "-o", "json").json
    assert (told["new"], told["refused"]) == (2, [])
    assert run("--db", other, "judge", "export").out == out
    assert trace(run, other).json["edges"][0]["state"] == "rejected"
    assert before["news.db"] and run("--db", other, "judge", "import", "-", stdin=out.encode()).code == 0


def test_an_import_says_what_it_did_not_understand(run: Run, kept: Path) -> None:
    judge(run, kept, the_edge(run, kept), "reject")
    good = json.loads(run("--db", kept, "judge", "export").out)
    lines = [good | {"mood": 1}, good | {"note": "changed"}, [], {"schema": "x"}]
    given = "\n".join(map(json.dumps, lines)) + "\n{broken\n\n\xff"
    said = run("--db", kept, "judge", "import", "-", "-o", "json", stdin=given.encode("latin-1"))
    assert said.code == 3 and said.json["known"] == 1 and said.json["unknown_fields"] == {"mood": 1}
    assert [r["line"] for r in said.json["refused"]] == [2, 3, 4, 5, 7]
    assert said.err.count("\n") == 6 and "changed by hand" in said.err
    assert run("--db", kept, "judge", "import", "-", stdin=b"{}\n").code == 1
    assert run("--db", kept, "judge", "import", "nowhere.jsonl").code == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("edg_aaaaaaaaaaaaaaaa", "confirm"), "no edge"),
        (("crd_aaaaaaaaaaaaaaaa", "reject"), "no credit"),
        (("nobody at all", "confirm"), "no outlet"),
        (("99:published", "reject"), "no article"),
        (("1", "reject"), "1:published"),
        (("jdg_aaaaaaaaaaaaaaaa", "withdraw"), "nothing to withdraw"),
        (("assert", "1", "1"), "cannot come from itself"),
        (("assert", "1", "99"), "no article"),
        (("assert", "1", "nod_aaaaaaaaaaaaaaaa"), "is known here"),
        (("edg_aaaaaaaaaaaaaaaa", "confirm", "--value", "x"), "--value"),
        (("rt", "confirm", "--value", "rt"), "one outlet already"),
        (("rt", "reject"), "which outlet rt is not"),
    ],
)
def test_wrong_calls(run: Run, kept: Path, words: tuple[str, ...], why: str) -> None:
    assert why in judge(run, kept, *words, code=2).complaint
    assert run("--db", kept, "judge", "list").out == ""


def test_a_judgement_needs_a_note_and_a_decision(run: Run, kept: Path) -> None:
    edge = the_edge(run, kept)
    assert "needs --note" in judge(run, kept, edge, "confirm", note=" ", code=2).complaint
    assert run("--db", kept, "judge", edge, "confirm").code == 2
    assert run("--db", kept, "judge", edge, "perhaps", "--note", "x").code == 2


def test_what_is_too_long_or_yet_to_come(run: Run, kept: Path) -> None:
    edge = the_edge(run, kept)
    assert "20,000 characters" in judge(run, kept, edge, "confirm", note="x" * 20_001, code=2).complaint
    judge(run, kept, edge, "confirm", note="x" * 20_000)
    line = run("--db", kept, "judge", "export").out
    assert run("--db", kept, "judge", "import", "-", stdin=line.encode()).code == 0
    tomorrow = json.dumps(json.loads(line) | {"at": "2999-01-01T00:00:00Z", "key": None}).encode()
    said = run("--db", kept, "judge", "import", "-", stdin=tomorrow)
    assert said.code == 1 and "yet to come" in said.err


def test_what_was_judged_of_one_thing(run: Run, kept: Path) -> None:
    edge = the_edge(run, kept)
    judge(run, kept, edge, "reject")
    judge(run, kept, "1:published", "confirm")
    judge(run, kept, "2:published", "reject")
    judge(run, kept, "rt", "confirm")
    counts = {
        ref: len(run("--db", kept, "judge", "list", ref, "-o", "jsonl").rows)
        for ref in (edge, "1", URL, "rt", "2:published")
    }
    assert counts == {edge: 1, "1": 2, URL: 2, "rt": 1, "2:published": 1}
    none = run("--db", kept, "judge", "list", "stm_aaaaaaaaaaaaaaaa")
    assert (none.code, none.out) == (0, "") and "no judgement on stm_" in none.err
    assert "no outlet" in run("--db", kept, "judge", "list", "nobody at all").complaint
    assert "no article" in run("--db", kept, "judge", "list", "99").complaint


def test_forgetting_an_article_takes_its_words_out_of_the_judgements(run: Run, kept: Path) -> None:
    credit = trace(run, kept).json["reading"]["credits"][0]
    judge(run, kept, credit["key"], "reject")
    assert credit["evidence"]["quote"] in run("--db", kept, "judge", "export").out
    assert run("--db", kept, "forget", "1", "--reason", "asked to").code == 0
    (left,) = run("--db", kept, "judge", "export").rows
    assert left["quote"] is None and left["note"] == "looked at both"

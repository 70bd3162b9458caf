"""`provenance read`."""

import gzip
import json
from pathlib import Path

import pytest

from tests.cli import shapes
from tests.cli.doors import BODY, ROOT, SEED, URL, Run, page, saved, state

PAGES = sorted((ROOT / "tests" / "journeys" / "pages").glob("*.html"))


def test_text_names_outlet_origin_and_the_words(run: Run, here: Path) -> None:
    said = run("read", saved(here), "--url", URL)
    assert (said.code, said.err) == (0, "")
    for words in (
        "A ferry leaves",
        "Ann Moor",
        "Northern Wire",
        "originally published by",
        "2019-03-04T09:30:00+01:00",
    ):
        assert words in said.out


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_every_field_of_the_contract_is_there(run: Run, form: str) -> None:
    for file in (SEED, *PAGES):
        said = run("read", file, "-o", form)
        assert said.code == 0, said.err
        shapes.reading(json.loads(said.out))


def test_failures_have_every_field_too(run: Run, here: Path) -> None:
    said = run("read", saved(here), "nowhere.html", "-o", "jsonl")
    assert said.code == 3 and "nowhere.html" in said.complaint
    for row in said.rows:
        shapes.reading(row)
    assert [(r["id"], r["status"], r["reason"]) for r in said.rows] == [
        (str(here / "page.html"), "ok", None),
        ("nowhere.html", "failed", "not_found"),
    ]


def test_json_is_one_indented_object_and_jsonl_one_line(run: Run, here: Path) -> None:
    file = saved(here)
    indented, line = run("read", file, "-o", "json"), run("read", file, "-o", "jsonl")
    assert indented.json == line.json
    assert indented.out.startswith('{\n  "schema"') and line.out.count("\n") == 1


def test_all_failed_is_1_some_failed_is_3(run: Run, here: Path) -> None:
    saved(here)
    assert run("read", "page.html").code == 0
    assert run("read", "nowhere.html").code == 1
    assert run("read", "page.html", "nowhere.html").code == 3


def test_a_page_that_says_nothing_is_unknown_and_done(run: Run, here: Path) -> None:
    file = saved(here, credit="", author="", outlet="")
    said = run("read", file, "-o", "json")
    origin = said.json["origin"]
    assert (said.code, origin["kind"], origin["basis"]) == (0, "unknown", "silence")
    assert "no other origin stated" in run("read", file).out


def test_standard_input_plain_and_packed(run: Run, here: Path) -> None:
    content = page().encode()
    first = run("read", "-", "--url", URL, "-o", "jsonl", stdin=content).json
    packed = run("read", "-", "--url", URL, "-o", "jsonl", stdin=gzip.compress(content)).json
    assert first["id"] == "-" and first == packed
    (here / "p.html.gz").write_bytes(gzip.compress(content))
    assert run("read", "p.html.gz", "--url", URL, "-o", "jsonl").json["key"] == first["key"]


def test_what_the_caller_knows_outranks_the_page(run: Run, here: Path) -> None:
    given = ("--outlet", "The Other Post", "--published", "2019-03-05", "--title", "Another title", "--language", "de")
    found = run("read", saved(here), "--url", URL, *given, "--observed-at", "2019-03-06T10:00:00Z", "-o", "json").json
    article = found["article"]
    assert found["page"]["outlet"]["name"] == "The Other Post" and found["page"]["identity_basis"] == "given"
    assert (article["title"], article["language"], article["published"]["value"]) == (
        "Another title",
        "de",
        "2019-03-05",
    )
    assert [d["source"] for d in article["dates"] if d["kind"] == "observed"] == ["given"]


def test_it_keeps_nothing(run: Run, here: Path, tmp_path: Path) -> None:
    saved(here)
    before = state(tmp_path)
    run("--db", "news.db", "read", "page.html")
    assert state(tmp_path) == before


def rows(here: Path) -> Path:
    """A batch with good and bad items; ids tell what becomes of each."""
    saved(here, "one.html")
    items: list[object] = [
        {"id": "ok path", "path": "one.html", "url": URL},
        {"id": "failed not_found", "path": "nowhere.html"},
        {"id": "ok html", "html": page(title="In the batch"), "published": "2019-03-04", "nobody": "asked"},
        {"id": "failed empty", "text": " "},
        {"id": "ok text", "text": "A title\n\n" + "\n\n".join(BODY)},
        {"id": "failed parser_failed", "html": 7},
        {"id": "failed parser_failed 2", "html": "<p>x", "published": "yesterday"},
        {"id": "failed empty 2"},
        ["no object"],
        {"id": "ok last", "path": "one.html"},
    ]
    batch = here / "batch.jsonl"
    batch.write_text("\n".join(map(json.dumps, items)) + "\n{broken\n\n", encoding="utf-8")
    return batch


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_batch_answers_in_order_failures_included(run: Run, here: Path, jobs: str) -> None:
    said = run("read", "--batch", rows(here), "-o", "jsonl", "--jobs", jobs)
    assert said.code == 3 and "Traceback" not in said.err
    for row in said.rows:
        shapes.reading(row)
    wanted = [
        "ok path", "failed not_found", "ok html", "failed empty", "ok text", "failed parser_failed", "failed parser_failed 2",
        "failed empty 2", "line 9", "ok last", "line 11",
    ]  # fmt: skip
    assert [r["id"] for r in said.rows] == wanted
    for row in said.rows:
        status, *reason = row["id"].split() if not row["id"].startswith("line") else ("failed", "parser_failed")
        assert row["status"] == status and (status == "ok" or row["reason"] == reason[0])
    assert "fields of the batch that were not used: nobody (1 times)\n" in said.err
    assert said.err.count("\n") == 8 and all(x.startswith("provenance: ") for x in said.err.splitlines())


def test_a_batch_on_standard_input_after_targets(run: Run, here: Path) -> None:
    saved(here)
    said = run(
        "read", "page.html", "--batch", "-", "-o", "jsonl", stdin=json.dumps({"id": "x", "html": page()}).encode()
    )
    assert (said.code, [r["id"] for r in said.rows]) == (0, ["page.html", "x"])


def test_a_table_with_other_column_names(run: Run, here: Path) -> None:
    saved(here)
    (here / "t.csv").write_text(f"file,link,day,rest\npage.html,{URL},2019-03-05,x\n,,,\n", encoding="utf-8")
    said = run(
        "read", "--batch", "t.csv", "--map", "path=file", "--map", "url=link", "--map", "published=day", "-o", "jsonl"
    )
    assert said.code == 3 and [r["status"] for r in said.rows] == ["ok", "failed"]
    assert "not used: rest (2 times)" in said.err
    assert said.rows[0]["page"]["url"] == URL and said.rows[0]["article"]["published"]["value"] == "2019-03-05"


def test_a_list_of_paths(run: Run, here: Path) -> None:
    saved(here)
    (here / "l.txt").write_text("# mine\npage.html\n\nnowhere.html\n", encoding="utf-8")
    assert [r["id"] for r in run("read", "--batch", "l.txt", "-o", "jsonl").rows] == ["page.html", "nowhere.html"]


def test_outlets_of_ones_own(run: Run, here: Path) -> None:
    header = "slug,name,aliases,credit_tokens,domains,country,languages,kind,group,note"
    (here / "mine.csv").write_text(
        f"{header}\nhg,Harbour Gazette Mine,,,gazette.example,GB,en,newspaper,,\n", encoding="utf-8"
    )
    for call in (("--outlets", "mine.csv", "read", saved(here)), ("read", saved(here), "--outlets", "mine.csv")):
        assert run(*call, "--url", URL, "-o", "json").json["page"]["outlet"]["slug"] == "hg"


def test_a_file_name_that_is_no_text_is_printed_as_its_escape(run: Run, here: Path) -> None:
    name = b"\xff\x1b[31m.html".decode("utf-8", "surrogateescape")
    (here / name).write_text(page(), encoding="utf-8")
    assert run("read", name, "-o", "jsonl").json["id"] == name
    assert "\x1b" not in run("read", name, "gone" + name).err


def test_a_mapping_without_a_table(run: Run, here: Path) -> None:
    saved(here)
    for call in (("page.html",), ("--batch", rows(here))):
        said = run("read", *call, "--map", "url=link")
        assert said.code == 2 and "--batch FILE.csv" in said.complaint

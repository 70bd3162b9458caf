"""The given document and seven markups of the same page, read through the public door.

What must be found was written down before the code: `seeds/*.expected.json` for the document as given
(with its offsets), `expected.json` for the markups (quotes as a reader sees them).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from provenance import read

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"
SEED_GOLD: dict[str, Any] = json.loads((SEEDS / "000_adc5d54549af04e3.expected.json").read_text("utf-8"))
PAGES_GOLD: dict[str, Any] = json.loads((HERE / "expected.json").read_text("utf-8"))
SEED = SEEDS / SEED_GOLD["document"]
SEED_TEXT = SEED.read_bytes().decode("utf-8")
MARKDOWN_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")


@dataclass(frozen=True)
class Case:
    """One page and what must be found on it."""

    path: Path
    url: str | None
    gold: dict[str, Any]


def cases() -> Iterator[Case]:
    yield Case(SEED, SEED_GOLD["url"], SEED_GOLD)
    common = PAGES_GOLD["common"]
    for page in PAGES_GOLD["pages"]:
        origin = {**common["origin"], **page.get("origin", {})}
        yield Case(HERE / "pages" / page["file"], page["url"], {**common, "page": page["page"], "origin": origin})


every_page = pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.path.stem)


@cache
def _read(path: Path, url: str | None) -> str:
    return json.dumps(read(str(path), url=url).to_dict())


def reading_of(case: Case) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(_read(case.path, case.url))
    return result


def seen(text: str) -> str:
    """A text as a reader sees it: links as their words, one space for any white space."""
    return " ".join(MARKDOWN_LINK.sub(r"\1", text).split())


def key(name: str | None) -> str:
    return re.sub(r"[^a-z0-9]", "", (name or "").casefold().removeprefix("the "))


def evidences(value: Any) -> Iterator[dict[str, Any]]:
    """Every EVIDENCE object anywhere in the reading."""
    if isinstance(value, dict):
        if {"quote", "start", "end", "locator"} <= value.keys():
            yield value
        for inner in value.values():
            yield from evidences(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from evidences(inner)


def items_found_in(reading: dict[str, Any], room: str) -> list[dict[str, Any]]:
    items = reading["article"]["bylines"] if room == "bylines" else reading[room]
    assert isinstance(items, list)
    return items


def quoting(reading: dict[str, Any], wanted: dict[str, Any]) -> list[dict[str, Any]]:
    """The items whose evidence is the wanted quote."""
    items = [item for room in wanted["found_in"] for item in items_found_in(reading, room)]
    return [item for item in items if seen(item["evidence"]["quote"]) == seen(wanted["quote"])]


def test_the_given_document_is_unchanged() -> None:
    assert hashlib.sha256(SEED.read_bytes()).hexdigest() == SEED_GOLD["sha256"]
    for item in [*SEED_GOLD["evidence"], *SEED_GOLD["notices"]]:
        assert SEED_TEXT[item["start"] : item["end"]] == item.get("quote", item.get("text"))


@every_page
def test_reading_is_whole(case: Case) -> None:
    reading = reading_of(case)
    assert (reading["schema"], reading["status"], reading["reason"]) == ("provenance.reading/1", "ok", None)
    assert reading["page"]["sha256"] == hashlib.sha256(case.path.read_bytes()).hexdigest()


@every_page
def test_page_belongs_to_its_outlet(case: Case) -> None:
    page = reading_of(case)["page"]
    assert page["outlet"]["name"] == case.gold["page"]["outlet"]
    assert page["identity_basis"] == case.gold["page"]["identity_basis"]
    assert page["url"] is None or page["host"] == "www.globalresearch.ca"


@every_page
def test_headings_language_and_date(case: Case) -> None:
    article, gold = reading_of(case)["article"], case.gold["article"]
    assert (article["title"], article["subtitle"]) == (gold["title"], gold["subtitle"])
    assert article["language"] == gold["language"]
    assert article["published"]["value"][:10] == gold["published"]
    assert article["published"]["not_before"] <= article["published"]["not_after"]


@every_page
def test_body_is_whole(case: Case) -> None:
    article, gold = reading_of(case)["article"], case.gold["article"]
    body = SEED_GOLD["article"]["body"]
    paragraphs = [seen(p) for p in SEED_TEXT[body["start"] : body["end"]].split("\n") if p.strip()]
    assert len(paragraphs) == body["paragraphs"]
    assert [p for p in paragraphs if p not in seen(article["text"])] == []
    assert seen(article["text"]).startswith(seen(gold["first_sentence"]))
    assert seen(article["text"]).endswith(seen(gold["last_sentence"]))


@every_page
def test_body_holds_no_rights_text_and_no_site_text(case: Case) -> None:
    text = seen(reading_of(case)["article"]["text"]).casefold()
    assert [words for words in case.gold["article"]["not_in_text"] if words.casefold() in text] == []


@every_page
def test_body_is_its_spans(case: Case) -> None:
    reading = reading_of(case)
    document, article = reading["document"]["text"], reading["article"]
    assert "".join(document[start:end] for start, end in article["spans"]) == article["text"]


@every_page
def test_origin_is_stated(case: Case) -> None:
    reading, gold = reading_of(case), case.gold["origin"]
    origin = reading["origin"]
    assert (origin["kind"], origin["basis"], origin["name"]) == (gold["kind"], gold["basis"], gold["name"])
    assert origin["outlet"]["name"] == gold["name"]
    assert gold["confidence_at_least"] <= origin["confidence"] < 1
    assert origin["url"] == gold["url"]
    assert origin["outlet"]["domain"] == gold.get("domain", origin["outlet"]["domain"])
    dates = [credit["date"] for credit in reading["credits"] if credit["date"]]
    assert gold["date"] in [date["value"][:10] for date in dates if date["kind"] == "origin"]


@every_page
@pytest.mark.parametrize("what", [item["what"] for item in SEED_GOLD["evidence"]])
def test_evidence_is_quoted(case: Case, what: str) -> None:
    wanted = next(item for item in case.gold["evidence"] if item["what"] == what)
    found = quoting(reading_of(case), wanted)
    assert found, f"nothing quotes {seen(wanted['quote'])!r}"
    for field in ("relation", "direction"):
        assert wanted.get(field) in (None, *(item.get(field) for item in found))
    if "date" in wanted:
        assert wanted["date"] in [item["date"]["value"][:10] for item in found if item.get("date")]


def test_evidence_stands_where_it_was_marked() -> None:
    reading = json.loads(_read(SEED, None))
    assert reading["document"]["text"] == SEED_TEXT
    for wanted in SEED_GOLD["evidence"]:
        places = [(item["evidence"]["start"], item["evidence"]["end"]) for item in quoting(reading, wanted)]
        assert (wanted["start"], wanted["end"]) in places


@every_page
def test_every_evidence_rereads(case: Case) -> None:
    reading = reading_of(case)
    found = list(evidences(reading))
    assert found
    for evidence in found:
        if evidence["start"] is None:
            assert evidence["end"] is None and evidence["locator"]
        else:
            assert reading["document"]["text"][evidence["start"] : evidence["end"]] == evidence["quote"]


@every_page
def test_copyright_line(case: Case) -> None:
    lines, gold = reading_of(case)["copyright"], case.gold["copyright"]
    own = [line for line in lines if seen(line["text"]) == seen(gold["text"])]
    assert len(own) == 1
    for field in ("holder", "years", "reserved", "scope"):
        assert own[0][field] == gold[field], field
    assert [line["text"] for line in lines if line["scope"] == "article" and line not in own] == []


@every_page
def test_site_copyright_line_is_the_sites(case: Case) -> None:
    wanted = case.gold.get("site_copyright")
    found = [line["scope"] for line in reading_of(case)["copyright"] if seen(line["text"]) == wanted]
    assert found == (["site"] if wanted else [])


def without_label(text: str) -> str:
    return seen(text).removeprefix("Disclaimer: ")


@every_page
def test_notices(case: Case) -> None:
    notices = reading_of(case)["notices"]
    for wanted in case.gold["notices"]:
        found = [n for n in notices if (n["class"], without_label(n["text"])) == (wanted["class"], wanted["text"])]
        assert found, (wanted["class"], wanted["text"])
        assert set(wanted["conditions"]) <= set(found[0]["conditions"])
        assert found[0]["contact"] == wanted["contact"]
    for words in case.gold["not_notices"]:
        assert not [n for n in notices if words in seen(n["text"])], words


@every_page
def test_nobody_is_invented_as_author(case: Case) -> None:
    reading, gold = reading_of(case), case.gold["article"]
    allowed, forbidden = set(map(key, gold["bylines_at_most"])), set(map(key, gold["not_authors"]))
    assert {key(byline["name"]) for byline in reading["article"]["bylines"]} <= allowed
    assert [byline for byline in reading["article"]["bylines"] if byline["kind"] == "person"] == []
    authors = {key(author) for credit in reading["credits"] for author in credit["authors"]}
    assert not authors & forbidden


@every_page
def test_no_credit_from_noise(case: Case) -> None:
    credits_ = reading_of(case)["credits"]
    assert {key(credit["name"]) for credit in credits_ if credit["direction"] == "in"} == {key("RT")}
    assert not {key(credit["name"]) for credit in credits_} & set(map(key, case.gold["false_names"]))

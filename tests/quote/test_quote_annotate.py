"""The statements of whole texts: types, zones, venue, own voice; the given page; made sentences in five languages."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from provenance import read
from provenance.quote.passages import statements
from provenance.quote.profile import load
from provenance.records.article import Reading

SAID = Path(__file__).parent / "said"
SEEDS = Path(__file__).parents[2] / "seeds"


def read_text(tmp_path: Path, text: str, language: str = "en") -> Reading:
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    return read(path, language=language)


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def test_every_offset_quotes_the_document(tmp_path: Path) -> None:
    text = (
        "Dam will hold, minister says\n\nMarta Olsen told Reuters on Friday that the dam would hold.\n\n"
        "“It has held for a century,” Olsen said. Some 1,600 people live below it, in four villages.\n\n"
        "“We are calm.”\n"
    )
    reading = read_text(tmp_path, text)
    assert reading.statements and reading.own_voice and reading.document
    document = reading.document.text
    for statement in reading.statements:
        assert statement.text == " ".join(p.text for p in statement.content)
        assert all(document[part.start : part.end] == part.text for part in statement.content)
        assert statement.cue is None or document[statement.cue.start : statement.cue.end] == statement.cue.text
    assert [p.text for p in reading.own_voice] == ["Some 1,600 people live below it, in four villages."]
    told = next(s for s in reading.statements if s.cue and s.cue.text == "told")
    assert told.venue and told.venue.outlet and told.venue.outlet.slug == "reuters"
    assert len({s.key for s in reading.statements}) == len(reading.statements)
    assert json.loads(json.dumps(reading.to_dict()))["statements"][0]["cue"].keys() == {"start", "end", "text", "class"}


def test_a_language_without_a_profile_is_not_looked_at(tmp_path: Path) -> None:
    reading = read_text(tmp_path, "Damm oli vana, ütles sadamakapten eile. " * 8, "et")
    assert reading.statements is None and reading.own_voice is None


def test_the_given_page() -> None:
    """All of the twelve, said by one man; Assad, who stands beside a cue, is nobody's speaker."""
    reading = read(SEEDS / "000_adc5d54549af04e3.txt")
    assert reading.statements is not None and reading.own_voice is not None
    gold = [r for r in rows(SEEDS / "000_adc5d54549af04e3.statements.jsonl") if r.get("kind") != "header"]
    found = {s.content[0].text for s in reading.statements}
    assert {r["content_text"][0] for r in gold if r.get("core") and r["type"] != "none"} <= found
    assert {s.speaker.name for s in reading.statements if s.speaker} == {"Anatoly Antonov"}
    assert [p.text[:23] for p in reading.own_voice] == ["Since the beginning of "]


@pytest.mark.parametrize(
    "name",
    ["fr", "es", "it", "pt", "ru"]
    + [f"{n}/{lang}" for n in ("second", "third") for lang in ("fr", "es", "it", "pt", "ru", "de")],
)
def test_made_sentences(name: str) -> None:
    """Thirty sentences somebody wrote who had not seen the rules: nine in ten right, three in four found.

    Before the rules were mended by kind of miss, the second thirty met: fr 20 of 24, es 20 of 25, it 18, pt 19, ru 22, de 15;
    the third thirty: fr 21 of 27, es 24 of 28, it 18, pt 22, ru 20, de 22 of 28.
    """
    profile = load(name[-2:])
    assert profile is not None
    right = found = due = met = 0
    for row in rows(SAID / f"{name}.jsonl"):
        text = row["text"]
        got = [_chars(s.content) for s in statements(text, [(0, len(text))], profile).said]
        wanted = [_chars(s["content"]) for s in row["statements"] if s.get("core", True) and not s.get("nested")]
        found, due = found + len(got), due + len(wanted)
        right += sum(any(_near(g, _chars(s["content"])) for s in row["statements"]) for g in got)
        met += sum(any(_near(g, w) for g in got) for w in wanted)
    print(f"{name}: {right} of {found} right, {met} of {due} found")
    assert right >= 0.9 * found and met >= 0.85 * due


def _chars(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {i for a, b in spans for i in range(a, b)}


def _near(one: set[int], other: set[int]) -> bool:
    return len(one & other) >= 0.3 * len(one | other)

"""The given page among others that share its text: what a careful person would write down, written before the code.

RT has the text first. Global Research republishes it under a credit. The Harbour Gazette carries the
first half of it and says nothing; the Valley Times republishes it from Global Research; the Rheinbote
publishes a translation with a link; the Coast Review only quotes the same speech. Beside them three
papers carry one text of Reuters, which is not held.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from provenance.library import Library, open_library
from provenance.pipeline import take_all
from provenance.records.capture import Given
from provenance.records.lineage import Edge, Trace
from provenance.report.unknown import unknowns

SEED = (Path(__file__).parents[2] / "seeds" / "000_adc5d54549af04e3.txt").read_text(encoding="utf-8")
SPEECH = re.findall(r"^(?:Russia|\"|Antonov|Since|However|Islamic|On a).*$", SEED, re.M)
RT_URL = "https://www.rt.com/news/320690-antonov-thirty-thousand/"
WIRE = (
    "The lake at the foot of the old dam has fallen to its lowest mark since the gauges were set up in 1931, the water board said on Monday.",
    "Engineers will lower a camera into the second intake this week to learn why the level kept sinking after the autumn rain.",
    "Three villages below the dam draw their drinking water from the lake, and two of them have begun to fill their tanks at night.",
    "The board's chairwoman said that nobody would be cut off, and that the mill had agreed to stop its turbines until the spring.",
    "A last inspection in August had found the wall sound, but the report left out the intake, which was then under water.",
    "Farmers on the eastern shore were told to move their pumps by Friday and to keep a record of every hour they ran.",
)
PAGES: dict[str, dict[str, Any]] = {
    "rt": {
        "url": RT_URL,
        "published": "2015-11-04T07:14:00Z",
        "title": "Air force strikes hit only terrorist targets - deputy minister",
        "text": SPEECH,
    },
    "gr": {
        "url": "https://www.globalresearch.ca/mercenaries-in-syria/5486800",
        "published": None,
        "title": None,
        "text": [SEED],
    },
    "short": {
        "url": "https://harbour-gazette.example.org/world/syria-17",
        "outlet": "The Harbour Gazette",
        "published": "2015-11-07",
        "title": "Thirty thousand foreigners in Syria",
        "text": SPEECH[:6],
    },
    "second": {
        "url": "https://valley-times.example.org/2015/11/09/antonov",
        "outlet": "The Valley Times",
        "published": "2015-11-09",
        "title": "25,000-30,000 Foreign Mercenaries in Syria",
        "text": [*SPEECH, "This article was originally published by Global Research."],
    },
    "translated": {
        "url": "https://rheinbote.example.org/politik/antonow",
        "outlet": "Rheinbote",
        "published": "2015-11-06",
        "title": "Russland greift nur bestätigte Ziele an",
        "text": [
            "Die Flugzeuge greifen nach den Worten des stellvertretenden Ministers nur Ziele an, die vorher zweimal bestätigt worden sind.",
            "Mit der Türkei sei eine Leitung eingerichtet worden, die Tag und Nacht besetzt ist, mit Jordanien werde in Amman gemeinsam gearbeitet.",
            "Bis zu dreißigtausend Ausländer kämpften inzwischen in den Reihen der Miliz, und manche von ihnen stammten auch aus Russland.",
            f"Übersetzung aus dem Englischen. Quelle: [RT]({RT_URL})",
        ],
    },
    "quoting": {
        "url": "https://coast-review.example.org/opinion/returning",
        "outlet": "The Coast Review",
        "published": "2015-11-12",
        "title": "What becomes of those who come back",
        "text": [
            "Every autumn the ministers of the coast meet to speak about ships, and this year they spoke about people instead.",
            f"One of the guests put a number on it. {SPEECH[6]}",
            "Whether that number is right is hard to say from here; the harbour police keep no lists, and the airlines do not answer letters.",
            "What can be said is that the towns along the coast have no plan for young men who come home with nothing to do.",
        ],
    },
}
PAGES |= {
    f"wire{n}": {
        "url": f"https://{host}.example.org/news/lake",
        "outlet": f"The {host.replace('-', ' ').title()}",
        "published": f"2016-02-0{n + 1}",
        "title": title,
        "text": ["MILLBROOK, Feb 1 (Reuters) - " + WIRE[0], *WIRE[1:keep]],
    }
    for n, (host, title, keep) in enumerate(
        (
            ("upland-courier", "Lake at lowest mark", 6),
            ("ferry-ledger", "Dam lake sinks on", 6),
            ("mill-herald", "Camera for the old dam", 5),
        )
    )
}


@pytest.fixture(params=["as listed", "backwards"])
def library(db: str, evidence: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Library]:
    """All pages, added in one order and in the other: nothing of what follows may differ."""
    rows = [page | {"id": name, "text": "\n\n".join(page["text"])} for name, page in PAGES.items()]
    batch = tmp_path / "batch.jsonl"
    ordered = rows if request.param == "as listed" else rows[::-1]
    batch.write_text("".join(json.dumps(row) + "\n" for row in ordered), encoding="utf-8")
    with open_library(db, evidence) as opened:
        for added, _ in opened.add_items(take_all([], Given(), batch=str(batch))):
            assert added.status == "new"
        yield opened


def traced(library: Library, name: str) -> Trace:
    return library.trace(PAGES[name]["url"])


def names(trace: Trace) -> dict[str, str]:
    """By key the name of the page here, or of the outlet that is not held."""
    urls = {re.sub(r"^https://(www\.)?", "", page["url"]).rstrip("/"): name for name, page in PAGES.items()}
    return {n.key: urls.get(re.sub(r"^https://(www\.)?", "", n.url or "").rstrip("/"), n.name) for n in trace.nodes}


def edges(trace: Trace) -> dict[tuple[str, str], Edge]:
    called = names(trace)
    return {(called[e.child], called[e.parent]): e for e in trace.edges}


def test_the_chain_of_the_speech(library: Library) -> None:
    found = edges(traced(library, "rt"))
    said = {pair: (e.relation, e.state, e.found_by, e.credit) for pair, e in found.items()}
    assert said == {
        ("gr", "rt"): ("republished_from", "confirmed", "both", "named"),
        ("short", "rt"): ("copied_from", "matched", "text", "none"),
        ("second", "gr"): ("republished_from", "confirmed", "both", "named"),
        ("translated", "rt"): ("translated_from", "declared", "credit", "linked"),
    }


def test_the_chain_of_a_copy_of_a_copy(library: Library) -> None:
    assert set(edges(traced(library, "second"))) == {("second", "gr"), ("gr", "rt")}
    assert set(edges(traced(library, "short"))) == {("short", "rt")}


def test_what_an_edge_tells(library: Library) -> None:
    found = edges(traced(library, "rt"))
    short = found["short", "rt"]
    assert short.overlap == 1.0 and short.kept is not None and 0.3 < short.kept < 0.7
    assert short.title_changed is True and short.words is not None and short.words > 150
    assert {"claimed_date", "common_source"} <= set(short.direction_basis)
    second = found["second", "gr"]
    assert second.kept == 1.0 and second.title_changed is True
    assert "credit" in second.direction_basis
    assert found["translated", "rt"].overlap is None
    for edge in found.values():
        assert edge.evidence and 0 < edge.confidence <= 0.98


def test_the_origin_is_found_over_two_hops(library: Library) -> None:
    trace = traced(library, "second")
    called = names(trace)
    assert [called[key] for key in trace.origin.nodes] == ["rt"]
    assert trace.origin.state == "confirmed"
    trace = traced(library, "short")
    assert ([names(trace)[key] for key in trace.origin.nodes], trace.origin.state) == (["rt"], "matched")


def test_the_counts(library: Library) -> None:
    for name in ("rt", "gr", "short", "second", "translated"):
        story = traced(library, name).story
        assert (story.articles, story.outlets, story.origins_at_most) == (5, 5, 1), name
    wire = traced(library, "wire1").story
    assert (wire.articles, wire.outlets, wire.origins_at_most) == (4, 4, 1)
    alone = traced(library, "quoting").story
    assert (alone.articles, alone.outlets, alone.origins_at_most) == (1, 1, 1)


def test_who_only_quotes_the_speech_is_no_copy(library: Library) -> None:
    trace = traced(library, "quoting")
    assert trace.edges == () and trace.origin.state == "none_stated"
    assert {m.kind for m in trace.matches} == {"shared_quotation"} and len(trace.matches) >= 3


def test_three_papers_with_one_wire_text(library: Library) -> None:
    sources = set()
    for n in range(3):
        trace = traced(library, f"wire{n}")
        said = {pair: (e.relation, e.state, e.credit) for pair, e in edges(trace).items()}
        assert said == {(f"wire{n}", "Reuters"): ("wire", "declared", "named")}
        (reuters,) = [node for node in trace.nodes if node.name == "Reuters"]
        assert reuters.held is False and trace.origin.nodes == (reuters.key,)
        assert {m.parent for m in trace.matches} == {None} and len(trace.matches) == 2
        assert {(who, basis) for _, who, basis in blamed(trace)} >= {
            ("Reuters", "credited, not held; 2 others with the same words")
        }
        sources.add(reuters.key)
    assert len(sources) == 1


def blamed(trace: Trace) -> list[tuple[str, str, str]]:
    """(text, name of the earliest, basis) of every passage."""
    called = names(trace)
    assert trace.reading.document is not None
    text = trace.reading.document.text
    return [(text[b.start : b.end], called.get(b.earliest, b.earliest), b.basis) for b in trace.blame]


def test_blame_of_a_copy_of_a_copy(library: Library) -> None:
    trace = library.trace(PAGES["second"]["url"])
    found = blamed(trace)
    assert {who for _, who, _ in found} == {"rt"}
    assert "".join(text for text, _, _ in found).count("Antonov") == "".join(SPEECH).count("Antonov")


def test_blame_of_who_quotes(library: Library) -> None:
    trace = library.trace(PAGES["quoting"]["url"])
    found = blamed(trace)
    # RT is not in this chain: the passage is known by the key of RT's article.
    rt = traced(library, "rt").article.key
    assert [who for _, who, _ in found] == ["quoting", rt, "quoting"]
    assert found[1][0].startswith('"Today some 25-30 thousand') and found[1][2].startswith("earlier date")
    assert found[0][2] == "not found elsewhere among 8"


def test_blame_covers_the_article_and_nothing_twice(library: Library) -> None:
    for name in PAGES:
        trace = library.trace(PAGES[name]["url"])
        assert trace.reading.article is not None
        covered = [n for b in trace.blame for n in range(b.start, b.end)]
        assert len(covered) == len(set(covered)) and covered == sorted(covered)
        inside = {n for start, end in trace.reading.article.spans for n in range(start, end)}
        assert inside == set(covered), name


def test_nothing_is_contradicted(library: Library) -> None:
    for name in ("rt", "short", "second", "wire0"):
        assert [c.kind for c in traced(library, name).conflicts] == [], name


def test_a_translation_is_shown_as_not_compared(library: Library) -> None:
    """Never as sharing no text: that would speak against its credit."""
    trace = traced(library, "translated")
    assert trace.matches == () and trace.conflicts == () and trace.origin.state == "declared"
    assert {basis for _, _, basis in blamed(trace)} == {
        "a translation, not compared with RT; not found elsewhere among 8"
    }
    said = " ".join(unknowns(trace))
    assert "a translation is not compared with what it was made from" in said

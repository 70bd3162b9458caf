"""Who said it, over pages around the given one: what a careful person would write down, written before the code.

RT has the speech first. Global Research republishes it under a credit. The Harbour Gazette carries one
sentence of the quotation and credits nobody; the Valley Times, from Global Research, makes another number
of it; the Coast Review has the words as its own; the Rheinbote translates; Mill Post quotes another man on
the same thing.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text as sql

from provenance.cli import main
from provenance.judging import Said, judge, withdraw
from provenance.library import Library, open_library
from provenance.persons import person_key
from provenance.pipeline import take_all
from provenance.records.capture import Given
from provenance.records.quotation import Quotation

SEED = (Path(__file__).parents[2] / "seeds" / "000_adc5d54549af04e3.txt").read_text(encoding="utf-8")
SPEECH = re.findall(r"^(?:Russia|\"|Antonov|Since|However|Islamic|On a).*$", SEED, re.M)
[NUMBER] = [line for line in SPEECH if "25-30 thousand" in line]
ASKED = "25-30 thousand foreign terrorist mercenaries"
PAGES: dict[str, dict[str, Any]] = {
    "rt": {
        "url": "https://www.rt.com/news/320690-antonov-thirty-thousand/",
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
    "gazette": {
        "url": "https://harbour-gazette.example.org/world/syria-17",
        "outlet": "The Harbour Gazette",
        "published": "2015-11-07",
        "title": "How many foreigners fight in Syria",
        "text": [
            "Nobody has counted them, and every minister of the coast has a number of his own that he brings to meetings.",
            NUMBER.replace(
                ", including those from the Pacific Rim countries and, unfortunately, Russia too. Should they return home, carrying the potential for violence and extremism, they will be preaching radical ideas in our countries or will organize subversive activities,",
                ",",
            ),
            "The harbour police have not been asked; they keep lists of boats, and boats are counted twice a day.",
        ],
    },
    "valley": {
        "url": "https://valley-times.example.org/2015/11/09/antonov",
        "outlet": "The Valley Times",
        "published": "2015-11-09",
        "title": "Foreign mercenaries in Syria",
        "text": [
            *(line.replace("some 25-30 thousand", "up to 40 thousand") for line in SPEECH),
            "This article was originally published by Global Research.",
        ],
    },
    "coast": {
        "url": "https://coast-review.example.org/opinion/returning",
        "outlet": "The Coast Review",
        "published": "2015-11-12",
        "title": "What becomes of those who come back",
        "text": [
            "Every autumn the ministers of the coast meet to speak about ships, and this year they spoke about people instead.",
            "It is a plain fact that 25-30 thousand foreign terrorist mercenaries are in the country by now, and more are under way.",
            "The towns along the coast have no plan for young men who come home with nothing to do.",
        ],
    },
    "rheinbote": {
        "url": "https://rheinbote.example.org/politik/antonow",
        "outlet": "Rheinbote",
        "published": "2015-11-06",
        "title": "Bis zu dreißigtausend",
        "text": [
            "„Heute kämpfen etwa 25-30 Tausend ausländische Söldner für die Miliz“, sagte Anatoli Antonow am Mittwoch vor Journalisten."
        ],
    },
    "mill": {
        "url": "https://mill-post.example.org/syria",
        "outlet": "The Mill Post",
        "published": "2015-11-03",
        "title": "A general counts",
        "text": [
            '"Some 12 thousand foreign fighters came over the northern border since the spring, and half of them are gone," Tom Reed said.'
        ],
    },
}


def fill(library: Library, folder: Path, order: list[str]) -> None:
    rows = [PAGES[name] | {"id": name, "text": "\n\n".join(PAGES[name]["text"])} for name in order]
    batch = folder / "batch.jsonl"
    batch.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    for added, _ in library.add_items(take_all([], Given(), batch=str(batch))):
        assert added.status == "new"


@pytest.fixture(params=["as listed", "backwards"])
def library(db: str, evidence: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Library]:
    """All pages, in one order and in the other: nothing of what follows may differ."""
    with open_library(db, evidence) as opened:
        fill(opened, tmp_path, list(PAGES) if request.param == "as listed" else list(PAGES)[::-1])
        yield opened


def key(library: Library, name: str) -> str:
    return library.store.find_article(PAGES[name]["url"]).key


def asked(library: Library) -> Quotation:
    [found] = library.who_said(ASKED)
    return found


@pytest.mark.postgres
def test_who_said_it(library: Library) -> None:
    found = asked(library)
    assert found.speaker is not None and found.speaker.name == "Anatoly Antonov"
    assert "deputy" in (found.speaker.role or "").lower()
    assert (
        found.occasion
        == "Antonov was speaking at the third meeting of the ASEAN countries' defense chiefs and their dialogue partners."
    )
    assert found.first.article == key(library, "rt")
    assert found.first_basis.startswith("earliest known carrier among 4 held") and found.first_by in ("chain", "time")
    assert found.searched.articles == len(PAGES)


@pytest.mark.postgres
def test_every_later_carrier_with_what_it_changed_and_whom_it_credits(library: Library) -> None:
    told = {c.article: (c.relation, [o.name for o in c.credited], c.attribution) for c in asked(library).carriers}
    assert told == {
        key(library, "gr"): ("verbatim", ["RT"], "kept"),
        key(library, "gazette"): ("truncated", [], "kept"),
        key(library, "valley"): ("altered", ["Global Research"], "kept"),
    }
    [altered] = [c for c in asked(library).carriers if c.relation == "altered"]
    assert [(d.removed, d.added) for d in altered.diff] == [("some 25-30", "up to 40")]


@pytest.mark.postgres
def test_the_words_as_ones_own_are_told_apart(library: Library) -> None:
    [bare] = asked(library).unattributed
    assert bare.article == key(library, "coast") and bare.attribution == "dropped" and bare.credited == ()


@pytest.mark.postgres
def test_the_same_from_sql(library: Library) -> None:
    found = asked(library)
    wanted = "SELECT * FROM who_said WHERE text LIKE :words ORDER BY position"
    with library.store._engine.connect() as connection:
        rows = connection.execute(sql(wanted), {"words": f"%{ASKED}%"}).mappings().all()
    assert [r["article_key"] for r in rows] == [found.first.article, *(c.article for c in found.carriers)]
    assert {r["speaker"] for r in rows} == {"Anatoly Antonov"} and {r["occasion"] for r in rows} == {found.occasion}
    assert {r["person"] for r in rows} == {person_key("Anatoli Antonow")}
    assert {(r["first_article_key"], r["first_basis"], r["first_outlet"]) for r in rows} == {
        (found.first.article, found.first_basis, "rt")
    }
    assert [r["relation"] for r in rows[1:]] == [c.relation for c in found.carriers]
    assert [r["credited"] for r in rows] == [
        None,
        *("; ".join(o.name for o in c.credited) or None for c in found.carriers),
    ]


@pytest.mark.postgres
def test_a_person_corrects_the_speaker_and_takes_it_back(library: Library) -> None:
    before = asked(library)
    judge(library.store, library.registry, before.key, "reject", Said("not he", "Ann"))
    assert asked(library).speaker is not None and asked(library).speaker.name is None  # type: ignore[union-attr]
    with library.store._engine.connect() as connection:
        kept = connection.execute(sql("SELECT speaker_name FROM quotations WHERE key = :key"), {"key": before.key})
        assert kept.scalar() is None
    library.rebuild()
    assert asked(library).speaker_agreement == "judged"
    withdraw(library.store, library.registry, before.key, Said("he was", "Ann"))
    assert asked(library) == before


@pytest.mark.postgres
def test_a_rejected_edge_changes_what_is_first(library: Library) -> None:
    before = asked(library)
    edges = [e for e in library.trace(key(library, "gr")).edges if e.child == key(library, "gr")]
    for edge in edges:
        judge(library.store, library.registry, edge.key, "reject", Said("by hand", "Ann"))
    after = asked(library)
    assert [c.credited for c in (after.first, *after.carriers) if c.article == key(library, "gr")] == [()]
    with library.store._engine.connect() as connection:
        kept = connection.execute(sql("SELECT first_basis FROM quotations WHERE key = :key"), {"key": before.key})
        assert kept.scalar() == after.first_basis


@pytest.mark.postgres
def test_forgotten_with_the_article(library: Library) -> None:
    library.forget(PAGES["rt"]["url"], "asked")
    found = asked(library)
    assert found.first.article == key(library, "gr") and found.first_basis.endswith(
        "; it credits RT, which is not held"
    )
    assert len(found.carriers) == 2


def test_text_and_json(sqlite_db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_library(sqlite_db) as opened:
        fill(opened, tmp_path, list(PAGES))
    assert main(["--db", sqlite_db, "who-said", ASKED]) == 0
    said = capsys.readouterr().out
    for words in ("said by Anatoly Antonov", "Earliest known carrier among 4 held", "RT · 2015-11-04", "credits nobody", "“up to 40” instead of “some 25-30”", "The Coast Review"):  # fmt: skip
        assert words in " ".join(said.split()), words
    assert max(map(len, said.splitlines())) <= 88
    assert main(["--db", sqlite_db, "who-said", ASKED, "-o", "jsonl"]) == 0
    [body] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert body["schema"] == "provenance.quotation/1" and body["speaker"]["name"] == "Anatoly Antonov"
    assert main(["--db", sqlite_db, "who-said", ASKED, "-o", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [body]
    assert main(["--db", sqlite_db, "statements", PAGES["gazette"]["url"], "-o", "json"]) == 0
    [told] = json.loads(capsys.readouterr().out)
    assert told["key"] == body["key"] and told["statement"]["speaker"]["mention"] == "Antonov"
    assert main(["--db", sqlite_db, "statements", PAGES["gr"]["url"]]) == 0
    assert "in 4 articles; earliest known: RT, 2015-11-04" in " ".join(capsys.readouterr().out.split())
    assert main(["--db", sqlite_db, "who-said", "nobody ever said this here"]) == 0
    assert capsys.readouterr().out.startswith("Nobody is found here to have said")
    assert main(["--db", sqlite_db, "who-said", "..."]) == 2
    assert capsys.readouterr().err.count("\n") == 1


PLAIN: dict[str, Any] = {
    "url": "https://plain-paper.example.org/syria",
    "outlet": "The Plain Paper",
    "published": "2015-11-08",
    "title": "Only terrorist targets",
    "text": [
        *(line if line != NUMBER else NUMBER.split('"')[1].rstrip(",") + "." for line in SPEECH),
        f"Source: [RT]({PAGES['rt']['url']})",
    ],
}


def test_a_trace_tells_who_said_what_and_whose_name_was_left_out(sqlite_db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    PAGES["plain"] = PLAIN
    try:
        with open_library(sqlite_db) as opened:
            fill(opened, tmp_path, ["rt", "plain"])
            trace = opened.trace(PLAIN["url"])
            rt = key(opened, "rt")
    finally:
        del PAGES["plain"]
    [dropped] = [d for d in trace.dropped if "25-30 thousand" in d.text]
    assert (dropped.source, dropped.speaker) == (rt, "Anatoly Antonov")
    assert (
        trace.reading.document is not None and trace.reading.document.text[dropped.start : dropped.end] == dropped.text
    )
    assert {(c.first, c.first_by, c.carriers) for c in trace.statements} == {(rt, "chain", 2)}
    assert main(["--db", sqlite_db, "trace", PLAIN["url"]]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert (
        "Words whose speaker was left out" in said
        and "RT names Anatoly Antonov" in said
        and "earliest known: RT (chain)" in said
    )
    assert main(["--db", sqlite_db, "trace", PLAIN["url"], "-o", "json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert len(body["statements"]) == len(trace.statements) and body["dropped"][0]["source"] == rt

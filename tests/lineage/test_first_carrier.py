"""Who carried a statement first, what others changed, and what became of the speaker's name."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.lineage.carriers import Around, carrying, own_key, quotation
from provenance.lineage.differences import compared
from provenance.lineage.first import first_of
from provenance.lineage.occasions import occasion_of
from provenance.lineage.when import stated_earlier
from provenance.records.judgement import Judgement
from provenance.records.lineage import Edge, Node, Searched
from provenance.records.quotation import Change, Member
from provenance.records.statement import Part, Statement, Venue
from provenance.report.said_text import as_asked, who_said_text
from provenance.wording import wording
from tests.store.saying import ORE, paper, speaker, statement
from tests.store.stored import claim, edge

HOLT = speaker("Irma Holt", role="minister")
SEEN = "2026-01-01T00:00:00Z"


def node(key: str, day: str | None = None, *, held: bool = True) -> Node:
    at = paper(int(key[-1]))
    published = claim(day) if day else None
    return Node(key, at.name, at.domain, at, f"https://{at.domain}/x", "A title", published, held)


def around(
    nodes: list[Node], edges: list[Edge] | None = None, judgements: list[Judgement] | None = None, text: str = ""
) -> Around:
    return Around({n.key: n for n in nodes}, edges or [], judgements or [], lambda _: text, Searched(9, 3, None, None))


def comes(child: str, parent: str, **more: object) -> Edge:
    return replace(edge(child, parent), **more)  # type: ignore[arg-type]


def test_one_carrier() -> None:
    assert first_of({"art_1": SEEN}, {}, []) == (
        "art_1",
        "only",
        "earliest known carrier among 1 held; no other carrier is held",
    )


def test_the_chain_goes_before_the_dates() -> None:
    nodes = {n.key: n for n in (node("art_1", "2015-11-09"), node("art_2", "2015-11-04"), node("art_3", "2015-11-05"))}
    edges = [comes("art_2", "art_1"), comes("art_3", "nod_9"), comes("nod_9", "art_1")]
    first, by, basis = first_of(dict.fromkeys(nodes, SEEN), nodes, edges)
    assert (first, by) == ("art_1", "chain") and basis.startswith("earliest known carrier among 3 held; by chain")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(1, 9)), min_size=2, max_size=7))
def test_dates_decide_as_pair_by_pair(days: list[int | None]) -> None:
    nodes = {n.key: n for n in (node(f"art_{i}", f"2015-11-{d:02}" if d else None) for i, d in enumerate(days))}
    first, by, _ = first_of(dict.fromkeys(nodes, SEEN), nodes, [])
    before = [a for a in nodes if all(stated_earlier(nodes[a].published, nodes[b].published) for b in nodes if b != a)]
    assert (by == "time") == bool(before)
    assert not before or [first] == before
    assert not any(stated_earlier(nodes[b].published, nodes[first].published) for b in nodes)


@pytest.mark.parametrize("day", ["1850-03-01", "2190-01-01"])
def test_a_date_that_cannot_be_its_own_says_nothing(day: str) -> None:
    nodes = {n.key: n for n in (node("art_1", day), node("art_2", "2015-11-04"), node("art_3", "2015-11-09"))}
    first, by, _ = first_of(dict.fromkeys(nodes, SEEN), nodes, [])
    assert (first, by) == ("art_2", "undetermined")


def test_a_rejected_edge_and_a_common_publication_order_nothing() -> None:
    nodes = {n.key: n for n in (node("art_1", "2015-11-09"), node("art_2", "2015-11-04"))}
    for way in (comes("art_2", "art_1", state="rejected"), comes("art_2", "art_1", relation="co_published")):
        assert first_of(dict.fromkeys(nodes, SEEN), nodes, [way])[:2] == ("art_2", "time")


def test_a_circle_tells_nothing() -> None:
    nodes = {n.key: n for n in (node("art_1", "2015-11-09"), node("art_2", "2015-11-04"))}
    assert first_of(dict.fromkeys(nodes, SEEN), nodes, [comes("art_1", "art_2"), comes("art_2", "art_1")])[:2] == (
        "art_2",
        "time",
    )


def test_days_that_overlap_do_not_decide_sightings_do() -> None:
    nodes = {n.key: n for n in (node("art_1", "2015-11-04"), node("art_2", "2015-11-04"), node("art_3"))}
    seen = {"art_1": "2026-01-02T00:00:00Z", "art_2": "2026-01-01T00:00:00Z", "art_3": "2026-01-03T00:00:00Z"}
    first, by, basis = first_of(seen, nodes, [])
    assert (first, by) == ("art_2", "sighting") and "by sighting" in basis


def test_sightings_of_one_batch_do_not_decide() -> None:
    nodes = {n.key: n for n in (node("art_1", "2015-11-04"), node("art_2", "2015-11-04"))}
    seen = {"art_1": "2026-01-01T00:00:09Z", "art_2": "2026-01-01T00:00:01Z"}
    first, by, basis = first_of(seen, nodes, [])
    assert (first, by) == ("art_1", "undetermined") and "undetermined" in basis


def test_a_source_that_is_not_held_is_said() -> None:
    nodes = {n.key: n for n in (node("art_1", "2015-11-04"), node("nod_9", held=False))}
    assert first_of({"art_1": SEEN}, nodes, [comes("art_1", "nod_9")])[2].endswith(
        "; it credits Paper 9, which is not held"
    )


@pytest.mark.parametrize(
    ("other", "relation", "diff"),
    [
        ([ORE], "verbatim", ()),
        ([ORE.upper()], "verbatim", ()),
        ([ORE.replace("mine will", "mine, will"), ], "verbatim", ()),
        (["The mine will close in March and nobody", "who works in it will be left without a place"], "verbatim", ()),
        (["nobody who works in it will be left without a place"], "truncated", (Change("The mine will close in March and", ""),)),
        (["The mine will close … without a place"], "truncated", (Change("in March and nobody who works in it will be left", ""),)),
        (["The mine will close without a place"], "altered", (Change("in March and nobody who works in it will be left", ""),)),
        ([f"We say: {ORE}"], "extended", (Change("", "We say"),)),
        ([ORE.replace("March", "April")], "altered", (Change("March", "April"),)),
        ([ORE.replace("mine", "[old] mine")], "altered", (Change("", "old"),)),
    ],
)  # fmt: skip
def test_what_a_carrier_changed(other: list[str], relation: str, diff: tuple[Change, ...]) -> None:
    assert compared([ORE], other) == (relation, diff)


def member(article: str, said: Statement, seen: str = SEEN) -> Member:
    return Member(article, said, seen)


def test_a_quotation_names_first_carrier_changes_and_credits() -> None:
    nodes = [
        node("art_1", "2015-11-04"),
        node("art_2", "2015-11-05"),
        node("art_3", "2015-11-06"),
        node("nod_9", held=False),
    ]
    members = [
        member("art_2", statement(ORE.replace("March", "April"), speaker("Irma Holt"))),
        member("art_1", statement(ORE, speaker(None, "she"))),
        member("art_3", statement(ORE)),
    ]
    found = quotation(
        "quo_x", members, around(nodes, [comes("art_2", "nod_9"), comes("art_3", "art_1", credit="none")])
    )
    assert found.first.article == "art_1" and found.first.attribution == "first" and found.text == ORE
    assert (
        found.speaker
        and found.speaker.name == "Irma Holt"
        and found.speaker_from == "art_2"
        and found.speaker_agreement == "one_names"
    )
    second, third = found.carriers
    assert (
        second.relation == "altered"
        and [c.name for c in second.credited] == ["Paper 9"]
        and second.attribution == "kept"
    )
    assert third.relation == "verbatim" and third.credited == () and third.attribution == "dropped"
    body = found.to_dict()
    assert body["schema"] == "provenance.quotation/1" and body["searched"] == {
        "articles": 9,
        "outlets": 3,
        "from": None,
        "to": None,
    }
    assert {"article", "outlet", "published", "relation", "diff", "credited"} <= set(body["first"])


def test_disagreement_is_shown() -> None:
    nodes = [node(f"art_{n}", f"2015-11-0{n}") for n in (1, 2, 3)]
    names = ("Irma Holt", "Irma Holt", "Tom Reed")
    found = quotation(
        "quo_x",
        [member(n.key, statement(ORE, speaker(name))) for n, name in zip(nodes, names, strict=True)],
        around(nodes),
    )
    assert found.speaker_agreement == "disagreed" and found.carriers[-1].attribution == "changed"
    assert [(s.name, len(s.articles)) for s in found.speakers] == [("Irma Holt", 2), ("Tom Reed", 1)]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("Irma Holt", "Tom Reed", "Tom Reed"), "Irma Holt"),
        ((None, "Tom Reed", "Irma Holt", "Irma Holt"), "Irma Holt"),
        (("Irma Holt", "General Tom Reed"), "Irma Holt"),
    ],
)
def test_whom_the_earliest_names_is_told_before_whom_a_later_one_names_more_fully(
    names: tuple[str | None, ...], told: str
) -> None:
    nodes = [node(f"art_{n}", f"2015-11-0{n + 1}") for n in range(len(names))]
    made = [speaker(n) if n else None for n in names]
    if made[-1] is not None and told != names[-1]:
        made[-1] = replace(made[-1], role="minister of mines", confidence=1.0)
    found = quotation(
        "quo_x", [member(n.key, statement(ORE, s)) for n, s in zip(nodes, made, strict=True)], around(nodes)
    )
    assert found.speaker is not None and found.speaker.name == told and found.speaker_agreement == "disagreed"


def decided(subject: str, decision: str = "confirm", value: str | None = None) -> Judgement:
    return Judgement("", "speaker", subject, decision, "n", "Ann", None, "2026-01-01T00:00:00Z", value)  # type: ignore[arg-type]


def test_a_person_outranks_what_was_found() -> None:
    said = statement(ORE, HOLT)
    for subject in (said.key, own_key(said.key)):
        given = quotation(
            "quo_x", [member("art_1", said)], around([node("art_1")], None, [decided(subject, "confirm", "Tom Reed")])
        )
        assert given.speaker and given.speaker.name == "Tom Reed"
        gone = quotation("quo_x", [member("art_1", said)], around([node("art_1")], None, [decided(subject, "reject")]))
        assert gone.speaker and gone.speaker.name is None and gone.speaker.role is None
        late = [decided(subject, "reject"), decided(subject, "confirm", "Tom Reed")]
        last = quotation("quo_x", [member("art_1", said)], around([node("art_1")], None, late))
        assert last.speaker and last.speaker.name == "Tom Reed"


def test_said_in_the_headline_and_below_counts_once() -> None:
    headline = replace(statement("The mine will close in March", HOLT), zone="headline")
    body = statement(ORE, HOLT, start=50)
    found = quotation("quo_x", [member("art_1", headline), member("art_1", body)], around([node("art_1")]))
    assert found.text == ORE and len(found.first.statements) == 2


def test_two_halves_in_one_article_are_the_whole() -> None:
    first, second = (
        "The dam was inspected twice this year and found sound.",
        "The second inspection left out the northern intake.",
    )
    whole = statement(f"{first} {second}", HOLT)
    halves = [member("art_2", statement(first, HOLT, start=9)), member("art_2", statement(second, HOLT, start=90))]
    found = quotation(
        "quo_x", [member("art_1", whole), *halves], around([node("art_1", "2015-11-01"), node("art_2", "2015-11-05")])
    )
    assert [c.relation for c in found.carriers] == ["verbatim"]


def test_only_who_carries_what_is_asked_for() -> None:
    one = member("art_1", statement(ORE))
    cut = member("art_2", statement("nobody who works in it will be left without a place"))
    assert carrying(wording("the mine will close in March"), [one, cut]) == [one]
    assert carrying(wording("March"), [one, cut]) == [m for m in (one, cut) if "March" in m.statement.text]
    assert not carrying(wording("April"), [one, cut])


SENTENCES = [
    (
        'Holt was speaking at the yearly meeting of the mayors. "We close," Holt said.',
        "Holt was speaking at the yearly meeting of the mayors.",
    ),
    (
        "Holt said it in an interview with the Harbour Gazette on Monday.",
        "Holt said it in an interview with the Harbour Gazette on Monday.",
    ),
    ("Irma Holt sprach vor Journalisten in Essen.", "Irma Holt sprach vor Journalisten in Essen."),
    ("Reed was speaking at the meeting, Holt was not there.", None),
    ("Speaking at the meeting, Holt said no.", "Speaking at the meeting, Holt said no."),
    ('Holt said: "He was speaking at the gate."', None),
    ("Nobody was speaking at the meeting.", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "occasion"), SENTENCES)
def test_the_occasion_as_stated(text: str, occasion: str | None) -> None:
    assert occasion_of(text, HOLT) == occasion
    assert occasion_of(text, None) is None


def test_a_venue_is_the_occasion() -> None:
    said = replace(
        statement(ORE, HOLT), venue=Venue("told the Harbour Gazette", None), content=(Part(0, len(ORE), ORE),)
    )
    assert quotation("quo_x", [member("art_1", said)], around([node("art_1")])).occasion == "told the Harbour Gazette"


def test_where_words_stand_as_they_were_asked_for() -> None:
    nodes = [node("art_1", "2015-11-01"), node("art_2", "2015-11-02")]
    texts = (
        "We will build twelve new gates along the harbour wall",
        "We will build forty new gates along the harbour wall",
    )
    members = [member(n.key, statement(text, speaker("Irma Holt"))) for n, text in zip(nodes, texts, strict=True)]
    one = quotation("quo_x", members, around(nodes))
    assert as_asked(one, "twelve new gates") is None and as_asked(one, "quo_2mtgkgh2w3r7lr44") is None
    assert "2015-11-02" in (as_asked(one, "Forty new gates") or "")
    assert "nobody here has it just so" in (as_asked(one, "forty old gates") or "")
    assert "  ! As asked for" in who_said_text([one], "forty new gates")

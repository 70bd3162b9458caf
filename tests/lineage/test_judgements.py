import json
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.lineage.chain import declared
from provenance.lineage.judgements import (
    derived,
    disagreements,
    end_of,
    identity,
    judged,
    outranking,
    without_rejected,
)
from provenance.lineage.nodes import article_node
from provenance.lineage.origin import chain_origin
from provenance.lineage.trace import assemble
from provenance.records.article import StatedOrigin
from provenance.records.judgement import Decision, End, Judgement, Kind, from_json, outlet_key
from provenance.records.keys import article_key, edge_key
from provenance.records.lineage import Edge, Node
from provenance.records.outlet import OutletRef
from tests.report.made import NOTHING, edge, links, node, outlet, reading, seed_reading

A, B, C = node("Aurora", held=True, published="2019-03-04"), node("Beacon"), node("Courier")
SILENT = reading("Words.", origin=StatedOrigin("unknown", "silence", None, None, None, 0.0))


def judgement(
    kind: Kind, subject: str, decision: Decision, *, by: str | None = "Ann", day: int = 1, value: str | None = None,
    child: End | None = None, parent: End | None = None,
) -> Judgement:  # fmt: skip
    at = f"2026-01-{day:02}T00:00:00Z"
    return Judgement("", kind, subject, decision, "seen in print", by, None, at, value, child, parent).keyed()


def on(
    child: Node,
    parent: Node,
    decision: Decision,
    *,
    by: str | None = "Ann",
    day: int = 1,
    value: str = "republished_from",
) -> Judgement:
    ends = end_of(child), end_of(parent)
    given_ = value if decision == "assert" else None
    return judgement(
        "edge", edge_key(child.key, parent.key), decision, by=by, day=day, value=given_, child=ends[0], parent=ends[1]
    )


def origin_of(nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> tuple[str, tuple[str, ...]]:
    found = chain_origin(SILENT, nodes[0], nodes, edges)
    return found.state, found.nodes


def test_what_nobody_judged_stays() -> None:
    assert judged((A, B), (edge(A, B),), ()) == ((A, B), (edge(A, B),))


def test_a_rejected_edge_stays_in_sight_and_leads_nowhere() -> None:
    nodes, edges = judged((A, B), (edge(A, B),), (on(A, B, "reject"),))
    assert [(e.state, e.reviewed, e.confidence) for e in edges] == [("rejected", True, 0.9)]
    assert origin_of(nodes, edges) == ("none_stated", ())


def test_a_confirmed_edge_outranks_rivals_nobody_looked_at() -> None:
    rivals = (edge(A, B), edge(A, C))
    assert origin_of((A, B, C), rivals)[0] == "undetermined"
    nodes, edges = judged((A, B, C), rivals, (on(A, C, "confirm"),))
    assert [(e.state, e.reviewed) for e in edges] == [("declared", False), ("confirmed", True)]
    assert origin_of(nodes, edges) == ("confirmed", (C.key,))


def test_two_confirmed_sources_stay_rivals() -> None:
    both = (on(A, B, "confirm"), on(A, C, "confirm"))
    assert origin_of(*judged((A, B, C), (edge(A, B), edge(A, C)), both))[0] == "undetermined"


def test_an_asserted_edge_brings_what_it_leads_to() -> None:
    nodes, edges = judged((A,), (), (on(A, B, "assert", value="wire"), on(B, C, "assert", day=2)))
    assert [n.name for n in nodes] == ["Aurora", "Beacon", "Courier"]
    assert [(e.relation, e.found_by, e.state, e.evidence) for e in edges] == [
        ("wire", "person", "confirmed", ()),
        ("republished_from", "person", "confirmed", ()),
    ]
    assert origin_of(nodes, edges) == ("confirmed", (C.key,))


def test_an_assertion_that_does_not_join_the_chain_is_left_out() -> None:
    assert judged((A,), (), (on(B, C, "assert"),)) == ((A,), ())


def test_an_assertion_of_what_is_declared_confirms_it() -> None:
    _, (found,) = judged((A, B), (edge(A, B),), (on(A, B, "assert", value="wire"),))
    assert (found.relation, found.state, found.found_by) == ("republished_from", "confirmed", "credit")


def test_a_judgement_finds_its_edge_when_the_source_comes_to_be_held() -> None:
    url = "https://beacon.example/a"
    known = replace(B, url=url)
    held = replace(known, key=article_key(url, None, ""), held=True)
    assert identity(known) == identity(held) == held.key
    _, (found,) = judged((A, held), (edge(A, held),), (on(A, known, "reject"),))
    assert found.state == "rejected"


def test_the_latest_standing_judgement_counts_whatever_the_order_they_come_in() -> None:
    ann, bob, carl = on(A, B, "reject"), on(A, B, "confirm", by="Bob", day=2), on(A, B, "reject", by="Carl", day=3)
    gone = replace(carl, withdrawn_at="2026-02-01T00:00:00Z")
    for some in permutations((ann, bob, gone)):
        assert judged((A, B), (edge(A, B),), some)[1][0].state == "confirmed"
        (conflict,) = disagreements(some)
        assert conflict.kind == "judgements"
        assert "Ann rejected it on 2026-01-01; Bob confirmed it on 2026-01-02" in conflict.detail
        assert "Carl" not in conflict.detail and "of Bob, counts" in conflict.detail


def test_who_changes_their_mind_disagrees_with_nobody() -> None:
    assert disagreements((on(A, B, "reject"), on(A, B, "confirm", day=2))) == ()
    assert disagreements((on(A, B, "assert"), on(A, B, "confirm", by="Bob", day=2))) == ()


def test_a_date_is_denied_and_given() -> None:
    late = node("Beacon", published="2019-03-05T10:00:00Z")
    early = replace(A, published=node("x", published="2019-03-05T12:00:00Z").published)
    link = replace(edge(early, late), hours_later=2.0)
    (article, _), (same,) = judged((early, late), (link,), (judgement("date", A.key, "reject"),))
    assert article.published is None and same.hours_later is None
    told = judgement("date", A.key, "confirm", value="2019-03-05T13:30:00Z", day=2)
    (article, _), (same,) = judged((early, late), (link,), (judgement("date", A.key, "reject"), told))
    assert article.published and (article.published.value, article.published.source) == (
        "2019-03-05T13:30:00Z",
        "judgement",
    )
    assert same.hours_later == 3.5
    assert judged((early, late), (link,), (judgement("date", A.key, "confirm"),))[0][0] == early


def whose(name: str, other: str | None, decision: Decision = "confirm", day: int = 1) -> Judgement:
    ends = [End(outlet_key(o.slug), None, o.name, o) for o in (outlet(name), outlet(other or name))]
    return judgement(
        "outlet", ends[0].key, decision, day=day, child=ends[0], parent=ends[1] if other is not None else None
    )


def test_outlets_found_to_be_one_are_one() -> None:
    nodes, _ = judged((A, B, C), (), (whose("Beacon", "Courier"), whose("Aurora", "Beacon")))
    assert [n.outlet.slug for n in nodes if n.outlet] == ["courier", "courier", "courier"]
    assert [n.name for n in nodes] == ["Aurora", "Beacon", "Courier"]
    split = (whose("Beacon", "Courier"), whose("Beacon", "Courier", "reject", 2), whose("Aurora", None, "reject"))
    assert judged((A, B, C), (), split)[0] == (A, B, C)


def test_outlets_in_a_circle_end() -> None:
    nodes, _ = judged((A, B), (), (whose("Aurora", "Beacon"), whose("Beacon", "Aurora")))
    assert len(nodes) == 2


def rejecting(quote: str, read_key: str | None = None) -> tuple[str, Judgement]:
    read = seed_reading()
    article = article_node(read, links, held=True).key
    credit = next(c for c in read.credits if quote in c.evidence.quote)
    said = {"article": article, "relation": credit.relation, "name": credit.name, "quote": credit.evidence.quote}
    one = Judgement("", "credit", read_key or credit.key, "reject", "a caption", "Ann", None, "2026-01-01T00:00:00Z")
    return article, replace(one, **said).keyed()  # type: ignore[arg-type]


@pytest.mark.parametrize("key", [None, "crd_" + "a" * 16])
def test_a_rejected_credit_takes_no_part_also_in_a_newer_reading(key: str | None) -> None:
    read = seed_reading()
    article, one = rejecting("The original source", key)
    left = without_rejected(article, read, (one,))
    assert len(left.credits) == 4 and left.origin and left.origin.outlet == read.credits[0].outlet
    assert without_rejected("art_" + "b" * 16, read, (one,)) is read
    assert without_rejected(article, read, (replace(one, withdrawn_at="2026-01-02T00:00:00Z"),)) is read


def test_without_credits_nothing_is_stated() -> None:
    read = seed_reading()
    all_of_them = [rejecting(c.evidence.quote)[1] for c in read.credits]
    article = article_node(read, links, held=True)
    left = without_rejected(article.key, read, all_of_them)
    assert left.credits == () and left.origin and left.origin.basis == "silence"
    nodes, edges = derived(article, read, all_of_them, lambda believed: declared(article, believed, links))
    assert [(e.state, e.reviewed) for e in edges] == [("rejected", True)] and len(nodes) == 2
    trace = assemble(article, read, nodes, edges, searched=NOTHING, judgements=all_of_them)
    assert (trace.origin.state, trace.reading) == ("none_stated", read)
    told = json.loads(json.dumps(trace.to_dict()))
    assert {(c["state"], c["reviewed"]) for c in told["reading"]["credits"]} == {("rejected", True)}
    assert len(told["judgements"]) == 5 and told["judgements"][0]["by"] == "Ann"


def test_rivals_only_drop_out_where_a_person_spoke() -> None:
    edges = (edge(A, B), edge(A, C), edge(B, C))
    assert outranking(edges) == edges
    sure = replace(edges[0], state="confirmed", reviewed=True)
    assert outranking((sure, *edges[1:])) == (sure, edges[2])


TEXTS = st.text(min_size=1, max_size=20)


@given(TEXTS, st.none() | TEXTS, st.none() | TEXTS, st.sampled_from(["confirm", "reject"]))
def test_what_is_exported_comes_back(note: str, by: str | None, source: str | None, decision: Decision) -> None:
    ref = OutletRef("beacon", "Beacon", None, True)
    one = on(A, replace(B, outlet=ref), decision)
    first, _ = from_json(replace(one, note=note, by=by, source=source, key="").to_dict() | {"key": None})
    again, unknown = from_json(json.loads(json.dumps(first.to_dict())))
    assert again == first and unknown == ()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"kind": "mood"}, "kind 'mood'"),
        ({"decision": "perhaps"}, "decision 'perhaps'"),
        ({"note": ""}, "note is missing"),
        ({"note": 3}, "note is not text"),
        ({"note": "changed"}, "changed by hand"),
        ({"at": "yesterday"}, "no moment"),
        ({"subject": "crd_aaaaaaaaaaaaaaaa"}, "no key of a judged edge"),
        ({"subject": "edg_short"}, "no key of a judged edge"),
        ({"child": None}, "needs child and parent"),
        ({"child": {"key": "art_"}}, "child is not an object"),
        ({"decision": "assert", "value": "lent"}, "relation"),
        ({"kind": "date", "subject": "art_aaaaaaaaaaaaaaaa", "value": "soon"}, "no date"),
        ({"schema": "provenance.judgement/9"}, "provenance.judgement/9"),
    ],
)
def test_what_is_no_judgement_is_refused_in_words(change: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        from_json(on(A, B, "reject").to_dict() | change)
    with pytest.raises(ValueError, match="not a JSON object"):
        from_json([])


def test_fields_nobody_knows_are_told() -> None:
    assert from_json(on(A, B, "reject").to_dict() | {"mood": 1})[1] == ("mood",)

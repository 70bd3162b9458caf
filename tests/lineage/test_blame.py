from hypothesis import given
from hypothesis import strategies as st

from provenance.lineage.blame import Known, Pairs, blame
from provenance.records.blame import Passage
from provenance.records.lineage import Edge, Match, Node
from tests.report.made import edge, node, outlet, reading

ME = node("Aurora", held=True, published="2016-02-10")
EARLY = node("Beacon", held=True, published="2016-02-01")
LATE = node("Courier", held=True, published="2016-02-20")
UNDATED = node("Dispatch", held=True)
WIRE = node("Reuters")
TEXT = "One two three four five. Six seven eight nine ten. Eleven twelve thirteen fourteen fifteen."
READ = reading(TEXT, by=outlet("Aurora"))


def shares(other: Node, *spans: tuple[int, int]) -> Match:
    a, b = sorted((ME.key, other.key))
    turned = tuple((s, e, s, e) for s, e in spans)
    return Match(a, b, None, None, None, "excerpt", 10, 10, 0.3, 0.3, turned)


def passages(*matches: Match, edges: tuple[Edge, ...] = (), pairs: Pairs = frozenset()) -> tuple[Passage, ...]:
    known = Known({n.key: n for n in (ME, EARLY, LATE, UNDATED, WIRE)}, pairs)
    return blame(ME, READ, matches, edges, known, 8)


def said(found: tuple[Passage, ...]) -> list[tuple[str, str, str]]:
    names = {n.key: n.name for n in (ME, EARLY, LATE, UNDATED, WIRE)}
    return [(TEXT[p.start : p.end], names[p.earliest], p.basis) for p in found]


def test_what_nobody_else_has_is_the_articles_own() -> None:
    assert said(passages()) == [(TEXT, "Aurora", "not found elsewhere among 8")]


def test_an_earlier_article_has_its_passage() -> None:
    found = said(passages(shares(EARLY, (25, 50))))
    assert [who for _, who, _ in found] == ["Aurora", "Beacon", "Aurora"]
    assert found[1][0] == "Six seven eight nine ten. " and found[1][2] == "earlier date"


def test_who_is_later_or_undated_had_nothing_first() -> None:
    for other in (LATE, UNDATED):
        found = said(passages(shares(other, (25, 50))))
        assert [who for _, who, _ in found] == ["Aurora"] * 3
        assert found[1][2] == "also in 1 other; which was first is not known"


def test_the_far_end_of_the_chain_had_it_first() -> None:
    chain = (edge(ME, UNDATED), edge(UNDATED, EARLY))
    found = said(passages(shares(UNDATED, (0, 50)), shares(EARLY, (25, 50)), edges=chain))
    assert [(who, basis) for _, who, basis in found][:2] == [
        ("Dispatch", "earlier in the chain (declared)"),
        ("Beacon", "earlier in the chain (declared)"),
    ]


def test_what_two_copies_of_a_wire_share_is_the_wires() -> None:
    found = said(passages(shares(LATE, (25, 50)), edges=(edge(ME, WIRE),), pairs=frozenset({(LATE.key, WIRE.key)})))
    assert found[1][1:] == ("Reuters", "credited, not held; 1 other with the same words")
    assert found[0][2] == "not found elsewhere among 8; Reuters is credited, and not held"


def test_a_circle_and_a_boilerplate_match_harm_nothing() -> None:
    chain = (edge(ME, EARLY), edge(EARLY, ME))
    assert said(passages(shares(EARLY, (25, 50)), edges=chain))
    foot = shares(EARLY, (25, 50))
    assert said(passages(Match(**{**{f: getattr(foot, f) for f in foot.__slots__}, "kind": "boilerplate"}))) == [
        (TEXT, "Aurora", "not found elsewhere among 8")
    ]


@given(st.lists(st.tuples(st.sampled_from([EARLY, LATE, UNDATED]), st.integers(0, 90), st.integers(0, 90)), max_size=6))
def test_passages_cover_the_article_once(spans: list[tuple[Node, int, int]]) -> None:
    found = passages(*(shares(other, (min(a, b), max(a, b))) for other, a, b in spans))
    assert "".join(TEXT[p.start : p.end] for p in found) == TEXT

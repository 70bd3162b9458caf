"""The surest arrow of a copy, and the end of the chain above it."""

from hypothesis import given
from hypothesis import strategies as st

from provenance.measure.chains import Chains, copies, descend
from tests.measure.lineages import ARROWS, PLACES, arrow, found, place


def test_chains_end_where_nothing_leads_on() -> None:
    made = found()
    assert {k: (c.root.key if c.root else None, c.hops) for k, c in made.items()} == {
        "g1": ("w1", 1), "g2": ("w2", 1), "e1": ("w1", 2), "m1": ("w1", 3), "e2": ("far", 1),
    }  # fmt: skip
    assert made["m1"].chance == 0.9 * 0.9 * 0.9 and not made["m1"].named and made["e1"].named
    weak = found(*(a._replace(confidence=0.6) if a.child == "e1" else a for a in ARROWS))["m1"]
    assert weak.weakest is not None and weak.weakest.child == "e1" and weak.weakest.confidence == 0.6 and not weak.sure
    assert found(*(a._replace(state="confirmed") for a in ARROWS))["m1"].sure
    assert (
        made["g1"].names_root and not made["e1"].names_root and made["e2"].root is not None and not made["e2"].root.held
    )


def test_rivals_of_another_outlet_leave_the_origin_open() -> None:
    """0.90 and 0.85 lie within the margin of 0.12, 0.90 and 0.75 do not; two ways to one outlet are no rivals."""
    assert found(arrow("m1", "w1"), arrow("m1", "g2", confidence=0.85))["m1"].root is None
    assert found(arrow("m1", "w1"), arrow("m1", "g2", confidence=0.75))["m1"].root is PLACES["w1"]
    assert found(arrow("m1", "w1"), arrow("m1", "w2", confidence=0.85))["m1"].root is PLACES["w1"]


def test_a_person_decides_between_rivals() -> None:
    made = found(arrow("m1", "w1"), arrow("m1", "g2", confidence=0.5, judged="confirm"))["m1"]
    assert made.parent is PLACES["g2"] and made.root is PLACES["g2"]


def test_a_passage_comes_after_a_whole_text() -> None:
    made = found(
        arrow("m1", "w1", relation="excerpted_from", confidence=0.95),
        arrow("m1", "g2", relation="copied_from", confidence=0.7),
    )["m1"]
    assert made.whole and made.parent is PLACES["g2"]
    assert not found(arrow("m1", "w1", relation="excerpted_from"))["m1"].whole


def test_a_circle_has_no_end() -> None:
    made = found(arrow("g1", "e1"), arrow("e1", "g1"), arrow("m1", "g1"))
    assert all(c.root is None and c.circle for c in made.values()) and set(made) == {"g1", "e1", "m1"}


def test_the_shortest_way_down() -> None:
    ways = descend(ARROWS, ["w1", "w2"])
    assert {k: [a.parent for a in way] for k, way in ways.items()} == {
        "g1": ["w1"],
        "g2": ["w2"],
        "e1": ["g1", "w1"],
        "m1": ["e1", "g1", "w1"],
    }
    short = descend((*ARROWS, arrow("m1", "w2")), ["w1", "w2"])
    assert [a.parent for a in short["m1"]] == ["w2"]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from([0.5, 0.7, 0.9])), max_size=25))
def test_any_lineage_ends(drawn: list[tuple[int, int, float]]) -> None:
    """Whatever the arrows: every copy is told once, its end has no arrow of its own, and order does not matter."""
    arrows = {(a, b): arrow(str(a), str(b), confidence=c) for a, b, c in drawn if a != b}
    places = {str(n): place(str(n), f"o{n % 3}") for n in range(8)}
    made = copies(Chains(arrows.values()), places, places)
    assert [c.article.key for c in made] == sorted({str(a) for a, _ in arrows})
    children = {c.article.key for c in made}
    for one in made:
        assert one.root is None or one.root.key not in children
    assert made == copies(Chains(list(arrows.values())[::-1]), places, places)
    assert set(descend(arrows.values(), ["0"])) <= children

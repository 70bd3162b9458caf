import itertools
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.report.layout import lay_out
from provenance.report.placing import Layout, Measures

WIDE, HIGH = Measures().box


def inside(point: tuple[float, float], corner: tuple[float, float]) -> bool:
    return 1 < point[0] - corner[0] < WIDE - 1 and 1 < point[1] - corner[1] < HIGH - 1


def sound(plan: Layout, keys: list[str]) -> None:
    assert set(plan.boxes) == set(keys)
    corners = list(plan.boxes.values())
    for n, (x, y) in enumerate(corners):
        assert x >= -0.1 and x + WIDE <= plan.width + 0.1 and y >= -0.1 and y + HIGH <= plan.height + 0.1
        assert all(abs(x - a) >= WIDE or abs(y - b) >= HIGH for a, b in corners[n + 1 :])
    for points in plan.arrows.values():
        for (ax, ay), (bx, by) in itertools.pairwise(points):
            middle = ((ax + bx) / 2, (ay + by) / 2)
            assert not any(inside(p, corner) for p in (middle, (ax, ay), (bx, by)) for corner in corners)


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 60), st.lists(st.tuples(st.integers(0, 59), st.integers(0, 59)), max_size=120))
def test_boxes_never_overlap_and_arrows_pass_between_them(count: int, pairs: list[tuple[int, int]]) -> None:
    keys = [f"k{n}" for n in range(count)]
    ways = [(keys[a % count], keys[b % count]) for a, b in pairs]
    plan = lay_out(keys, ways)
    sound(plan, keys)
    assert set(plan.arrows) == {w for w in ways if w[0] != w[1]}
    assert lay_out(keys, ways) == plan


def test_a_chain_runs_down_and_a_wide_family_to_the_right() -> None:
    chain = lay_out(["a", "b", "c"], [("a", "b"), ("b", "c")])
    assert not chain.across and chain.boxes["a"][1] < chain.boxes["b"][1] < chain.boxes["c"][1]
    assert len({x for x, _ in chain.boxes.values()}) == 1
    keys = ["a", *map(str, range(9))]
    fan = lay_out(keys, [("a", k) for k in keys[1:]])
    assert fan.across and all(fan.boxes["a"][0] < fan.boxes[k][0] for k in keys[1:])


def test_arrows_into_one_copy_end_apart() -> None:
    plan = lay_out(list("abcz"), [(k, "z") for k in "abc"])
    assert len({p[-1] for p in plan.arrows.values()}) == 3


def test_nothing_and_much() -> None:
    assert lay_out([], []).boxes == {}
    keys = [f"k{n}" for n in range(60)]
    began = time.perf_counter()
    sound(lay_out(keys, [(a, b) for n, a in enumerate(keys) for b in keys[n + 1 : n + 15]]), keys)
    assert time.perf_counter() - began < 10

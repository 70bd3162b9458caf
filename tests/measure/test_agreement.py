"""Wilson intervals and kappa against worked examples, and their edges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.measure.agreement import f1, kappa, share


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"), [(0, 10, 0.0, 0.278), (30, 100, 0.219, 0.396), (10, 10, 0.722, 1.0)]
)
def test_wilson_as_in_the_tables(part: int, whole: int, low: float, high: float) -> None:
    found = share(part, whole)
    assert found.low == pytest.approx(low, abs=0.0006) and found.high == pytest.approx(high, abs=0.0006)


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_interval_holds_the_share(a: int, b: int) -> None:
    found = share(min(a, b), max(a, b))
    if found.value is None:
        assert max(a, b) == 0
    else:
        assert found.low is not None and found.high is not None
        assert 0 <= found.low <= found.value <= found.high <= 1


def test_too_few_give_counts_only() -> None:
    assert share(7, 29, 30) == share(7, 29, 100)
    assert share(7, 29, 30).value is None and share(7, 30, 30).value is not None
    assert share(0, 0).value is None and f1(share(0, 0), share(1, 2)) is None
    assert f1(share(0, 2), share(0, 2)) == 0 and f1(share(1, 2), share(1, 1)) == pytest.approx(2 / 3)


def test_kappa_of_a_worked_example() -> None:
    """50 decided by two: 20 both yes, 15 both no, 5 and 10 differ: 0.70 against 0.50 by chance."""
    pairs = [("y", "y")] * 20 + [("n", "n")] * 15 + [("y", "n")] * 5 + [("n", "y")] * 10
    found = kappa(pairs)
    assert found.agreed.value == 0.7 and found.kappa == pytest.approx(0.4)
    assert found.low == pytest.approx(0.1459, abs=0.001) and found.high == pytest.approx(0.6541, abs=0.001)


def test_no_kappa_where_chance_would_always_agree() -> None:
    assert kappa([("y", "y")] * 40).kappa is None and kappa([("y", "y")] * 40).agreed.value == 1
    assert kappa([]).kappa is None and kappa([("y", "n")] * 5, 30).agreed.value is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_kappa_does_not_care_who_is_first(pairs: list[tuple[str, str]]) -> None:
    one, other = kappa(pairs), kappa([(b, a) for a, b in pairs])
    assert one.kappa == other.kappa
    if one.kappa is not None:
        assert one.low is not None and one.high is not None and -1 <= one.low <= one.kappa <= one.high <= 1

"""Ratios of sums, corrections, and when only counts may be given."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.measure.estimates import (
    THROUGH_COPIES,
    Rules,
    corrected,
    from_moments,
    grouped_ratio,
    moments,
    proportion,
    ratio,
)
from provenance.records.measured import Detector

PAIRS = [(float(n % 5), 5.0) for n in range(60)]


def test_a_ratio_is_that_of_the_sums() -> None:
    made = ratio(PAIRS, "words")
    assert (
        (made.part, made.whole, made.n, made.value) == (120, 300, 60, 0.4)
        and made.low is not None
        and made.high is not None
    )
    assert made.low < 0.4 < made.high and made == ratio(PAIRS[::-1], "words") and made.method == "bootstrap"


def test_bootstrap_and_its_limit_agree_for_many() -> None:
    """Same world: 2,000 articles; both intervals to a tenth of their width."""
    groups = {(float(n % 7), 7.0): 100 + n for n in range(20)}
    one, other = grouped_ratio(groups, "words"), from_moments(moments(groups), "words")
    assert one.low is not None and one.high is not None and other.low is not None and other.high is not None
    assert (
        one.value == other.value and abs(one.low - other.low) + abs(one.high - other.high) < (one.high - one.low) / 10
    )


def test_more_different_articles_than_are_drawn() -> None:
    made = ratio(((float(n % 3), 3.0 + n) for n in range(2500)), "words")
    assert made.method == "linearised" and made.value is not None


def test_none_of_it_is_not_certainly_none() -> None:
    """0 of 40 articles: Wilson's upper bound of 8.8 %, where resampling would say 0 to 0."""
    made = ratio([(0.0, 10.0)] * 40, "words")
    assert made.value == 0 and made.low == 0 and made.high == pytest.approx(0.0876, abs=0.001)
    assert from_moments(moments({(10.0, 10.0): 40}), "words").low == pytest.approx(1 - 0.0876, abs=0.001)


@pytest.mark.parametrize(
    ("rules", "why"),
    [(Rules(), "fewer than 30 articles"), (Rules(THROUGH_COPIES, 1), THROUGH_COPIES), (Rules(least=0), None)],
)
def test_when_only_counts_are_given(rules: Rules, why: str | None) -> None:
    for made in (
        proportion(3, 29, rules),
        ratio(PAIRS[:29], "words", rules),
        from_moments(moments({(1.0, 2.0): 20, (0.0, 2.0): 9}), "words", rules),
    ):
        assert made.why == why and (made.value is None) == (why is not None) and made.part is not None and made.n == 29


def test_nothing_to_divide_by() -> None:
    for rules in (Rules(), Rules(least=1)):
        assert proportion(0, 0, rules).value is None and ratio([], "words", rules).value is None
    assert ratio([(0.0, 0.0)] * 40, "words").why == "no words"


def test_the_example_of_the_screening_test() -> None:
    """Sensitivity 0.85, specificity 0.98, 30 % observed: (0.30 - 0.02) / 0.83 = 33.7 %."""
    made = proportion(30, 100, Rules(detector=Detector(0.85, 0.98)), detected=True).corrected
    assert made is not None and made.value == pytest.approx(0.28 / 0.83)
    by_precision = proportion(30, 100, Rules(detector=Detector(0.8, precision=0.9)), detected=True).corrected
    assert (
        by_precision is not None
        and by_precision.value == pytest.approx(0.3 * 0.9 / 0.8)
        and by_precision.low < by_precision.value < by_precision.high
    )


def test_a_detector_no_better_than_chance_corrects_nothing() -> None:
    plain = proportion(30, 100)
    assert (
        corrected(plain, Detector(0.5, 0.5)) == plain
        and corrected(plain, None) == plain
        and corrected(plain, Detector(0.5)) == plain
    )
    low = proportion(1, 100, Rules(detector=Detector(0.9, 0.9)), detected=True).corrected
    assert low is not None and low.value == 0


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=30, max_size=80), st.integers(0, 3))
def test_bounds_hold_the_value(drawn: list[tuple[int, int]], seed: int) -> None:
    made = ratio([(float(min(a, b)), float(max(a, b))) for a, b in drawn], "words", Rules(seed=seed))
    if made.value is None:
        assert all(max(pair) == 0 for pair in drawn)
    else:
        assert made.low is not None and made.high is not None and 0 <= made.low <= made.value <= made.high <= 1

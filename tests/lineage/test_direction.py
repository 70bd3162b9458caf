from datetime import datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from provenance.lineage.direction import DATE_CAP, WEIGHTS, Sign, by_outlet, by_time, surely_first, verdict
from provenance.lineage.facts import Facts
from provenance.lineage.when import interval_of
from provenance.times import Interval
from tests.lineage.views import PARAGRAPHS, MadeView, page
from tests.report.made import date

SIGNS = st.lists(st.builds(Sign.of, st.sampled_from(sorted(WEIGHTS)), st.sampled_from(["a", "b"])), max_size=6)


def interval(value: str) -> Interval:
    return interval_of(date(value))


def test_days_two_apart_are_in_order_and_days_one_apart_are_not() -> None:
    assert surely_first(interval("2016-02-01"), interval("2016-02-03"))
    assert not surely_first(interval("2016-02-01"), interval("2016-02-02"))
    assert not surely_first(interval("2016-02-03"), interval("2016-02-01"))


def test_two_clocks_must_differ_by_an_hour() -> None:
    assert surely_first(interval("2016-02-01T10:00:00Z"), interval("2016-02-01T11:00:00Z"))
    assert not surely_first(interval("2016-02-01T10:00:00Z"), interval("2016-02-01T10:59:00Z"))


def test_a_year_is_before_no_day_in_it() -> None:
    assert not surely_first(interval("2016"), interval("2016-12-30"))
    assert surely_first(interval("2015"), interval("2016-02-01"))


@given(st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2100, 1, 1)), st.integers(0, 200), st.booleans())
def test_never_are_both_first(moment: datetime, hours: int, day: bool) -> None:
    one = date(f"{moment:%Y-%m-%d}" if day else f"{moment:%Y-%m-%dT%H:%M:%SZ}")
    later = interval_of(one).not_before + timedelta(hours=hours)
    a, b = interval_of(one), interval(f"{later:%Y-%m-%d}" if day else f"{later:%Y-%m-%dT%H:%M:%SZ}")
    assert not (surely_first(a, b) and surely_first(b, a))


def facts(name: str, published: str | None, *, own: bool = False) -> Facts:
    view = MadeView(page(name, PARAGRAPHS, published, own=own))
    return view.facts(view.key(name))


def test_dates_that_cannot_be_believed_give_nothing() -> None:
    good = facts("Aurora", "2016-02-10")
    for value in (None, "1899-06-30", "2031-01-01", "2016-02-10", "2016-02-11", "2016"):
        assert by_time(facts("Beacon", value), good) == (), value


def test_signs_of_dates_and_of_who_publishes() -> None:
    early, late = facts("Aurora", "2016-02-01"), facts("Beacon", "2016-02-10")
    assert [(s.basis, s.parent) for s in by_time(early, late)] == [("claimed_date", "a")]
    assert [(s.basis, s.parent) for s in by_time(late, early)] == [("claimed_date", "b")]
    wire = facts("Reuters", None, own=True)
    assert [(s.basis, s.parent) for s in by_outlet(late, wire)] == [("stated_own", "b"), ("outlet_kind", "b")]


@given(SIGNS)
def test_the_sides_are_treated_alike(signs: list[Sign]) -> None:
    turned = [Sign.of(s.basis, "b" if s.parent == "a" else "a") for s in signs]
    one, other = verdict(signs), verdict(turned)
    assert one.confidence == other.confidence <= 0.95
    assert (one.parent, other.parent) in ((None, None), ("a", "b"), ("b", "a"))


@given(SIGNS)
def test_order_and_repetition_of_signs_do_not_matter(signs: list[Sign]) -> None:
    again = verdict([*signs[::-1], *signs])
    assert (again.parent, again.confidence) == (verdict(signs).parent, verdict(signs).confidence)


def test_nothing_orients_nothing() -> None:
    assert verdict([]).parent is None
    assert verdict([Sign.of("outlet_kind", "a")]).parent is None


def test_dates_alone_are_capped() -> None:
    assert verdict([Sign.of("claimed_date", "a"), Sign.of("outlet_kind", "a")]).confidence == DATE_CAP


def test_a_credit_outranks_and_two_contradict() -> None:
    assert verdict([Sign.of("credit", "a"), Sign.of("claimed_date", "b")]).parent == "a"
    assert verdict([Sign.of("credit", "a"), Sign.of("credit", "b"), Sign.of("observed", "a")]).parent is None


def test_signs_of_weight_on_both_sides_give_no_arrow() -> None:
    strong = [b for b in sorted(WEIGHTS) if b != "credit" and WEIGHTS[b] >= 0.55]
    for one, other in combinations(strong, 2):
        found = verdict([Sign.of(one, "a"), Sign.of(other, "b")])
        assert found.parent is None, (one, other)

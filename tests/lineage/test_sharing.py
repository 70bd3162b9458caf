from hypothesis import given
from hypothesis import strategies as st

from provenance.lineage.sharing import Shared, opening, stock_of
from provenance.records.lineage import Match
from tests.lineage.views import OTHER, PARAGRAPHS, MadeView, page

TEXT = " ".join(f"word{n}" for n in range(60))


def spans_of(first: int, last: int) -> tuple[tuple[int, int], ...]:
    return ((TEXT.index(f"word{first} "), TEXT.index(f"word{last} ") + len(f"word{last}")),)


def test_words_are_bits_and_runs_are_their_places() -> None:
    shared = Shared(TEXT, {"x": spans_of(3, 7)})
    assert shared.words["x"] == 0b11111000
    assert shared.runs(shared.words["x"]) == list(spans_of(3, 7))
    assert shared.runs(0) == []


@given(st.sets(st.integers(0, 59)))
def test_runs_of_bits_are_those_bits(chosen: set[int]) -> None:
    shared = Shared(TEXT, {})
    bits = sum(1 << n for n in chosen)
    assert shared.bits(shared.runs(bits)) == bits
    assert shared.standing(bits, 1) == len(chosen) and shared.standing(bits, 61) == 0


def test_who_has_the_same_words_is_of_one_story() -> None:
    shared = Shared(TEXT, {"a": spans_of(0, 24), "b": spans_of(2, 24), "c": spans_of(30, 58), "d": spans_of(50, 58)})
    assert shared.groups() == [frozenset("cd"), frozenset("ab")]


def test_marks_that_open_go_with_the_word() -> None:
    assert opening('said: "(Today', 8) == 6
    assert opening("said Today", 5) == 5 and opening("«Da", 1) == 0


def test_a_small_common_foot_is_an_ending_and_a_taken_passage_is_not() -> None:
    foot = "Write to the desk in confidence; every letter is read here and nobody who asks us not to is ever named in these pages at all."
    foot += " The house follows the code of the council, and complaints are answered within ten days by the editor who is there for readers."
    foot += " Whoever wants to see the paper at the kiosk before breakfast can order it there, or write to the counter in the hall, where somebody sits until five."
    body_a, body_b = [*PARAGRAPHS, *OTHER[:2]], [*OTHER[2:], *(p[::-1] for p in PARAGRAPHS)]
    ends = MadeView(page("Aurora", [*body_a, foot]), page("Beacon", [*body_b, foot]))
    taken = MadeView(page("Aurora", [*body_a, foot]), page("Beacon", [foot, *body_b]))
    assert ends.matches(ends.key("Aurora")) == {} and len(taken.matches(taken.key("Aurora"))) == 1


def test_stock_is_what_other_stories_of_the_house_have_too() -> None:
    small = Match("k", "m", None, None, None, "excerpt", 70, 70, 0.1, 0.1, ((5, 9, 1, 4),))
    large = Match("k", "n", None, None, None, "copy", 700, 700, 0.9, 0.9, ((0, 90, 0, 90),))
    assert stock_of("k", [small, large]) == ((5, 9),)

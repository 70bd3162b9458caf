"""The form in which what was said is compared."""

from hypothesis import given
from hypothesis import strategies as st

from provenance.wording import LONGEST, function_words, rank_of, search_words, wording, wordings


def test_case_marks_accents_and_spacing_do_not_count() -> None:
    one = wording("“Les mineurs n’ont JAMAIS été prévenus…”")
    other = wording("les  mineurs n'ont jamais ete prevenus")
    assert one.digest == other.digest and one.pairs() == other.pairs() and one.weight == 4


def test_pairs_are_of_neighbouring_content_words() -> None:
    one, other = wording("the mine in the north will close"), wording("mine north, close!")
    assert one.pairs() == other.pairs() and len(one.pairs()) == 2
    assert wording("close north mine").pairs() != other.pairs()
    assert wording("mine").pairs() == wording("").pairs() == wording("of the").pairs() == []


def test_many_are_the_same_as_one_by_one() -> None:
    texts = [
        "",
        "25-30 thousand",
        "Шахта закроется в марте",
        "炭鉱は三月に閉じる",
        "a\0b \ud800",
        "x" * 5000,
        "mine " * 5000,
    ]
    assert [w.digest for w in wordings(texts)] == [wording(t).digest for t in texts]
    assert len(wording("mine " * 5000)) == LONGEST


def test_searched_words() -> None:
    assert search_words("25–30 Tausend, n’ont «été»") == ["25", "30", "tausend", "nont", "ete"]


@given(st.text(max_size=100))
def test_any_text(text: str) -> None:
    one = wording(text)
    assert 0 <= one.weight <= len(one) and len(one.pairs()) <= max(0, one.weight - 1)
    assert -(2**63) <= rank_of(one.digest) < 2**63
    assert all(-(2**63) <= n < 2**63 for n in one.pairs())


def test_lists_hold_words_as_they_are_compared() -> None:
    assert all(word == word.lower() and " " not in word for word in function_words())

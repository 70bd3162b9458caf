import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from provenance.report.inert import QUOTE, cells, clipped, inert


def test_what_moves_colours_turns_or_hides_becomes_visible() -> None:
    assert inert("\x1b[2Jgone") == "\\x1b[2Jgone"
    assert inert("a\u202egpj.exe") == "a\\u202egpj.exe"
    assert inert("a\x00b\x9bc\u200bd\U000e0041") == "a\\x00b\\x9bc\\u200bd\\U000e0041"
    assert inert("line\r\n\tline\u2028line") == "line line line"
    assert inert("\ud800\ufffe") == "\\ud800\\ufffe"


def test_scripts_stay_as_they_are() -> None:
    for text in ("می‌خواهم", "क्ष", "Ελλάδα", "新华社北京", "naïve – “x”", "é" + "e\u0301"):
        assert inert(text) == text
    assert inert("a\u0301" + "\u0301" * 50) == "a" + "\u0301" * 3


@given(st.text())
def test_nothing_active_is_left(text: str) -> None:
    shown = inert(text)
    assert all(unicodedata.category(c)[0] != "C" or c in "\u200c\u200d" for c in shown)
    assert "\n" not in shown and inert(shown) == shown


@given(st.text(), st.integers(5, 300))
def test_cut_text_is_short_and_says_that_it_is_cut(text: str, limit: int) -> None:
    shown = clipped(text, limit)
    assert len(shown) <= limit * 10 + 1
    if len(" ".join(text.split())) > limit:
        assert shown.endswith("…")


def test_a_cut_falls_between_words_and_costs_nothing_on_huge_text() -> None:
    assert clipped("one two three four", 9) == "one two…"
    assert clipped("x" * 5_000_000) == "x" * QUOTE + "…"


def test_wide_letters_take_two_columns() -> None:
    assert (cells("abc"), cells("新华"), cells("e\u0301")) == (3, 4, 1)

"""Words looked for in many texts: the same as looking for each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.attribute.cues import Cues

WORDS = st.text(alphabet="abcé出版", min_size=2, max_size=5)
TEXTS = st.text(alphabet="abcé出版 \t\n\u00a0.", max_size=80)


@given(st.lists(WORDS, max_size=12), st.lists(TEXTS, max_size=4))
def test_within_finds_what_a_search_for_each_word_finds(words: list[str], texts: list[str]) -> None:
    cues = Cues(words)
    for text in [*texts, *texts]:
        assert cues.within(text) == {word for word in words if word in text}


def test_words_inside_of_words_count_and_long_pieces_are_read_like_short_ones() -> None:
    cues = Cues(["publish", "republished", "shed"])
    assert cues.within("it was republished") == {"publish", "republished", "shed"}
    assert cues.within("x" * 5000 + "publish" + "y" * 5000) == {"publish"}


@pytest.mark.parametrize("word", ["a", "", "two words", " led"])
def test_a_word_that_could_be_missed_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="cannot be looked for"):
        Cues([word])

"""Words as numbers, and fingerprints: what any two texts that share 21 words have in common."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.shingles import (
    WINDOW,
    K,
    digest_of,
    fingerprints,
    fingerprints_of_words,
    owned_fingerprints,
    row_numbers,
    shingles,
)
from provenance.words import inside, words_of, words_of_all

WORD = st.text("abcdefghij", min_size=1, max_size=6)
RUN = WINDOW + K - 1


def numbers(text: str) -> list[int]:
    return [int(n) for n in words_of(text).numbers]


@settings(max_examples=60, deadline=None)
@given(st.lists(WORD, max_size=40), st.lists(WORD, min_size=RUN, max_size=60), st.lists(WORD, max_size=40), st.lists(WORD, max_size=40))  # fmt: skip
def test_a_shared_run_leaves_a_common_fingerprint(
    before: list[str], run: list[str], after: list[str], other: list[str]
) -> None:
    a, b = fingerprints([" ".join([*before, *run]), " ".join([*other, *run, *after])])
    assert len(np.intersect1d(a, b)) >= 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=8))
def test_a_batch_gives_what_one_by_one_gives(texts: list[str]) -> None:
    for text, words, prints in zip(texts, words_of_all(texts), fingerprints(texts), strict=True):
        alone = words_of(text)
        assert (alone.numbers == words.numbers).all() and (alone.starts == words.starts).all()
        assert prints.tolist() == sorted(set(prints.tolist()))
        assert prints.tolist() == next(fingerprints_of_words([alone.numbers])).tolist()
    found, owners = owned_fingerprints([words.numbers for words in words_of_all(texts)])
    for n, prints in enumerate(fingerprints(texts)):
        assert sorted(set(found[owners == n].tolist())) == prints.tolist()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.integers(0, 3), max_size=60), max_size=12), st.integers(1, 90))
def test_windows_end_with_their_text(rows: list[list[int]], most: int) -> None:
    """However texts lie together in a piece, each has the fingerprints it has alone."""
    numbers = [np.array(row, dtype=np.uint64) for row in rows]
    alone = [next(fingerprints_of_words([n])).tolist() for n in numbers]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("provenance.shingles.BATCH_WORDS", most)
        assert [f.tolist() for f in fingerprints_of_words(numbers)] == alone


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_words_lie_in_the_text_in_order(text: str) -> None:
    found = words_of(text)
    assert (found.starts < found.ends).all() and (found.ends[:-1] <= found.starts[1:]).all()
    assert not len(found) or found.ends[-1] <= len(text)


def test_case_accents_and_apostrophes_aside() -> None:
    assert numbers("The Minister’s café") == numbers("the ministers cafe") == numbers("THE MINISTER'S cafe\u0301")
    assert numbers("soft\u00adware") == numbers("software")
    assert numbers("one two") != numbers("two one")


def test_characters_of_scripts_without_spaces_are_words() -> None:
    assert len(words_of("昨日東京で")) == 5
    assert len(words_of("Das ist 東京")) == 4
    (a,) = fingerprints(["昨日東京で大きな地震があり、交通機関が止まりましたと発表した"])
    assert len(a) >= 1


def test_short_texts_have_no_fingerprint() -> None:
    assert [len(f) for f in fingerprints(["", "word", "one two three four five", "one two three four five six"])] == [0, 0, 0, 1]  # fmt: skip
    assert len(shingles(words_of("one two").numbers)) == 0


def test_a_megabyte_of_one_word_is_one_fingerprint() -> None:
    (found,) = fingerprints(["word " * 200_000])
    assert len(found) == 1


def test_digests_and_rows_tell_words_apart() -> None:
    a, b = words_of("one two three").numbers, words_of("One, two: three!").numbers
    assert digest_of(a) == digest_of(b) != digest_of(a[:2])
    assert digest_of(a, np.array([True, False, False])) != digest_of(a, np.array([False, False, False]))
    listed = np.concatenate([a, b, a[:2]])
    first, second, third = row_numbers(listed, np.array([0, 3, 6, 8])).tolist()
    assert first == second != third
    assert len(row_numbers(listed, np.array([0]))) == 0


def test_places_inside_spans() -> None:
    assert inside(np.array([0, 3, 5, 9]), [(3, 5), (9, 12)]).tolist() == [False, True, False, True]
    assert inside(np.array([1, 2]), ()).tolist() == [False, False]

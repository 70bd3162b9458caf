"""Two texts beside each other: exact runs, each word once, the grade, and no surprise on hostile pairs."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.lineage.compare import compare
from provenance.lineage.passages import passages
from provenance.quote.spans import quoted_spans
from provenance.words import words_of

NAMES = ["amber", "birch", "cedar", "delta", "ember", "frost"]
NUMBERS = st.lists(st.integers(1, 30), max_size=120)


def prose(seed: int, words: int) -> str:
    rnd = random.Random(seed)
    return " ".join(f"{rnd.choice(NAMES)}{rnd.randrange(99)}" for _ in range(words))


@settings(max_examples=80, deadline=None)
@given(NUMBERS, NUMBERS, NUMBERS)
def test_runs_are_equal_words_each_used_once(before: list[int], common: list[int], after: list[int]) -> None:
    a = np.array([*before, *common, *after[:7]], np.uint64)
    b = np.array([*after, *common, *before[::-1]], np.uint64)
    used_a: set[int] = set()
    used_b: set[int] = set()
    for i, j, n in passages(a, b):
        assert (a[i : i + n] == b[j : j + n]).all()
        assert used_a.isdisjoint(range(i, i + n)) and used_b.isdisjoint(range(j, j + n))
        used_a.update(range(i, i + n))
        used_b.update(range(j, j + n))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_which_comes_first_does_not_matter(seed: int) -> None:
    a, b = f"{prose(seed, 50)} {prose(1, 90)}", f"{prose(1, 90)} {prose(seed + 1, 40)}"
    one, other = compare(a, b), compare(b, a)
    assert (one.words, one.longest_run, one.kind) == (other.words, other.longest_run, other.kind)
    assert (one.cover_a, one.cover_b) == (other.cover_b, other.cover_a)


def test_a_copy_with_words_changed() -> None:
    words = prose(3, 200).split()
    changed = [w if n % 9 else "other" for n, w in enumerate(words)]
    found = compare(" ".join(words), " ".join(changed))
    assert found.kind == "copy" and found.words > 170


def test_an_excerpt_and_its_spans() -> None:
    part = prose(4, 80)
    a, b = f"{prose(5, 100)}\n{part}", f"{part}. {prose(6, 200)}"
    found = compare(a, b)
    ((a_start, a_end, b_start, b_end),) = found.spans
    assert a[a_start:a_end] == part == b[b_start:b_end]
    assert (found.kind, found.words, found.longest_run) == ("excerpt", 80, 80)
    assert (found.cover_a, found.cover_b) == (round(80 / 180, 4), round(80 / 280, 4))


@pytest.mark.parametrize("words", [20, 35])
def test_a_quoted_sentence_is_a_shared_quotation(words: int) -> None:
    said = f'"{prose(7, words)}," she said.'
    a, b = f"{prose(8, 150)} {said} {prose(9, 90)}", f"{said} {prose(10, 150)}"
    assert compare(a, b, quoted_spans(a), quoted_spans(b)).kind == "shared_quotation"


def test_a_long_speech_in_both_is_no_excerpt() -> None:
    said = f'"{prose(11, 120)}"'
    a, b = f"{prose(12, 200)} {said}", f"{said} {prose(13, 200)}"
    assert compare(a, b, quoted_spans(a), quoted_spans(b)).kind == "shared_quotation"
    assert compare(a, b).kind == "excerpt"


def test_what_is_mostly_boilerplate() -> None:
    stock = prose(14, 50)
    a, b = f"{prose(15, 100)}\n{stock}", f"{prose(16, 100)}\n{stock}"
    at = a.index(stock), len(a)
    found = compare(a, b, boilerplate_a=[at])
    assert (found.kind, found.words) == ("boilerplate", 0)


def test_turns_of_phrase_are_nothing() -> None:
    a, b = f"{prose(17, 100)} {prose(1, 10)}", f"{prose(1, 10)} {prose(18, 100)}"
    assert compare(a, b).kind is None
    assert compare("", "").kind is None and compare("word", "word").kind is None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("word " * 100_000, "word " * 100_000 + "end"),
        ("one two three " * 30_000, "three two one " * 30_000),
        (" ".join(f"w{n % 997}" for n in range(60_000)), " ".join(f"w{n % 991}" for n in range(60_000))),
    ],
    ids=["one word", "three words", "long refrain"],
)
def test_hostile_pairs_end(a: str, b: str) -> None:
    found = compare(a, b)
    assert found.words <= min(len(words_of(a)), len(words_of(b)))

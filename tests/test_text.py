from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from provenance.text import (
    _INVISIBLE,
    abbreviates,
    aligned,
    fold,
    name_key,
    sentences,
    slug,
    storable,
    text_class,
    word_spans,
    words,
)

TEXTS = st.text(st.characters(codec="utf-8"), max_size=200)


@given(st.text(st.characters() | st.sampled_from(" \n\t\u00ad\u200b\u00b4\ufdfa\u3000ﬁａ新")))
def test_folding_with_and_without_the_way_back_is_the_same(text: str) -> None:
    assert fold(text) == aligned(text)[0]


@given(st.text(st.characters() | st.sampled_from("ab ’'新華ส")))
def test_words_with_and_without_their_spans_are_the_same(text: str) -> None:
    assert [word for word, _, _ in word_spans(text)] == words(text)
    assert all(text[start:end].casefold() == word for word, start, end in word_spans(text))


def aligned_plainly(text: str, start: int) -> tuple[str, tuple[int, ...]]:
    """As `aligned` says, character by character."""
    found: list[tuple[str, int]] = []
    space, last = None, 0
    for at, char in enumerate(text):
        folded = unicodedata.normalize("NFKC", char)
        if char in _INVISIBLE:
            continue
        if not folded.strip():
            space = at if space is None else space
            continue
        found += [(" ", space)] if space is not None and found else []
        found += [(c, at) for c in (char if " " in folded else folded)]
        space, last = None, at + 1
    return "".join(c for c, _ in found), tuple(start + at for _, at in (*found, ("", last)))


@given(st.text(st.characters() | st.sampled_from("aB7, . \n\t\xa0\u00ad\u200b\u00b4\ufdfa\u3000\x00ﬁ")))
def test_runs_of_plain_letters_are_aligned_like_all_others(text: str) -> None:
    assert aligned(text, 7) == aligned_plainly(text, 7)


@given(TEXTS)
def test_aligned_leads_every_character_back_to_its_own(text: str) -> None:
    folded, offsets = aligned(text, 7)
    assert len(offsets) == len(folded) + 1
    assert list(offsets) == sorted(offsets)
    for char, offset in zip(folded, offsets, strict=False):
        original = text[offset - 7]
        assert char == " " or char in fold(original)


@given(TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=100))
def test_storable_keeps_every_offset(text: str) -> None:
    clean = storable(text)
    assert len(clean) == len(text)
    assert "\0" not in clean
    clean.encode("utf-8")


@given(TEXTS)
def test_sentences_cover_all_but_white_space(text: str) -> None:
    line = fold(text)
    spans = sentences(line)
    assert all(a < b for a, b in spans)
    assert "".join(line[a:b] for a, b in spans).replace(" ", "") == line.replace(" ", "")


def test_sentences_do_not_end_at_abbreviations_and_initials() -> None:
    line = 'Mr. J. Smith of the U.S. Senate spoke on Nov. 4. "We agree," he said. It ended at 5 p.m. on Monday.'
    assert [line[a:b] for a, b in sentences(line)] == [
        "Mr. J. Smith of the U.S. Senate spoke on Nov. 4.",
        '"We agree," he said.',
        "It ended at 5 p.m. on Monday.",
    ]


def test_names_compare_without_case_marks_and_article() -> None:
    assert name_key("The New York Times") == name_key("NEW YORK TIMES.") == "newyorktimes"
    assert name_key("РИА Новости") == "риановости"
    assert name_key("The") == "the"


def test_words_counts_each_character_of_scripts_without_spaces() -> None:
    assert words("Don't panic, 新华社 says") == ["don't", "panic", "新", "华", "社", "says"]


def test_labels_made_of_a_name() -> None:
    assert abbreviates("latimes", "LA Times")
    assert abbreviates("radionz", "Radio New Zealand")
    assert abbreviates("nytimes", "The New York Times")
    assert not abbreviates("rt", "Reuters")
    assert not abbreviates("examplepost", "Example News")


def test_text_class_ignores_marks_and_spacing_only() -> None:
    assert text_class("“Hello”,  world") == text_class("hello world.")
    assert text_class("hello world") != text_class("hello word")


def test_slugs_are_ascii_whatever_the_script() -> None:
    assert slug("Süddeutsche Zeitung") == "suddeutsche-zeitung"
    assert slug("新华社").startswith("x-")

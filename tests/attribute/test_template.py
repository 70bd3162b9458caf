from __future__ import annotations

import time

import pytest

from provenance.attribute import phrases
from provenance.attribute.template import compile_form
from provenance.errors import DataFileError

WORDS = {"work": ["article", "story"], "by": ["by", "on"]}


@pytest.mark.parametrize(
    ("form", "text", "outlet"),
    [
        (
            "this {work} was [first] published {by} {outlet}",
            "This article was published by The Example Post",
            "The Example Post",
        ),
        (
            "this {work} was [first] published {by} {outlet}",
            "this story was first published on Example.org today",
            "Example.org today",
        ),
        ("source[s][:] {outlet}", "SOURCE: Example News", "Example News"),
        ("{outlet} contributed to this {work}", "Example News contributed to this story.", "Example News"),
        (
            "(a|an earlier) version of this {work} ... {by} {outlet}",
            "An earlier version of this story ran on Example",
            "Example",
        ),
    ],
)
def test_forms_find_the_slot(form: str, text: str, outlet: str) -> None:
    match = compile_form(form, WORDS, anchored=True).pattern.match(text)
    assert match is not None
    assert match["outlet"] == outlet


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("this story was published by X", True),
        ("this story was first published by X", True),
        ("this story was originally published by X", True),
        ("this story was first originally published by X", False),
        ("this story was first|originally published by X", False),
    ],
)
def test_an_optional_part_may_have_alternatives(text: str, matches: bool) -> None:
    form = compile_form("this {work} was [first|originally] published {by} {outlet}", WORDS, anchored=True)
    assert (form.pattern.match(text) is not None) == matches


@pytest.mark.parametrize(
    "text", ["The memo, published by RT", "this articles was published by X", "this article wasn't published by X"]
)
def test_forms_match_nothing_else(text: str) -> None:
    assert compile_form("this {work} was published by {outlet}", WORDS, anchored=True).pattern.match(text) is None


@pytest.mark.parametrize("form", ["(a|b", "a)", "[a", "{nothing} here"])
def test_a_malformed_form_is_quoted_in_the_error(form: str) -> None:
    with pytest.raises(DataFileError, match="in the form"):
        compile_form(form, WORDS, anchored=True)


@pytest.mark.parametrize("language", phrases.languages())
def test_every_phrase_file_loads_and_names_its_language(language: str) -> None:
    loaded = phrases.load(language)
    assert loaded is not None
    assert loaded.language == language
    ids = [formula.id for formula in loaded.credits]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", phrases.languages())
@pytest.mark.parametrize("filler", ["by ", "this article ", "source: ", "© ", "a", "published under ", "fair use of "])
def test_no_form_blows_up_on_repetition(language: str, filler: str) -> None:
    loaded = phrases.load(language)
    assert loaded is not None
    text = (filler * 2000)[:2000]
    began = time.process_time()
    for formula in loaded.credits:
        for form in formula.forms:
            form.pattern.match(text)
    for notice in loaded.notices:
        for form in notice.forms:
            form.pattern.search(text)
    assert time.process_time() - began < 5


def test_a_file_with_an_unknown_field_or_relation_is_refused() -> None:
    base = {"language": "xx", "tested": False}
    with pytest.raises(DataFileError, match="unknown fields"):
        phrases.parse({**base, "credit": [{"id": "a", "relation": "wire", "strength": 1, "forms": [], "colour": 1}]})
    with pytest.raises(DataFileError, match="no relation"):
        phrases.parse({**base, "credit": [{"id": "a", "relation": "copied", "strength": 1, "forms": []}]})


def test_a_list_nobody_reads_is_refused() -> None:
    with pytest.raises(DataFileError, match="lists nobody reads: stop"):
        phrases.parse({"language": "xx", "tested": False, "slot": {"stop": ["on"]}})


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("thanks to El Junco for leave to print", "El Junco"),
        ("thanks to the paper «Голос болот» for leave to print", "the paper «Голос болот»"),
        ("thanks to Gazette of the Fens, for leave to print", "Gazette of the Fens"),
        ("thanks to Камыш за print", "Камыш"),
    ],
)
def test_a_name_before_a_gap_runs_as_far_as_its_capitals(text: str, name: str) -> None:
    form = compile_form("thanks to {outlet} ... print", {}, anchored=True)
    found = form.pattern.match(text)
    assert found is not None
    assert found["outlet"] == name

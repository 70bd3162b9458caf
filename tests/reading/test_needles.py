"""Patterns that are asked only where one of their words stands say what they would say if asked always."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.reading import wallwords
from provenance.reading.needles import Needled

OURS = {name: x for name, x in vars(wallwords).items() if isinstance(x, Needled)}
PIECES = (
    "cook",
    "ies",
    "not a",
    " robot",
    "to",
    "CONTINUE",
    " reading",
    "ſ",
    "K",
    "İ",
    "ı",
    "ẞ",
    "ς",
    "σ",
    "ᲂ",
    "ᲁ",
    "\u0307",
    "é",
    "не ро",
    "бот",
)
ODD = (
    "ab|cd",
    "(?:ab)+",
    "(?:ab)*c",
    "a(?:bc|de)f",
    "x?",
    "[ab]c",
    "(?i:AB)c",
    "(ab)\\1",
    "(?=ab)..",
    "(?!ab)..",
    "a.b",
    "stra(?:ss|ß)e",
    "ſt",
    "İs",
    "kσ",
    "(?:ab|)cd",
    "",
)


def same(needled: Needled, text: str) -> bool:
    one, other = needled.search(text), needled.pattern.search(text)
    return (one and one.span()) == (other and other.span())


@pytest.mark.parametrize("name", OURS)
@given(st.data())
def test_what_a_pattern_matches_is_found(name: str, data: st.DataObject) -> None:
    needled = OURS[name]
    assert needled.needles, "there are words to look for"
    text = data.draw(st.from_regex(needled.pattern))
    assert same(needled, text) and same(needled, text.upper()) and same(needled, text.swapcase())


@pytest.mark.parametrize("pattern", [*ODD, *(x.pattern.pattern for x in OURS.values())])
@pytest.mark.parametrize("flags", [re.I, 0])
@given(
    text=st.lists(
        st.sampled_from(PIECES) | st.text("abcdefstxkKσςßſiİ ", max_size=4) | st.characters(), max_size=8
    ).map("".join)
)
def test_and_nothing_else(pattern: str, flags: int, text: str) -> None:
    assert same(Needled(re.compile(pattern, flags)), text)


def test_letters_of_one_case_are_one() -> None:
    assert Needled(re.compile("no soy un robot|ist kein", re.I)).search("NO ſOY UN ROBOT")
    assert Needled(re.compile("istanbul", re.I)).search("İSTANBUL") and Needled(re.compile("İs", re.I)).search("is")

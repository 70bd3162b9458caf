"""What somebody said, in the form in which wordings are compared: words, and which of them say something.

Case, marks, accents and spacing aside, two wordings are alike where their words are. Pairs of
neighbouring content words are what wordings find each other by: a changed word spoils two of them,
and the others still lead there. Loads numpy: import it where it is used.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np

from provenance.shingles import digest_of, shingles
from provenance.text import fold, unaccented, words
from provenance.words import Numbers, words_of_all

VERSION = "1"
"""Version of the rule; pairs and ranks of two versions have nothing in common."""
LONGEST = 2_000
"""Words of a statement that are compared; what is longer is a document, not a saying."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of something said: a number each (equal words, equal numbers), and which carry content."""

    numbers: Numbers
    content: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def weight(self) -> int:
        """How many content words there are."""
        return sum(self.content)

    @property
    def digest(self) -> str:
        """Equal for wordings of the same words."""
        return digest_of(self.numbers)

    def pairs(self) -> list[int]:
        """Distinct signed 64-bit numbers for neighbouring content words, in order of size."""
        said = self.numbers[np.fromiter(self.content, dtype=bool, count=len(self))]
        return [int(n) for n in np.unique(shingles(said, 2).view(np.int64))]


def wordings(texts: Sequence[str]) -> Iterator[Wording]:
    """The wordings of many texts, in order: far quicker than one by one."""
    empty = _function_numbers()
    for found in words_of_all(texts):
        numbers = found.numbers[:LONGEST].copy()
        yield Wording(numbers, tuple(n not in empty for n in numbers.tolist()))


@lru_cache(maxsize=1_000)
def wording(text: str) -> Wording:
    """The wording of one text; what was asked for last is remembered."""
    return next(wordings([text]))


def rank_of(digest: str) -> int:
    """A signed 64-bit number by which wordings are put in an order that has nothing to do with arrival."""
    return int.from_bytes(bytes.fromhex(digest[:16]), "big", signed=True)


def search_words(text: str) -> list[str]:
    """The words of a text as statements are searched by: lower case, no accents."""
    return [word for found in words(fold(text)) if (word := unaccented(found).replace("'", "").replace("’", ""))]


@cache
def function_words_of() -> Mapping[str, frozenset[str]]:
    """Words that say little by themselves, by language. Raises ValueError for a list that is none."""
    listed = tomllib.loads((files("provenance") / "function_words.toml").read_text(encoding="utf-8"))
    for language, text in listed.items():
        if not isinstance(text, str) or not text.split():
            raise ValueError(f"function_words.toml: {language} is not a list of words")
    return {language: frozenset(text.split()) for language, text in listed.items()}


@cache
def function_words() -> frozenset[str]:
    """Words that say little by themselves, of all languages listed."""
    return frozenset(word for some in function_words_of().values() for word in some)


@cache
def _function_numbers() -> frozenset[int]:
    return frozenset(int(n) for found in words_of_all(sorted(function_words())) for n in found.numbers)

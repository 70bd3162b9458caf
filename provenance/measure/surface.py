"""What a headline or a sentence shows on its surface: who is named as saying it, marks, numbers, doubt, denial."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from provenance.quote.profile import languages, load
from provenance.text import words
from provenance.wording import function_words_of

MARKS = frozenset('"“”„«»‹›「」『』')
"""Quotation marks; single ones are left out, since apostrophes look the same."""
ITEMS = {
    "attribution": "who says it",
    "quotation": "quotation marks",
    "number": "a number",
    "hedge": "a word of doubt",
    "denial": "a denial",
    "casualties": "dead or injured",
}
"""What is looked for, and how it is called; casualties are dead or injured people in numbers."""


def items(line: str) -> frozenset[str]:
    """Which of `ITEMS` a line has.

    Whoever speaks is told by the verbs and phrases of the quotation profiles, dead and injured by their lists, doubt and
    denial by `lines.toml`; in the languages whose function words the line has most of, in all where it has none.
    """
    found = words(line)
    held = frozenset(found)
    text = f" {' '.join(found)} "
    told = [_words_of(language) for language in _spoken(held)]
    number = any(c.isdigit() for c in line)
    has = {
        "attribution": any(not held.isdisjoint(w.cues) or any(f" {p} " in text for p in w.phrases) for w in told),
        "quotation": not MARKS.isdisjoint(line),
        "number": number,
        "hedge": any(not held.isdisjoint(w.hedges) for w in told),
        "denial": any(not held.isdisjoint(w.denials) for w in told),
        "casualties": number and any(not held.isdisjoint(w.casualties) for w in told),
    }
    return frozenset(name for name, there in has.items() if there)


@dataclass(frozen=True, slots=True)
class _Words:
    """What is looked for in one language."""

    cues: frozenset[str]
    phrases: tuple[str, ...]
    casualties: frozenset[str]
    hedges: frozenset[str]
    denials: frozenset[str]


def _spoken(held: frozenset[str]) -> Sequence[str]:
    """The languages whose function words a line has most of; all of them where it has none."""
    listed = function_words_of()
    counts = {language: len(held & listed.get(language, frozenset())) for language in languages()}
    most = max(counts.values(), default=0)
    return [language for language, count in counts.items() if count == most]


@cache
def _words_of(language: str) -> _Words:
    profile = load(language)
    assert profile is not None, language
    spoken = _folded(form for form, cue in profile.cues.items() if cue.form == "finite" and cue.use != "quote")
    phrases = {" ".join(words(" ".join(p))) for name in ("according", "according_after") for p in profile.phrases[name]}
    hedges, denials = (_listed(name).get(language, frozenset()) for name in ("hedges", "denials"))
    return _Words(spoken, tuple(sorted(phrases)), _folded(profile["casualties"]), hedges, denials)


def _folded(some: Iterable[str]) -> frozenset[str]:
    """Single words as `words` gives them."""
    return frozenset(found[0] for w in some if len(found := words(w)) == 1)


@cache
def _listed(name: str) -> Mapping[str, frozenset[str]]:
    """One list by language. Raises ValueError for one that is none."""
    listed = tomllib.loads((files("provenance.measure") / "lines.toml").read_text(encoding="utf-8"))[name]
    for language, some in listed.items():
        if not isinstance(some, list) or not some or any(len(words(str(w))) != 1 for w in some):
            raise ValueError(f"measure/lines.toml: {name}.{language} is not a list of single words")
    return {language: _folded(some) for language, some in listed.items()}

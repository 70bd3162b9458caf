"""Where or to whom somebody spoke, as an article states it in a sentence of its own."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from provenance.persons import latin, name_parts
from provenance.records.statement import Speaker
from provenance.text import fold, sentences

LONGEST = 400
"""Characters of a sentence that is given as an occasion."""
_BEFORE = 60
"""Characters before a phrase in which the speaker must be named."""
_OPENING = 4
SEARCHED = 200_000
"""Characters of a text that are looked through."""


@cache
def _phrases() -> re.Pattern[str]:
    """What says that a sentence tells of an occasion. Raises ValueError where `occasions.toml` is not a table of lists."""
    data = tomllib.loads((files("provenance.lineage") / "occasions.toml").read_text(encoding="utf-8"))
    listed = [phrase for phrases in data.values() for phrase in phrases]
    if not all(isinstance(phrase, str) and phrase.strip() for phrase in listed):
        raise ValueError("occasions.toml: every language is a list of phrases")
    return re.compile(rf"\b(?:{'|'.join(re.escape(latin(p)) for p in sorted(listed, key=len, reverse=True))})\b")


def occasion_of(text: str, speaker: Speaker | None) -> str | None:
    """The first sentence that names the speaker and says where or to whom he spoke; None where there is none."""
    parts = name_parts(speaker.name or "") if speaker is not None else ()
    if not parts:
        return None
    told = (
        sentence for sentence, plain in _telling(text[:SEARCHED]) if parts[-1] in plain and _tells(plain, parts[-1])
    )
    return next(told, None)


@lru_cache(maxsize=100)
def _telling(text: str) -> tuple[tuple[str, str], ...]:
    """The sentences that tell of an occasion, each with its Latin form; what was asked for last is remembered."""
    found = []
    for line in text.splitlines():
        if _phrases().search(latin(line)):
            folded = fold(line)
            listed = [folded[a:b] for a, b in sentences(folded) if b - a <= LONGEST]
            found += [(s, plain) for s in listed if _phrases().search(plain := latin(s))]
    return tuple(found)


def _tells(sentence: str, surname: str) -> bool:
    """Whether it is he who spoke there: his name stands right before the phrase, or the phrase opens the sentence."""
    found = _phrases().search(sentence)
    if found is None or _quoted(sentence, found.start()):
        return False
    if found.start() <= _OPENING:
        return surname in name_parts(sentence)
    return surname in name_parts(sentence[max(0, found.start() - _BEFORE) : found.start()])


def _quoted(sentence: str, at: int) -> bool:
    """Whether a place lies in quotation marks: what is said there is not the article's word."""
    before = sentence[:at]
    opened = sum(before.count(mark) for mark in "„«“") - sum(before.count(mark) for mark in "”»")
    return opened > 0 or before.count('"') % 2 == 1

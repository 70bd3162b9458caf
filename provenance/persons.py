"""Names of people across alphabets and spellings. Pure functions; the tables are data, in `names.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from provenance.text import fold, unaccented

LONGEST = 120
"""Characters of a key; what is longer is no name, and more than an index takes."""
_PARTS = re.compile(r"[^\W\d_]+")


@cache
def _tables() -> tuple[dict[str, str], tuple[tuple[str, str], ...], frozenset[str], frozenset[str]]:
    """Letters of other alphabets in Latin ones, spellings that stand for one sound, titles, parts that are no name of their own.

    Raises ValueError where `names.toml` is not what it should be.
    """
    data = tomllib.loads((files("provenance") / "names.toml").read_text(encoding="utf-8"))
    letters = {key: value for table in data["letters"].values() for key, value in table.items()}
    if any(len(key) != 1 or not value.isascii() for key, value in letters.items()):
        raise ValueError("names.toml: letters are single characters, and what stands for them is ASCII")
    spellings = tuple((one, other) for one, other in data["spellings"]["pairs"])
    return letters, spellings, frozenset(data["titles"]["words"].split()), frozenset(data["particles"]["words"].split())


def latin(name: str) -> str:
    """A name, or a line of text, in Latin letters without accents, lower case."""
    return unaccented(fold(name).casefold().translate(_letters()))


@cache
def _letters() -> dict[int, str]:
    return {ord(char): letters for char, letters in _tables()[0].items()}


@lru_cache(maxsize=10_000)
def name_parts(name: str) -> tuple[str, ...]:
    """The parts of a name as written in Latin letters, titles and particles left out."""
    _, _, titles, particles = _tables()
    found = _PARTS.findall(latin(name).replace("'", "").replace("’", ""))
    return tuple(p for p in found if p not in titles and p not in particles)


@lru_cache(maxsize=10_000)
def sound(part: str) -> str:
    """A part of a name with spellings that stand for one sound made one: Sergey, Sergei and Sergej."""
    for one, other in _tables()[1]:
        part = part.replace(one, other)
    return re.sub(r"(.)\1+", r"\1", part)


def person_key(name: str | None) -> str | None:
    """What is equal for the spellings of one full name; None for one that is not full."""
    parts = [sound(p) for p in name_parts(name or "")]
    if len([p for p in parts if len(p) > 1]) < 2:
        return None
    key = " ".join((parts[0], parts[-1]))
    return key if len(key) <= LONGEST else None

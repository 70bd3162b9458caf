"""Speakers across articles: whether two mentions are one person, by name, transliteration and role. Pure functions.

A name is compared part by part in one alphabet. Where it cannot be told the answer is None, not a
guess: two people share a surname more often than one is written in two ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Levenshtein

from provenance.persons import latin, name_parts, sound
from provenance.records.statement import Speaker
from provenance.text import name_key

RANK = {"full_name": 0, "surname": 1, "role": 2, "pronoun": 3, "previous": 4, "as_stated": 5, "unresolved": 9}
"""How well a way of resolving a mention names somebody, best first."""
_PARTS = re.compile(r"[^\W\d_]+")
_PERSON = ("person", "unknown")


def same_name(a: str, b: str) -> bool | None:
    """Whether two names are one person's, None where one of them does not tell.

    Surnames must sound alike, and given names, where both have one, be alike or one the initial of the other.
    """
    one, other = ([sound(p) for p in name_parts(n)] for n in (a, b))
    if not one or not other:
        return name_key(a) == name_key(b) or None
    if one == other:
        return True if len(one) > 1 else None
    if len(one) == 1 or len(other) == 1:
        short, long = sorted((one, other), key=len)
        return None if short[0] in long else False
    if one[-2:] == other[-2:]:
        return True  # an office stands before the name
    if set(one) == set(other):
        return True  # family name first, as in Hungarian, Chinese and on forms
    given = _given(one[0], other[0])
    if one[-1] != other[-1]:
        near = given is not False and _near(one[-1], other[-1])
        return None if near or one[-1] in other or other[-1] in one else False
    return given


def _given(one: str, other: str) -> bool | None:
    """Whether two given names are one; None for two that only begin alike, as Mike and Michael do."""
    short, long = sorted((one, other), key=len)
    if one == other or (len(short) <= 2 and long.startswith(short[0])) or (len(short) >= 3 and long.startswith(short)):
        return True
    return None if one[0] == other[0] else False


def _near(one: str, other: str) -> bool:
    """Whether two surnames may be one, written in a way no table foresees."""
    return min(len(one), len(other)) >= 6 and Levenshtein.distance(one, other, score_cutoff=2) <= 2


def same_speaker(a: Speaker | None, b: Speaker | None) -> bool | None:
    """Whether two statements name one speaker; None where one names nobody by name.

    A person is never an organisation. A surname alone agrees with a full name only together with a
    role that shares a word; without one it does not tell.
    """
    if a is None or b is None or not a.name or not b.name:
        return None
    if (a.kind in _PERSON) != (b.kind in _PERSON):
        return None
    same = same_name(a.name, b.name)
    if same is None and share_surname(a, b) and _shares_role(a, b):
        return True
    return same


def share_surname(a: Speaker | None, b: Speaker | None) -> bool:
    """Whether the names of two speakers end alike: one person, where something else says so too."""
    if a is None or b is None or not a.name or not b.name:
        return False
    return _surname_of_the_other(a.name, b.name)


def _surname_of_the_other(a: str, b: str) -> bool:
    one, other = ([sound(p) for p in name_parts(n)] for n in (a, b))
    return bool(one and other) and one[-1] == other[-1]


def _shares_role(a: Speaker, b: Speaker) -> bool:
    roles = [{w for w in _PARTS.findall(latin(f"{s.role or ''} {s.affiliation or ''}")) if len(w) > 3} for s in (a, b)]
    return bool(roles[0] & roles[1])


def best(speakers: Iterable[tuple[str, Speaker | None]]) -> tuple[str, Speaker] | None:
    """Of (key, speaker) the one that names him best: by full name, surely, with his role; None where nobody is named."""
    named = [(key, one) for key, one in speakers if one is not None and one.name]
    return min(named, key=lambda pair: (*_rank(pair[1]), pair[0]), default=None)


def _rank(one: Speaker) -> tuple[int, int, int, float, str]:
    full = 0 if len(name_parts(one.name or "")) > 1 else 1
    return full, RANK.get(one.method, 9), 0 if one.role else 1, -one.confidence, one.name or ""


def groups(names: Sequence[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """(article, name) put together by person: the fullest name of each, and the articles that give it, most first.

    A surname alone joins the one full name among them that it fits; one that fits several stays by itself.
    """
    full = sorted({name for _, name in names}, key=lambda n: (-len(name_parts(n)), n))
    heads: list[str] = []
    home: dict[str, str] = {}
    for name in full:
        fits = [
            h for h in heads if same_name(h, name) or (same_name(h, name) is None and _surname_of_the_other(h, name))
        ]
        home[name] = fits[0] if len(fits) == 1 else name
        if home[name] == name:
            heads.append(name)
    found: dict[str, dict[str, None]] = {}
    for article, name in names:
        found.setdefault(home[name], {})[article] = None
    listed = ((name, list(articles)) for name, articles in found.items())
    return sorted(listed, key=lambda pair: (-len(pair[1]), pair[0]))

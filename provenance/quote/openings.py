"""Where a text begins to say something: behind the place, day and agency in front of its first sentence."""

from __future__ import annotations

import re

_DASHED = re.compile(r"([^\n]{3,80}?)\s*[-–—]{1,2}\s+(?=\S)")
_AGENCY = re.compile(r"\([^()\n]{2,30}\)$")
_MOST_WORDS = 6


def behind_dateline(text: str, start: int, end: int) -> int:
    """The place in `text[start:end]` behind its dateline ("MILLBROOK, Feb 1 (Reuters) - "), or `start`.

    A dateline is a few words and a dash: a place in capitals, with or without a day and an agency, or any
    place with an agency in brackets. "NATO allies - all of them - ..." is none: words follow the capitals.
    """
    match = _DASHED.match(text, start, end)
    if match is None:
        return start
    words = match[1].strip()
    place = re.split(r"[,(]", words, maxsplit=1)[0].strip()
    if not 0 < len(place.split()) <= 3 or len(words.split()) > _MOST_WORDS:
        return start
    capitals = place.isupper() and len(place) > 2 and (place != words or " " in place)
    names = _AGENCY.search(words) and all(word[0].isupper() for word in place.split())
    return match.end() if capitals or names else start

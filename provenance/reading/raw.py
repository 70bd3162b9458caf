"""A line as the walk finds it, and how it becomes a `Line` of the document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import is_normalized

from provenance.records.document import Context, Line, Link
from provenance.text import aligned

_NOT_PLAIN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]|\s\s|[^\S ]|^\s|\s$")


@dataclass(slots=True)
class RawLine:
    """One visible line: its characters, its links in them (start, end, href), and where it stood."""

    text: str
    links: list[tuple[int, int, str]]
    path: str
    classes: frozenset[str]
    context: frozenset[Context]


def folded(text: str, start: int) -> tuple[str, Sequence[int]]:
    """`text.aligned`, without its cost where the text is in that form already (most lines are)."""
    if not _NOT_PLAIN.search(text) and (text.isascii() or is_normalized("NFKC", text)):
        return text, range(start, start + len(text) + 1)
    return aligned(text, start)


def assemble(raws: Iterable[RawLine]) -> tuple[str, list[Line]]:
    """`document.text` and its lines: the visible lines in order, one below the other.

    Lines of which nothing can be seen are left out.
    """
    pieces: list[str] = []
    lines: list[Line] = []
    position = 0
    for raw in raws:
        text, offsets = folded(raw.text, position)
        if not text:
            continue
        links = links_on(raw.links, position, text, offsets)
        end = position + len(raw.text)
        lines.append(Line(len(lines), position, end, text, offsets, links, raw.path, raw.classes, raw.context))
        pieces.append(raw.text)
        position += len(raw.text) + 1
    return "\n".join(pieces), lines


def links_on(
    links: Sequence[tuple[int, int, str]], position: int, text: str, offsets: Sequence[int]
) -> tuple[Link, ...]:
    """Links with their anchors counted in the folded text instead of the raw line."""
    if not links:
        return ()
    found = []
    for start, end, href in links:
        begin = bisect_left(offsets, position + start, 0, len(text))
        stop = bisect_left(offsets, position + end, 0, len(text))
        while begin < stop and text[begin] == " ":
            begin += 1
        while stop > begin and text[stop - 1] == " ":
            stop -= 1
        if stop > begin:
            found.append(Link(begin, stop, href))
    return tuple(found)

"""Which lines are running text, and which only stand beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from provenance.records.document import Context, Line

BESIDE: frozenset[Context] = frozenset({"nav", "teaser", "comment", "form", "figure", "caption", "byline"})
"""Places whose lines are no part of the running text."""
BOXES: frozenset[Context] = frozenset({"nav", "teaser", "comment"})
"""Places that stand outside the article and its margins."""

SENTENCE_END = re.compile(r"[.!?…:;。！？؟।][\"'”’»›)\]」』]{0,3}$")
_INLINE = re.compile(
    r"/(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|data|dfn|em|font|i|ins|kbd|label|mark|nobr|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var)\[\d+\]$"
)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_INDEX = re.compile(r"\[\d+\]")
_RIGHTS = re.compile(r"^\W*(?:©|\(c\)\s|copyright\b)", re.I)


def weight(text: str) -> int:
    """Length of a text in letters of a spaced script: a character of an unspaced one counts three."""
    return len(text) if text.isascii() else len(text) + 2 * len(_UNSPACED.findall(text))


def link_share(line: Line) -> float:
    """How much of a line is link, 0 to 1."""
    return min(1.0, sum(link.end - link.start for link in line.links) / max(1, len(line.text)))


def is_prose(line: Line) -> bool:
    """Whether a line reads like a paragraph: long, or a whole sentence; not mostly links, no rights line."""
    size = weight(line.text)
    if size < 25 or "heading" in line.context or is_rights(line.text) or link_share(line) > 0.6:
        return False
    return size >= 140 or (size >= 40 and SENTENCE_END.search(line.text) is not None)


def is_rights(text: str) -> bool:
    """Whether a line begins as a copyright line."""
    return _RIGHTS.match(text) is not None


@lru_cache(maxsize=8192)
def block_of(path: str) -> str:
    """The path of the block a line stands in: without inline elements at its end."""
    while cut := _INLINE.search(path):
        path = path[: cut.start()]
    return path


def container_of(path: str) -> str:
    """The path of what holds the block a line stands in."""
    return block_of(path).rpartition("/")[0]


@lru_cache(maxsize=8192)
def shape_of(path: str) -> str:
    """A path without its numbers: equal for elements that repeat."""
    return _INDEX.sub("", path)


def linked_runs(lines: Sequence[Line]) -> frozenset[int]:
    """Indices of lines that are but links, three or more of one shape close together: menus, teaser lists."""
    found: set[int] = set()
    run: list[int] = []
    shape = ""
    for line in lines:
        if not line.links or "byline" in line.context or link_share(line) < 0.8:
            continue
        here = shape_of(block_of(line.path))
        if run and here == shape and line.index - run[-1] <= 4:
            run.append(line.index)
        else:
            run, shape = [line.index], here
        if len(run) >= 3:
            found.update(run if len(run) == 3 else run[-1:])
    return frozenset(found)

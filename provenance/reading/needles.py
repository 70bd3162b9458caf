"""Patterns of many alternatives that are asked only where one of their words stands.

A search with seventy alternatives costs a hundred times what looking for seventy words in a text does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _casefix as casefix  # type: ignore[attr-defined]
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_SHORTEST = 2
_DOT_ABOVE = 0x307
_CASES = {char: min(char, *alike) for char, alike in casefix._EXTRA_CASES.items()} | {_DOT_ABOVE: None}
"""Letters that a search without case takes for one another and `lower` leaves apart; İ becomes i and a dot."""


class Needled:
    """A pattern, and words of which every match holds at least one; found from the pattern itself."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.needles = tuple(sorted(_needed(parser.parse(pattern.pattern, pattern.flags)) or ()))

    def search(self, text: str) -> re.Match[str] | None:
        """As of the pattern."""
        if self.needles:
            plain = _plain(text)
            if not any(word in plain for word in self.needles):
                return None
        return self.pattern.search(text)


def _plain(text: str) -> str:
    """One form for all that a search without case takes for the same."""
    return text.lower() if text.isascii() else text.lower().translate(_CASES)


def _needed(tokens: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """Lower-case words of which any match of a sequence holds one; None where there is no such set."""
    sets: list[frozenset[str]] = []
    run = ""
    for kind, value in (*tokens, (None, None)):
        if kind is op.LITERAL:
            run += _plain(chr(value))
            continue
        if len(run) >= _SHORTEST:
            sets.append(frozenset({run}))
        run = ""
        inner = _needed_in(kind, value)
        if inner:
            sets.append(inner)
    return max(sets, key=lambda words: min(map(len, words)), default=None)


def _needed_in(kind: Any, value: Any) -> frozenset[str] | None:
    if kind is op.SUBPATTERN:
        return _needed(value[3])
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT) and value[0] > 0:
        return _needed(value[2])
    if kind is op.BRANCH:
        ways = [_needed(way) for way in value[1]]
        return frozenset[str]().union(*(way for way in ways if way)) if all(ways) else None
    return None

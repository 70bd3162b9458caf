"""Which of many words a text holds, without looking for each of them.

A line of a page is asked for hundreds of words. They hold no white space, so each lies within a
piece between spaces; most pieces come back on every page, and what they hold is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from operator import add

_NONE: frozenset[str] = frozenset()
_FIRST = 2
_LONG = 40
_MOST_KEPT = 30_000


class Cues:
    """Words of two characters and more, without white space, to be looked for in lower-case texts."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(sorted(set(words)))
        by_start: dict[str, list[str]] = defaultdict(list)
        for word in self.words:
            if len(word) < _FIRST or word.split() != [word]:
                raise ValueError(f"{word!r} cannot be looked for: too short, or with white space in it")
            by_start[word[:_FIRST]].append(word)
        self._by_start = dict(by_start)
        self._kept: dict[str, frozenset[str]] = {}

    def within(self, lowered: str) -> frozenset[str]:
        """Those of the words that stand anywhere in the text, also inside of others."""
        kept, found = self._kept, _NONE
        for piece in set(lowered.split()):
            held = kept.get(piece)
            if held is None:
                held = self._held(piece)
            if held:
                found = found | held
        return found

    def _held(self, piece: str) -> frozenset[str]:
        starts = self._by_start.keys() & set(map(add, piece, piece[1:]))
        held = frozenset(word for start in starts for word in self._by_start[start] if word in piece) or _NONE
        if len(piece) <= _LONG:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[piece] = held
        return held

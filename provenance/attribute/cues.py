"""Which of many words a text holds, without looking for each of them.

A line of a page is asked for hundreds of words. They hold no white space, so each lies within a
piece between spaces; most pieces come back on every page, and what they hold is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from operator import add, itemgetter
from typing import Generic, Protocol, TypeVar

from provenance.attribute.template import Form

_NONE: frozenset[str] = frozenset()
_SHORTEST, _START = 2, 3
_MARKS = ".,;:!?…\"'“”‘’„«»()[]"
_LONG = 40
_MOST_KEPT = 60_000
_MOST_TEXT = 2_000


class Formula(Protocol):
    """Whatever is said in any of several forms."""

    @property
    def forms(self) -> tuple[Form, ...]:
        """The ways to say it."""


F = TypeVar("F", bound=Formula)
Held = tuple[tuple[F, tuple[Form, ...]], ...]


class Cues:
    """Words of two characters and more, without white space, to be looked for in lower-case texts."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(sorted(set(words)))
        by_start: dict[str, list[str]] = defaultdict(list)
        for word in self.words:
            if len(word) < _SHORTEST or word.split() != [word]:
                raise ValueError(f"{word!r} cannot be looked for: too short, or with white space in it")
            by_start[word[:_START]].append(word)
        self._by_start = dict(by_start)
        self._short = [word for word in self.words if len(word) < _START]
        self._margins = "".join(mark for mark in _MARKS if not any(mark in word for word in self.words))
        self._kept: dict[str, frozenset[str]] = {}
        self._of_text = lru_cache(maxsize=512)(self._within)

    def within(self, lowered: str) -> frozenset[str]:
        """Those of the words that stand anywhere in the text, also inside of others."""
        return self._of_text(lowered) if len(lowered) <= _MOST_TEXT else self._within(lowered)

    def _within(self, lowered: str) -> frozenset[str]:
        found: set[str] = set()
        kept = self._kept
        for piece in set(lowered.split()):
            held = kept.get(piece)
            if held is None:
                held = self._held(piece.strip(self._margins))
            if held:
                found |= held
        return frozenset(found)

    def _held(self, piece: str) -> frozenset[str]:
        held = self._kept.get(piece)
        if held is not None:
            return held
        starts = self._by_start.keys() & set(map(add, map(add, piece, piece[1:]), piece[2:]))
        held = frozenset(word for start in starts for word in self._by_start[start] if word in piece)
        if self._short:
            held = held.union(word for word in self._short if word in piece)
        if len(piece) <= _LONG:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[piece] = held or _NONE
        return held


class Formulas(Generic[F]):
    """Formulas in their order, and which of their forms a text can hold by its cues."""

    def __init__(self, formulas: Sequence[F]) -> None:
        self._all = [(formula, form) for formula in formulas for form in formula.forms]
        self._always = tuple(n for n, (_, form) in enumerate(self._all) if not form.needs)
        by_cue: dict[str, list[int]] = defaultdict(list)
        for n, (_, form) in enumerate(self._all):
            for word in form.needs[0] if form.needs else ():
                by_cue[word].append(n)
        self._by_cue = dict(by_cue)
        self.held = lru_cache(maxsize=2048)(self._held)

    def _held(self, present: frozenset[str]) -> Held[F]:
        told = {n for cue in self._by_cue.keys() & present for n in self._by_cue[cue]}
        numbers = sorted({*self._always, *(n for n in told if self._all[n][1].may_match(present))})
        by_formula = groupby((self._all[n] for n in numbers), key=lambda pair: id(pair[0]))
        grouped = (tuple(pairs) for _, pairs in by_formula)
        return tuple((pairs[0][0], tuple(map(itemgetter(1), pairs))) for pairs in grouped)

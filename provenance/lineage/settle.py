"""Linking: every text compared with those it may share words with, until nothing is left to compare.

Fingerprints are committed first and looked up afterwards, so of two writers at least the later one
sees the other. What comes out depends on the texts that are held, not on the order in which they
came or on who linked them. Loads numpy and rapidfuzz.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from provenance.lineage.compare import Side, shared
from provenance.quote.spans import quoted_spans
from provenance.store.reuse.saving import Pair, Shared
from provenance.words import inside

if TYPE_CHECKING:
    from provenance.store.reuse.candidates import ClassText, Question
    from provenance.store.reuse.library import Reuse

LINKED_AT_ONCE = 100
"""Classes linked between two transactions."""
_REMEMBERED = 2000
Known = tuple[int, int]
"""A class as it was when it had been touched so often: its number may be another's later."""


def settle(reuse: Reuse) -> int:
    """Index what is pending and link what is not linked; returns how many classes were linked.

    Where the index is of an earlier version of the rule, a new one is built beside it first, and
    answers from then on.
    """
    index_pending(reuse)
    linked = link_all(reuse)
    reuse.switch()
    return linked


def index_pending(reuse: Reuse) -> None:
    """Index what is pending, all that is held where the index is of an earlier version."""
    reuse.begin()
    while waiting := reuse.pending():
        reuse.index(waiting)


def link(reuse: Reuse, row: int, article: str) -> None:
    """Index one article, by row number and key, where it is pending, and compare it with all others."""
    reuse.begin()
    if reuse.is_pending(row):
        reuse.index([row])
    number = reuse.class_of(article)
    if number is not None and reuse.is_unlinked(number):
        Linker(reuse).link([number])


def link_all(reuse: Reuse) -> int:
    """Link all classes that are not; a class another writer touches meanwhile is left to the next call."""
    linker, after, count = Linker(reuse), 0, 0
    while numbers := reuse.unlinked(LINKED_AT_ONCE, after):
        linker.link(numbers)
        after, count = numbers[-1], count + len(numbers)
    return count


@dataclass(slots=True)
class Linker:
    """Links classes; no pair is compared twice by the same one."""

    reuse: Reuse
    _sides: OrderedDict[Known, Side] = field(default_factory=OrderedDict)
    _done: set[tuple[Known, Known]] = field(default_factory=set)

    def link(self, numbers: list[int]) -> None:
        """Compare these classes with their candidates and keep what they share."""
        self.keep(*self.reuse.ask(numbers))

    def keep(self, questions: list[Question], texts: dict[int, ClassText]) -> None:
        """Compare the classes asked about with the candidates whose texts are given, and keep what they share."""
        every = {pair_of(q.id, n) for q in questions for n in q.candidates if n in texts}
        new = sorted((a, b) for a, b in every if (_known(texts[a]), _known(texts[b])) not in self._done)
        found = [one for a, b in new if (one := self._compared(texts[a], texts[b])) is not None]
        self.reuse.save(questions, texts, new, found)
        self._done |= {(_known(texts[a]), _known(texts[b])) for a, b in new}
        if len(self._done) > 1_000_000:
            self._done.clear()

    def _compared(self, a: ClassText, b: ClassText) -> Shared | None:
        return shared_by(a.id, self._side(a), b.id, self._side(b))

    def _side(self, one: ClassText) -> Side:
        known = _known(one)
        if known not in self._sides:
            self._sides[known] = side_of(one)
            if len(self._sides) > _REMEMBERED:
                self._sides.popitem(last=False)
        return self._sides[known]


def _known(one: ClassText) -> Known:
    return one.id, one.touched


def shared_by(a: int, side_a: Side, b: int, side_b: Side) -> Shared | None:
    """What two classes share, as it is kept; None where it amounts to nothing."""
    found = shared(side_a, side_b)
    if found.kind is None:
        return None
    return Shared(a, b, found.kind, found.words, found.longest_run, found.cover_a, found.cover_b, found.runs)


def pair_of(one: int, other: int) -> Pair:
    """Two classes, the smaller number first."""
    return min(one, other), max(one, other)


def side_of(one: ClassText) -> Side:
    """A class's text made ready for comparing."""
    start, end = one.body
    quotes = [(a + start, b + start) for a, b in quoted_spans(one.text[start:end])]
    return Side(one.words, inside(one.words.starts, quotes), np.zeros(len(one.words), dtype=bool))

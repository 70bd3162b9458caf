"""How the words of one carrier differ from those of the first. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from provenance.records.quotation import CarrierRelation, Change
from provenance.wording import LONGEST
from provenance.words import words_of

_CUT = re.compile(r"…|\.\s?\.\s?\.")
MOST = 50
"""Changes that are told one by one."""
Op = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Cut:
    """A text in words; `cuts` are the places, in words, where it says or shows that something may be left out.

    `places` say of each word in which piece it stands and where.
    """

    pieces: tuple[str, ...]
    places: tuple[tuple[int, int, int], ...]
    numbers: tuple[int, ...]
    cuts: frozenset[int]

    def shown(self, start: int, end: int) -> str:
        """Words as they are written, with the marks between them."""
        by_piece: dict[int, tuple[int, int]] = {}
        for piece, a, b in self.places[start:end]:
            by_piece[piece] = (by_piece.get(piece, (a, b))[0], b)
        return " … ".join(self.pieces[piece][a:b] for piece, (a, b) in by_piece.items())


def cut(pieces: Sequence[str]) -> Cut:
    """The words of a carrier's pieces, in order: between two pieces, and at an ellipsis, words may be missing."""
    places: list[tuple[int, int, int]] = []
    numbers: list[int] = []
    cuts: set[int] = set()
    for which, piece in enumerate(pieces):
        cuts.add(len(numbers))
        found = words_of(piece)
        starts, ends = found.starts.tolist()[:LONGEST], found.ends.tolist()[:LONGEST]
        gaps = zip(starts[1:], ends, strict=False)
        cuts.update(len(numbers) + n for n, (next_, end) in enumerate(gaps, 1) if _CUT.search(piece[end:next_]))
        places += ((which, a, b) for a, b in zip(starts, ends, strict=True))
        numbers += found.numbers.tolist()[:LONGEST]
    return Cut(tuple(pieces), tuple(places), tuple(numbers), frozenset(cuts))


def compared(first: Sequence[str], other: Sequence[str]) -> tuple[CarrierRelation, tuple[Change, ...]]:
    """How a carrier's pieces differ from the first carrier's: in one word, and change by change.

    truncated and extended: words are left off or added at an end, or left out where the carrier shows
    it; altered: words within are others, more or fewer.
    """
    return _compared(tuple(first), tuple(other))


@lru_cache(maxsize=4_000)
def _compared(first: tuple[str, ...], other: tuple[str, ...]) -> tuple[CarrierRelation, tuple[Change, ...]]:
    """What `compared` tells, remembered: a text that is everywhere is compared with the first carrier again and again."""
    a, b = cut(first), cut(other)
    ops = [op for op in SequenceMatcher(None, a.numbers, b.numbers, autojunk=False).get_opcodes() if op[0] != "equal"]
    changes = tuple(Change(a.shown(i, j), b.shown(k, m)) for _, i, j, k, m in ops[:MOST])
    return _relation(a, b, ops), changes


def _relation(a: Cut, b: Cut, ops: Sequence[Op]) -> CarrierRelation:
    if not ops:
        return "verbatim"
    if any(not _at_a_cut(op, a, b) for op in ops):
        return "altered"
    gone = sum(j - i for _, i, j, _, _ in ops)
    come = sum(m - k for _, _, _, k, m in ops)
    return "truncated" if gone >= come else "extended"


def _at_a_cut(op: Op, a: Cut, b: Cut) -> bool:
    """Whether a change only leaves off or adds words at an end, or at a place where the one with fewer shows it."""
    tag, i, j, k, m = op
    at_end = (i == 0 and k == 0) or (j == len(a.numbers) and m == len(b.numbers))
    if tag == "delete":
        return at_end or k in b.cuts
    if tag == "insert":
        return at_end or i in a.cuts
    return False

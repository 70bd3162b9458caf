"""Two texts aligned: what the second kept of the first, cut, moved and added. Loads numpy and rapidfuzz.

Passages both have are found as for matches; what lies between two of them on both sides is lined up
word by word. Of the runs in another order than in the first text the heaviest set that is in order
is kept, the rest has moved.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from provenance.lineage.by_text import title_changed
from provenance.lineage.passages import Run, passages
from provenance.lineage.sharing import opening
from provenance.records.article import Reading
from provenance.records.diff import Diff, DiffSide, Piece
from provenance.records.lineage import Edge, Node
from provenance.text import sha256_text
from provenance.words import Numbers, inside, words_of

BETWEEN = 3
"""Equal words between two passages, at least, that are kept: fewer are chance."""
CELLS = 4_000_000
"""Words times words between two passages beyond which nothing is lined up there."""

Kind = Literal["kept", "moved"]


@dataclass(frozen=True, slots=True)
class Version:
    """One of two texts: whose it is, which revision (None: the current one), and what was read in it."""

    article: Node
    revision: int | None
    reading: Reading


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of an article's own spans, and from where to where each reaches with the marks and spaces around it."""

    text: str
    numbers: Numbers
    places: Sequence[tuple[int, int]]

    def __len__(self) -> int:
        return len(self.numbers)


def diff(a: Version, b: Version, edges: Sequence[Edge] = ()) -> Diff:
    """The first text against the second; `edges` are those between the two articles."""
    words_a, words_b = _words(a.reading), _words(b.reading)
    runs = _aligned(words_a.numbers, words_b.numbers)
    pieces = tuple(_pieces(words_a, words_b, runs))
    same = sum(n for _, _, n, _ in runs)
    cut, added = len(words_a) - same, len(words_b) - same
    return Diff(
        a=_side(a, len(words_a)), b=_side(b, len(words_b)),
        title_changed=title_changed(_titled(a), _titled(b)), kept=same, cut=cut, added=added,
        kept_a=round(same / len(words_a), 4) if len(words_a) else None,
        kept_b=round(same / len(words_b), 4) if len(words_b) else None,
        pieces=pieces, edges=tuple(edges),
    )  # fmt: skip


def _side(one: Version, words: int) -> DiffSide:
    text = one.reading.document.text if one.reading.document else ""
    return DiffSide(_titled(one), one.revision, sha256_text(text), words)


def _titled(one: Version) -> Node:
    """The article under the title it had in this version."""
    article = one.reading.article
    return replace(one.article, title=article.title, published=article.published) if article else one.article


def _words(reading: Reading) -> _Words:
    text = reading.document.text if reading.document else ""
    spans = reading.article.spans if reading.article else ()
    found = words_of(text)
    own = inside(found.starts, spans)
    return _Words(text, found.numbers[own], tuple(_places(text, found.starts[own].tolist(), spans)))


def _places(text: str, starts: Sequence[int], spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Every word with what stands between it and the next of its span; marks that open go with the word after."""
    begins = [opening(text, start) for start in starts]
    waiting = iter(spans)
    end = -1
    for begin, start, after in zip(begins, starts, [*begins, len(text)][1:], strict=False):
        while end <= start:
            end = next(waiting)[1]
        yield begin, min(after, end)


def _aligned(a: Numbers, b: Numbers) -> list[tuple[int, int, int, Kind]]:
    """The shared runs in the order of b, each kept or moved."""
    found = list(passages(a, b))
    ordered = _in_order(found)
    every = sorted({*ordered, *_between(ordered, found, a, b)}, key=lambda r: r[1])
    moved = [(i, j, n, "moved") for i, j, n in found if (i, j, n) not in set(ordered)]
    kept: list[tuple[int, int, int, Kind]] = [(i, j, n, "kept") for i, j, n in every]
    return sorted([*kept, *moved], key=lambda r: r[1])  # type: ignore[list-item]


def _in_order(runs: Sequence[Run]) -> list[Run]:
    """The heaviest set of runs, given in the order of a, that is in the order of b too."""
    ends: list[int] = []  # ascending ends in b, each with the best weight so far and its last run
    best: list[tuple[int, int]] = []
    before: list[int] = []
    for number, (_, j, n) in enumerate(runs):
        at = bisect_right(ends, j)
        weight, last = best[at - 1] if at else (0, -1)
        before.append(last)
        place = bisect_right(ends, j + n)
        if place and best[place - 1][0] >= weight + n:
            continue
        stop = place
        while stop < len(ends) and best[stop][0] <= weight + n:
            stop += 1
        ends[place:stop], best[place:stop] = [j + n], [(weight + n, number)]
    found, number = [], best[-1][1] if best else -1
    while number >= 0:
        found.append(runs[number])
        number = before[number]
    return found[::-1]


def _between(ordered: Sequence[Run], used: Sequence[Run], a: Numbers, b: Numbers) -> Iterator[Run]:
    """Equal words between neighbouring runs, where no other run has them."""
    from rapidfuzz.distance import LCSseq

    free_a, free_b = np.ones(len(a), bool), np.ones(len(b), bool)
    for i, j, n in used:
        free_a[i : i + n] = free_b[j : j + n] = False
    marks = [(0, 0, 0), *ordered, (len(a), len(b), 0)]
    for (i, j, n), (to_a, to_b, _) in pairwise(marks):
        at_a, at_b = i + n, j + n
        left, right = to_a - at_a, to_b - at_b
        if not (0 < left * right <= CELLS) or not (free_a[at_a:to_a].all() and free_b[at_b:to_b].all()):
            continue
        for op in LCSseq.opcodes(a[at_a:to_a].tolist(), b[at_b:to_b].tolist()):
            size = op.src_end - op.src_start
            if op.tag == "equal" and size >= min(BETWEEN, left, right):
                yield at_a + op.src_start, at_b + op.dest_start, size


def _pieces(a: _Words, b: _Words, runs: Sequence[tuple[int, int, int, Kind]]) -> Iterator[Piece]:
    """The pieces in the order of b; what was cut stands where the first text had it, after the run before it."""
    taken = np.zeros(len(a), bool)
    for i, _, n, _ in runs:
        taken[i : i + n] = True
    at_a = at_b = 0
    for i, j, n, kind in runs:
        if kind == "kept":
            yield from _cut(a, taken, at_a, i)
            at_a = i + n
        if at_b < j:
            yield _one_sided(b, "added", at_b, j)
        (a_start, a_end), (start, end) = _place(a, i, n), _place(b, j, n)
        yield Piece(kind, a_start, a_end, start, end, b.text[start:end], n)
        at_b = j + n
    yield from _cut(a, taken, at_a, len(a))
    if at_b < len(b):
        yield _one_sided(b, "added", at_b, len(b))


def _cut(a: _Words, taken: NDArray[np.bool_], start: int, end: int) -> Iterator[Piece]:
    """What of a stretch of the first text nobody took."""
    edges = np.flatnonzero(np.diff(np.concatenate(([1], taken[start:end].astype(np.int8), [1]))))
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        yield _one_sided(a, "cut", start + first, start + last)


def _one_sided(words: _Words, kind: Literal["cut", "added"], start: int, end: int) -> Piece:
    begin, stop = _place(words, start, end - start)
    text = words.text[begin:stop]
    if kind == "cut":
        return Piece(kind, begin, stop, None, None, text, end - start)
    return Piece(kind, None, None, begin, stop, text, end - start)


def _place(words: _Words, first: int, count: int) -> tuple[int, int]:
    return words.places[first][0], words.places[first + count - 1][1]

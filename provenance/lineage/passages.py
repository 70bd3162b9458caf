"""Which runs of words two rows of numbered words have in common, each word used at most once.

Shingles both rows have are joined; neighbours on one diagonal make a run; runs that follow one
another on both sides with little between make a passage, and what lies between is lined up word
by word. The longest passage takes its words first. Shingles that come often (a refrain, one word
a thousand times over) start nothing, so the work stays near linear in the words.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from provenance.shingles import shingles
from provenance.words import Numbers

Run = tuple[int, int, int]
"""First word in a, first word in b, how many."""

SEED = 5
"""Words that must be equal one after another to start a run."""
OFTEN = 4
"""A shingle that comes more often than this in a text starts nothing."""
GAP = 24
"""Words between two runs of one passage, at most, on either side."""
PASSAGE = 10
"""Words of a passage, at least: fewer are a turn of phrase."""
MOST_RUNS = 4000
"""Runs looked at, the longest: bounds the work on hostile pairs."""


def passages(a: Numbers, b: Numbers) -> tuple[Run, ...]:
    """The shared runs in the order of a: no word of a or of b is in two of them."""
    if len(a) == len(b) and len(a) and bool((a == b).all()):
        return ((0, 0, len(a)),)
    chosen: list[Run] = []
    free_a, free_b = np.ones(len(a), dtype=bool), np.ones(len(b), dtype=bool)
    found = _diagonal_runs(*_seeds(a, b))
    for passage in sorted(_chained(found), key=lambda p: (-sum(n for _, _, n in p), p[0])):
        left = [part for run in passage for part in _free_parts(run, free_a, free_b)]
        if sum(n for _, _, n in left) < PASSAGE:
            continue
        left = _filled(left, a, b, free_a, free_b)
        for i, j, n in left:
            free_a[i : i + n] = free_b[j : j + n] = False
        chosen += left
    return tuple(_joined(sorted(chosen)))


def _seeds(a: Numbers, b: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places in a and in b of the shingles both have."""
    grams_a, grams_b = shingles(a, SEED), shingles(b, SEED)
    places_a, places_b = _seldom(grams_a), _seldom(grams_b)
    if not (len(places_a) and len(places_b)):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    order = places_b[np.argsort(grams_b[places_b], kind="stable")]
    sorted_b, asked = grams_b[order], grams_a[places_a]
    low = np.searchsorted(sorted_b, asked, "left")
    times = np.searchsorted(sorted_b, asked, "right") - low
    at = np.repeat(low, times) + (np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times))
    return np.repeat(places_a, times), order[at]


def _seldom(grams: Numbers) -> NDArray[np.int64]:
    """Places of the shingles that come at most `OFTEN` times."""
    if not len(grams):
        return np.zeros(0, np.int64)
    _, back, counts = np.unique(grams, return_inverse=True, return_counts=True)
    return np.flatnonzero(counts[back] <= OFTEN)


def _diagonal_runs(at_a: NDArray[np.int64], at_b: NDArray[np.int64]) -> list[Run]:
    """Maximal runs: neighbouring shingles on one diagonal put together, the longest `MOST_RUNS`."""
    if not len(at_a):
        return []
    diagonal = at_b - at_a
    order = np.lexsort((at_a, diagonal))
    at_a, diagonal = at_a[order], diagonal[order]
    breaks = np.flatnonzero((np.diff(diagonal) != 0) | (np.diff(at_a) != 1)) + 1
    first = np.concatenate(([0], breaks))
    last = np.concatenate((breaks, [len(at_a)])) - 1
    begin, length = at_a[first], at_a[last] - at_a[first] + SEED
    if len(begin) > MOST_RUNS:
        keep = np.sort(np.argsort(-length, kind="stable")[:MOST_RUNS])
        begin, length, first = begin[keep], length[keep], first[keep]
    found = zip(begin.tolist(), (begin + diagonal[first]).tolist(), length.tolist(), strict=True)
    return sorted(found)


def _chained(runs: list[Run]) -> list[list[Run]]:
    """Runs lined up into passages: each goes on from the nearest open one it follows on both sides."""
    open_: list[list[Run]] = []
    done: list[list[Run]] = []
    for run in runs:
        still = [p for p in open_ if run[0] - (p[-1][0] + p[-1][2]) <= GAP]
        done += [p for p in open_ if run[0] - (p[-1][0] + p[-1][2]) > GAP]
        fits = [p for p in still if _follows(p[-1], run)]
        if fits:
            max(fits, key=lambda p: (-_off(p[-1], run), p[-1][2])).append(run)
        else:
            still.append([run])
        open_ = still[-64:]
        done += still[:-64]
    return done + open_


def _follows(one: Run, other: Run) -> bool:
    gap_a, gap_b = other[0] - one[0] - one[2], other[1] - one[1] - one[2]
    return -SEED < gap_a <= GAP and -SEED < gap_b <= GAP


def _off(one: Run, other: Run) -> int:
    """How far apart the diagonals are."""
    return abs((other[1] - other[0]) - (one[1] - one[0]))


def _free_parts(run: Run, free_a: NDArray[np.bool_], free_b: NDArray[np.bool_]) -> list[Run]:
    """What of a run is not used yet on either side."""
    i, j, n = run
    free = free_a[i : i + n] & free_b[j : j + n]
    if free.all():
        return [run]
    edges = np.flatnonzero(np.diff(np.concatenate(([0], free.astype(np.int8), [0]))))
    return [(i + s, j + s, e - s) for s, e in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)]


def _filled(runs: list[Run], a: Numbers, b: Numbers, free_a: NDArray[np.bool_], free_b: NDArray[np.bool_]) -> list[Run]:
    """The runs of a passage made disjoint, with the equal words between them (two or more together)."""
    from rapidfuzz.distance import LCSseq

    out: list[Run] = []
    for i, j, n in runs:
        if out:
            end_a, end_b = out[-1][0] + out[-1][2], out[-1][1] + out[-1][2]
            cut = max(0, end_a - i, end_b - j)
            i, j, n = i + cut, j + cut, n - cut
            if n <= 0:
                continue
            if 1 < i - end_a <= GAP and 1 < j - end_b <= GAP and free_a[end_a:i].all() and free_b[end_b:j].all():
                for op in LCSseq.opcodes(a[end_a:i].tolist(), b[end_b:j].tolist()):
                    if op.tag == "equal" and op.src_end - op.src_start > 1:
                        out.append((end_a + op.src_start, end_b + op.dest_start, op.src_end - op.src_start))
        out.append((i, j, n))
    return out


def _joined(runs: list[Run]) -> list[Run]:
    """Runs that go on from one another put together."""
    out: list[Run] = []
    for i, j, n in runs:
        if out and out[-1][0] + out[-1][2] == i and out[-1][1] + out[-1][2] == j:
            out[-1] = (out[-1][0], out[-1][1], out[-1][2] + n)
        else:
            out.append((i, j, n))
    return out

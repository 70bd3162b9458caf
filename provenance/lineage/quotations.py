"""The same statement in several articles: which statements are one, and how two wordings differ. Pure functions.

Statements find each other by pairs of neighbouring content words, and are one where enough of the
shorter stands in the longer, in order and close together. The fewer words they share, the surer it
has to be that one person said both: a phrase of four words is many people's. Translations share no
words and are not joined. Loads numpy and rapidfuzz.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from provenance.lineage.speakers import same_speaker, share_surname
from provenance.records.statement import Speaker
from provenance.wording import Wording, rank_of

CROWD = 64
"""Wordings sharing a pair of words that all others sharing it are compared with, those of the lowest rank."""
LEAST = 4
"""Content words two statements must share."""
SURE = 6
"""From here on a piece of a statement is known without a speaker."""
PIECE = 10
"""Words in one piece that are known without a speaker even where few of them carry content."""
LONG = 8
"""From here on statements are one whoever is named: that carriers disagree is worth telling."""
LONG_RUN = 12
"""The same in words of all kinds, in one piece."""
EQUAL = 0.75
"""Share of both statements from which on they are one but for a word or two."""
MOST = 0.67
"""Share of the longer statement from which on two are one whole, not a piece and a whole."""
_NEAR = 3
"""Words between two runs of equal words that still belong together."""

Pairs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: its key, its words, and who said it as far as its article tells."""

    key: str
    wording: Wording
    speaker: Speaker | None


@dataclass(frozen=True, slots=True)
class Link:
    """Two statements that are one; `of_longer` and `words` as in `Overlap`, `first_is_piece` which of them is the shorter."""

    sure: bool
    of_longer: float
    words: int
    first_is_piece: bool


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two wordings share, in content words: how many, and how much of the shorter, of the longer, of where they meet.

    `run` is the longest row of equal words, function words too; `whole` says that it is all of the shorter.
    """

    words: int
    of_shorter: float
    of_longer: float
    density: float
    run: int
    whole: bool


def joined(said: Sequence[Said]) -> list[list[int]]:
    """The statements put together by what was said: places in the input, those said once alone.

    What comes out does not depend on the order of the input. Time grows with the number of statements.
    """
    leaders = list(range(len(said)))
    links = ((n, m, link(said[n], said[m])) for n, m in candidates([one.wording for one in said]).tolist())
    for n, m in ties([(n, m, found) for n, m, found in links if found], [one.key for one in said]):
        a, b = _leader(leaders, n), _leader(leaders, m)
        leaders[max(a, b)] = min(a, b)
    found: dict[int, list[int]] = defaultdict(list)
    for n in range(len(said)):
        found[_leader(leaders, n)].append(n)
    return list(found.values())


def ties(links: Iterable[tuple[int, int, Link]], keys: Mapping[int, str] | Sequence[str]) -> list[tuple[int, int]]:
    """The links along which statements, by number, are put together: all that are sure, and of each piece's others the best.

    A piece that nobody is named for may stand in the statements of two people; it must not make them one.
    """
    sure: list[tuple[int, int]] = []
    best: dict[int, tuple[tuple[float, int, str, str], int]] = {}
    for n, m, found in links:
        if found.sure:
            sure.append((n, m))
            continue
        piece, whole = (n, m) if found.first_is_piece else (m, n)
        rank = (-found.of_longer, -found.words, keys[whole], keys[piece])
        if piece not in best or rank < best[piece][0]:
            best[piece] = (rank, whole)
    return sure + [(piece, whole) for piece, (_, whole) in best.items()]


def _leader(leaders: list[int], n: int) -> int:
    while leaders[n] != n:
        leaders[n] = leaders[leaders[n]]
        n = leaders[n]
    return n


def candidates(wordings: Sequence[Wording]) -> Pairs:
    """Places of wordings that share two pairs of content words or more, as rows (smaller, larger).

    Of a crowd sharing one pair all are put beside the few of the lowest rank only, which bounds the
    work and still joins copies: they meet there.
    """
    ranks = np.fromiter((rank_of(w.digest) for w in wordings), dtype=np.int64, count=len(wordings))
    listed = [w.pairs() for w in wordings]
    owner = np.repeat(np.arange(len(wordings)), [len(p) for p in listed])
    marks = np.fromiter((n for pairs in listed for n in pairs), dtype=np.int64, count=len(owner))
    order = np.lexsort((owner, ranks[owner], marks))
    marks, owner = marks[order], owner[order]
    bounds = (
        np.flatnonzero(np.concatenate(([True], marks[1:] != marks[:-1], [True]))) if len(marks) else np.zeros(1, int)
    )
    found = [_meetings(owner, bounds, step) for step in range(1, CROWD + 1)]
    codes = np.concatenate([*(low * len(wordings) + high for low, high in found), np.zeros(0, np.int64)])
    unique, counts = np.unique(codes, return_counts=True)
    unique = unique[counts >= 2]
    return np.stack((unique // max(1, len(wordings)), unique % max(1, len(wordings))), axis=1)


def _meetings(owner: Pairs, bounds: Pairs, place: int) -> tuple[Pairs, Pairs]:
    """The member at one place of every group of sharers, put beside all that come after it in the group."""
    sizes = np.diff(bounds)
    large = np.flatnonzero(sizes > place)
    rest = sizes[large] - place
    heads = np.repeat(bounds[:-1][large] + place - 1, rest)
    others = heads + 1 + (np.arange(len(heads)) - np.repeat(np.cumsum(rest) - rest, rest))
    a, b = owner[heads], owner[others]
    return np.minimum(a, b), np.maximum(a, b)


def link(a: Said, b: Said) -> Link | None:
    """Whether two statements are one, and how surely, from what is known of who said them; None where they are not.

    Sure is what one person is named for, and what is most of both; the rest is a piece of something longer.
    """
    if min(a.wording.weight, b.wording.weight) < LEAST:
        return None
    found = overlap(a.wording, b.wording)
    if found.words < LEAST or found.density < 0.5:
        return None
    same = same_speaker(a.speaker, b.speaker)
    if same is None and share_surname(a.speaker, b.speaker):
        same = True  # with the words of the statement that is enough
    if not _enough(found, same):
        return None
    first = (a.wording.weight, len(a.wording), a.key) <= (b.wording.weight, len(b.wording), b.key)
    return Link(same is True or found.of_longer >= MOST, found.of_longer, found.words, first)


def _enough(found: Overlap, same: bool | None) -> bool:
    both = min(found.of_shorter, found.of_longer)
    equal = both >= (EQUAL if found.words > LEAST else 0.99)
    if same is False:
        return (found.words >= LONG or found.run >= LONG_RUN) and found.of_shorter >= 0.8
    if same is None:
        known = equal or found.words >= SURE or (found.whole and found.run >= PIECE)
        return known and found.of_shorter >= (0.6 if found.words >= LONG else 0.7)
    return equal or found.whole or found.of_shorter >= (0.5 if found.words >= LONG else 0.6)


def overlap(a: Wording, b: Wording) -> Overlap:
    """What two wordings share: words in the same order, in runs that stand close together."""
    if a.weight > b.weight:
        a, b = b, a
    runs = list(_close(_runs(a, b)))
    if not runs:
        return Overlap(0, 0.0, 0.0, 0.0, 0, whole=False)
    words = sum(sum(a.content[i : i + size]) for i, _, size in runs)
    between = sum(b.content[runs[0][1] : runs[-1][1] + runs[-1][2]])
    whole = len(runs) == 1 and runs[0][2] == len(a)
    run = max(size for _, _, size in runs)
    return Overlap(words, words / max(1, a.weight), words / max(1, b.weight), words / max(1, between), run, whole=whole)


def _runs(a: Wording, b: Wording) -> list[tuple[int, int, int]]:
    """Equal words of two wordings as (start in a, start in b, how many); a piece of the other is found as one run."""
    one, other = a.numbers.tolist(), b.numbers.tolist()
    at = _piece(one, other)
    if at is not None:
        return [(0, at, len(one))]
    found = LCSseq.opcodes(one, other)
    return [(op.src_start, op.dest_start, op.src_end - op.src_start) for op in found if op.tag == "equal"]


def _piece(one: list[int], other: list[int]) -> int | None:
    """Where all of one stands in the other in one piece."""
    size = len(one)
    for at in range(len(other) - size + 1 if size else 0):
        if other[at] == one[0] and other[at : at + size] == one:
            return at
    return None


def _close(runs: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """The runs that count: of two words or more, or near another; a single word far off says nothing."""
    for n, (i, j, size) in enumerate(runs):
        before = n > 0 and max(i - runs[n - 1][0] - runs[n - 1][2], j - runs[n - 1][1] - runs[n - 1][2]) <= _NEAR
        after = n + 1 < len(runs) and max(runs[n + 1][0] - i - size, runs[n + 1][1] - j - size) <= _NEAR
        if size > 1 or before or after:
            yield i, j, size

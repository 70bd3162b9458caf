"""Two texts beside each other: which words they share, where, and what that amounts to.

Exact: runs of equal words, found by their five-word shingles, lined up into passages (runs that
follow one another in both texts with little between), each word used once. No direction is in it.
Loads numpy and rapidfuzz: import it where it is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from provenance.lineage.passages import Run, passages
from provenance.records.lineage import MatchKind
from provenance.words import Words, inside, words_of

Spans = Sequence[tuple[int, int]]

COPY = 0.8
"""Share of the shorter text that makes a copy."""
SHORT_COPY = 20
"""Words without which even a whole text is no copy: that much any two briefs may share."""
EXCERPT = 60
"""Words outside quotation marks that make an excerpt, where they hang together."""
HANGING = 30
"""Words one after another that show a taken passage; several long quotations have none."""
WORKED_IN = 0.6
"""Share of the shorter text that makes an excerpt even where edits left no long run."""
LONG_RUN = 55
"""Words one after another that are an excerpt though most of them are quoted speech ..."""
SOME_OWN = 10
"""... where this many of the shared words are not."""
SHOWN = 12
"""Words one after another below which two texts share no more than turns of phrase."""


@dataclass(frozen=True, slots=True)
class Side:
    """One text as compared: its words, and which of them stand in quotation marks or in boilerplate."""

    words: Words
    quoted: NDArray[np.bool_]
    stock: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two texts share.

    `spans` are (a_start, a_end, b_start, b_end), code points in the two texts, in the order of the
    first; `words` counts what they hold, boilerplate aside; `longest_run` is the longest unbroken
    run; covers are shares of each text's words. `kind` is None where it amounts to nothing.
    """

    spans: tuple[tuple[int, int, int, int], ...]
    words: int
    longest_run: int
    cover_a: float
    cover_b: float
    kind: MatchKind | None


@dataclass(frozen=True, slots=True)
class SharedWords:
    """A comparison in words: `runs` are (first word in a, first word in b, how many), in the order of a."""

    runs: tuple[Run, ...]
    words: int
    longest_run: int
    cover_a: float
    cover_b: float
    kind: MatchKind | None


def compare(
    text_a: str, text_b: str, quotes_a: Spans = (), quotes_b: Spans = (), boilerplate_a: Spans = (), boilerplate_b: Spans = ()
) -> Comparison:  # fmt: skip
    """Compare two texts; `quotes` and `boilerplate` are spans of code points in them."""
    a, b = side(text_a, quotes_a, boilerplate_a), side(text_b, quotes_b, boilerplate_b)
    found = shared(a, b)
    spans = tuple(
        (int(a.words.starts[i]), int(a.words.ends[i + n - 1]), int(b.words.starts[j]), int(b.words.ends[j + n - 1]))
        for i, j, n in found.runs
    )
    return Comparison(spans, found.words, found.longest_run, found.cover_a, found.cover_b, found.kind)


def side(text: str, quotes: Spans = (), boilerplate: Spans = ()) -> Side:
    """A text made ready for `shared`."""
    found = words_of(text)
    return Side(found, inside(found.starts, quotes), inside(found.starts, boilerplate))


def shared(a: Side, b: Side) -> SharedWords:
    """What two texts made ready share: the runs of words, their figures, the grade."""
    runs = passages(a.words.numbers, b.words.numbers)
    if not runs:
        return SharedWords((), 0, 0, 0.0, 0.0, None)
    stock = np.concatenate([a.stock[i : i + n] | b.stock[j : j + n] for i, j, n in runs])
    quoted = np.concatenate([a.quoted[i : i + n] | b.quoted[j : j + n] for i, j, n in runs])
    words, own = int((~stock).sum()), int((~stock & ~quoted).sum())
    longest = max(n for _, _, n in runs)
    kind = _grade(words, own, longest, len(stock), min(_count(a), _count(b)))
    return SharedWords(runs, words, longest, _share(words, a), _share(words, b), kind)


def _grade(words: int, own: int, longest: int, all_words: int, shorter: int) -> MatchKind | None:
    if longest < SHOWN and words < EXCERPT:
        return None
    if 2 * words < all_words and words < EXCERPT:
        return "boilerplate"
    if words >= SHORT_COPY and words >= COPY * shorter:
        return "copy"
    taken = own >= EXCERPT and (longest >= HANGING or words >= WORKED_IN * shorter)
    return "excerpt" if taken or (longest >= LONG_RUN and own >= SOME_OWN) else "shared_quotation"


def _count(one: Side) -> int:
    return int((~one.stock).sum())


def _share(words: int, one: Side) -> float:
    count = _count(one)
    return min(1.0, round(words / count, 4)) if count else 0.0

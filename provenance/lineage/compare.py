"""Two texts beside each other: which words they share, where, and what that amounts to.

Exact: runs of equal words, found by their five-word shingles, lined up into passages (runs that
follow one another in both texts with little between), each word used once. No direction is in it.
Loads numpy and rapidfuzz: import it where it is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from provenance.lineage.passages import Run, passages
from provenance.shingles import Words, words_of

Kind = Literal["copy", "excerpt", "shared_quotation", "boilerplate"]
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
    kind: Kind | None


def compare(
    text_a: str, text_b: str, quotes_a: Spans = (), quotes_b: Spans = (), boilerplate_a: Spans = (), boilerplate_b: Spans = ()
) -> Comparison:  # fmt: skip
    """Compare two texts; `quotes` and `boilerplate` are spans of code points in them."""
    a, b = side(text_a, quotes_a, boilerplate_a), side(text_b, quotes_b, boilerplate_b)
    runs, words, longest, kind = shared(a, b)
    spans = tuple(
        (int(a.words.starts[i]), int(a.words.ends[i + n - 1]), int(b.words.starts[j]), int(b.words.ends[j + n - 1]))
        for i, j, n in runs
    )
    return Comparison(spans, words, longest, _share(words, a), _share(words, b), kind)


def side(text: str, quotes: Spans = (), boilerplate: Spans = ()) -> Side:
    """A text made ready for `shared`."""
    found = words_of(text)
    return Side(found, inside(found, quotes), inside(found, boilerplate))


def inside(words: Words, spans: Spans) -> NDArray[np.bool_]:
    """Which words begin inside the spans."""
    marks = np.zeros(len(words) + 1, dtype=np.int64)
    if len(spans):
        listed = np.asarray(spans, dtype=np.int64).reshape(-1, 2)
        np.add.at(marks, np.searchsorted(words.starts, listed[:, 0]), 1)
        np.add.at(marks, np.searchsorted(words.starts, listed[:, 1]), -1)
    return np.cumsum(marks[:-1]) > 0


def shared(a: Side, b: Side) -> tuple[tuple[Run, ...], int, int, Kind | None]:
    """The runs of words two texts share, how many words that is, the longest run, and the grade.

    A run is (first word in a, first word in b, words).
    """
    runs = passages(a.words.numbers, b.words.numbers)
    if not runs:
        return (), 0, 0, None
    stock = np.concatenate([a.stock[i : i + n] | b.stock[j : j + n] for i, j, n in runs])
    quoted = np.concatenate([a.quoted[i : i + n] | b.quoted[j : j + n] for i, j, n in runs])
    words, own = int((~stock).sum()), int((~stock & ~quoted).sum())
    longest = max(n for _, _, n in runs)
    return runs, words, longest, _grade(words, own, longest, len(stock), min(_count(a), _count(b)))


def _grade(words: int, own: int, longest: int, all_words: int, shorter: int) -> Kind | None:
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

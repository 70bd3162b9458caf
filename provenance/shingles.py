"""The fingerprints by which texts that share words find each other.

Six neighbouring words make one more number, and of every sixteen neighbouring six-word shingles the
smallest is kept (winnowing: Schleimer, Wilkerson, Aiken, SIGMOD 2003). So any 21 words two texts
share leave at least one common fingerprint. Loads numpy: import it where it is used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from provenance.words import BATCH_CHARACTERS, Numbers, Places, batch_of, mixed, pieces, powers

K = 6
"""Words in a shingle."""
WINDOW = 16
"""Neighbouring shingles of which the smallest is kept."""
BATCH_WORDS = 1 << 14
"""Words fingerprinted at once."""

_STEP = 0xD1342543DE82EF95


def fingerprints(texts: Sequence[str]) -> Iterator[Places]:
    """The fingerprints of texts, each text's as sorted distinct signed 64-bit numbers.

    A text of fewer than six words has none.
    """
    for some in pieces(texts, BATCH_CHARACTERS):
        batch = batch_of(some)
        yield from _winnowed(batch.words.numbers, batch.limits)


def fingerprints_of_words(found: Sequence[Numbers]) -> Iterator[Places]:
    """The fingerprints of texts whose words are numbered already, as `fingerprints` gives them."""
    for some in pieces(found, BATCH_WORDS):
        yield from _winnowed(*_joined(some))


def owned_fingerprints(found: Sequence[Numbers]) -> tuple[Places, Places]:
    """All fingerprints of texts whose words are numbered already, and the place of its text beside each.

    A text's come in no order, and one may come twice: less work, where they are sorted anyway.
    """
    prints, owners, at = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], 0
    for some in pieces(found, BATCH_WORDS):
        made, whose = _lowest_of_windows(*_joined(some))
        prints.append(made)
        owners.append(whose + at)
        at += len(some)
    return np.concatenate(prints), np.concatenate(owners)


def shingles(numbers: Numbers, size: int = K) -> Numbers:
    """One number for every `size` neighbouring words; none where there are fewer."""
    count = len(numbers) - size + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    total = numbers[:count].copy()
    for n in range(1, size):
        total *= np.uint64(_STEP)
        total += numbers[n : count + n]
    return mixed(total)


def digest_of(numbers: Numbers, marks: NDArray[np.bool_] | None = None) -> str:
    """Digest of a row of words (and of which are marked): equal for texts that say the same."""
    digest = hashlib.sha256(numbers.astype("<u8").tobytes())
    if marks is not None:
        digest.update(np.packbits(marks).tobytes())
    return digest.hexdigest()


def row_numbers(numbers: Numbers, limits: Places) -> Places:
    """One signed 64-bit number for each row of words between neighbouring limits, for example paragraphs.

    No row may be empty.
    """
    if len(limits) < 2:
        return np.zeros(0, dtype=np.int64)
    up, down = powers(_STEP, len(numbers))
    begins = limits[:-1]
    return mixed(np.add.reduceat(numbers * up, begins) * down[begins]).view(np.int64)


def _joined(found: Sequence[Numbers]) -> tuple[Numbers, Places]:
    """The words of several texts, one after the other, and their limits."""
    return np.concatenate(found), np.cumsum([0, *map(len, found)])


def _winnowed(numbers: Numbers, limits: Places) -> Iterator[Places]:
    found, owners = _lowest_of_windows(numbers, limits)
    order = np.lexsort((found, owners))
    found, owners = found[order], owners[order]
    fresh = _fresh(found) | _fresh(owners)
    ends = np.cumsum(np.bincount(owners[fresh], minlength=len(limits) - 1)).tolist()
    found = found[fresh]
    for begin, end in pairwise((0, *ends)):
        yield found[begin:end]


def _lowest_of_windows(numbers: Numbers, limits: Places) -> tuple[Places, Places]:
    """The smallest shingle of every window, but where it is that of the window before, and the text of each."""
    grams = shingles(numbers)
    lows = _lowest(grams)
    sizes = np.maximum(np.diff(limits) - K + 1, 0)
    windows = np.maximum(sizes - WINDOW + 1, 0)
    fresh = _fresh(lows.view(np.int64))
    fresh[limits[:-1][windows > 0]] = True
    places = np.flatnonzero(fresh)
    owners = np.searchsorted(limits, places, side="right") - 1
    whole = places - limits[owners] < windows[owners]  # a window that goes on in the next text tells of neither
    places, owners = places[whole], owners[whole]
    short = np.flatnonzero((sizes > 0) & (windows == 0))
    if not len(short):
        return lows[places].view(np.int64), owners
    least = [grams[limits[n] : limits[n] + sizes[n]].min() for n in short.tolist()]
    found = np.concatenate((lows[places], np.array(least, dtype=np.uint64)))
    return found.view(np.int64), np.concatenate((owners, short))


def _fresh(numbers: Places) -> NDArray[np.bool_]:
    """Which of the numbers are not equal to the one before them."""
    fresh = np.ones(len(numbers), dtype=bool)
    np.not_equal(numbers[1:], numbers[:-1], out=fresh[1:])
    return fresh


def _lowest(grams: Numbers) -> Numbers:
    """The smallest of every `WINDOW` neighbours, by doubling."""
    low, width = grams, 1
    while width < WINDOW and len(low) > width:
        low = np.minimum(low[:-width], low[width:])
        width *= 2
    return low

"""Words as numbers, and the fingerprints by which texts that share words find each other.

Whole batches of texts are turned into arrays at once: a polynomial hash by prefix sums gives every
word a 64-bit number, six neighbouring words one more, and of every sixteen neighbouring six-word
shingles the smallest is kept (winnowing: Schleimer, Wilkerson, Aiken, SIGMOD 2003). So any 21
words two texts share leave at least one common fingerprint. Characters of scripts written without
spaces count as words. Loads numpy: import it where it is used.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from provenance.text import is_unspaced

VERSION = "1"
"""Version of the rule; fingerprints of two versions have nothing in common."""
K = 6
"""Words in a shingle."""
WINDOW = 16
"""Neighbouring shingles of which the smallest is kept."""
BATCH_CHARACTERS = 1 << 19
"""Characters turned into arrays at once: a few megabytes of memory."""

Numbers = NDArray[np.uint64]
Places = NDArray[np.int64]

_UNKNOWN, _BETWEEN, _DROPPED, _LETTER, _ALONE = range(5)
_APOSTROPHES = "'’‘ʼ＇"
_POINTS = ((0x300, 0x36F), (0x591, 0x5BD), (0x610, 0x61A), (0x64B, 0x65F), (0x670, 0x670))
"""Accents and vowel points, written or left out as one likes."""
_SEED = int.from_bytes(hashlib.sha256(f"provenance shingles {VERSION}".encode()).digest()[:8], "big") | 1
_BASE = 0x9E3779B97F4A7C15
_BASE_INVERSE = pow(_BASE, -1, 1 << 64)
_STEP = 0xD1342543DE82EF95

_kinds = np.zeros(0x110000, dtype=np.uint8)
_values = np.zeros(0x110000, dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text: a number each (equal words, equal numbers) and their code points in it."""

    numbers: Numbers
    starts: Places
    ends: Places

    def __len__(self) -> int:
        return len(self.numbers)


def words_of(text: str) -> Words:
    """The words of one text, case, accents and apostrophes aside."""
    return next(words_of_all([text]))


def words_of_all(texts: Sequence[str]) -> Iterator[Words]:
    """The words of many texts, in order: far quicker than one by one."""
    for some in _batches(texts):
        numbers, starts, ends, limits, begins = _tokens(some)
        for n, begin in enumerate(begins):
            part = slice(limits[n], limits[n + 1])
            yield Words(numbers[part], starts[part] - begin, ends[part] - begin)


def fingerprints(texts: Sequence[str]) -> Iterator[Places]:
    """The fingerprints of texts, each text's as sorted distinct signed 64-bit numbers.

    A text of fewer than six words has none.
    """
    for some in _batches(texts):
        numbers, _, _, limits, _ = _tokens(some)
        yield from _winnowed(numbers, limits)


def fingerprints_of_words(found: Sequence[Numbers]) -> Iterator[Places]:
    """The fingerprints of texts whose words are numbered already, as `fingerprints` gives them."""
    limits = np.concatenate(([0], np.cumsum([len(f) for f in found], dtype=np.int64)))
    yield from _winnowed(np.concatenate([*found, np.zeros(0, np.uint64)]), limits)


def shingles(numbers: Numbers, size: int = K) -> Numbers:
    """One number for every `size` neighbouring words; none where there are fewer."""
    count = len(numbers) - size + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    total = numbers[:count].copy()
    for n in range(1, size):
        total *= np.uint64(_STEP)
        total += numbers[n : count + n]
    return _mixed(total)


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
    within = np.arange(limits[-1]) - np.repeat(limits[:-1], np.diff(limits))
    weights = _progression(_STEP, int(within.max()) + 1)
    return _mixed(np.add.reduceat(numbers * weights[within], limits[:-1])).view(np.int64)


def inside(places: Places, spans: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
    """Which of the places, in order, lie in the spans (ends exclusive)."""
    if not len(spans):
        return np.zeros(len(places), dtype=bool)
    listed = np.asarray(spans, dtype=np.int64).reshape(-1, 2)
    marks = np.bincount(np.searchsorted(places, listed[:, 0]), minlength=len(places) + 1)
    marks -= np.bincount(np.searchsorted(places, listed[:, 1]), minlength=len(places) + 1)
    return np.asarray(np.cumsum(marks[:-1]) > 0)


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    begin, size = 0, 0
    for n, text in enumerate(texts):
        if n > begin and size + len(text) > BATCH_CHARACTERS:
            yield texts[begin:n]
            begin, size = n, 0
        size += len(text)
    if begin < len(texts):
        yield texts[begin:]


def _tokens(texts: Sequence[str]) -> tuple[Numbers, Places, Places, Places, Places]:
    """Numbers, starts and ends of all words (places in the texts put together), first word and place of each text."""
    joined = "\n".join(texts)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    lengths = np.fromiter((len(t) + 1 for t in texts), dtype=np.int64, count=len(texts))
    begins = np.concatenate(([0], np.cumsum(lengths)))
    kinds = _kinds[points]
    if not kinds.all():
        _learn(points[kinds == _UNKNOWN])
        kinds = _kinds[points]
    values = _values[points]
    places = None
    if (kinds == _DROPPED).any():
        places = np.flatnonzero(kinds != _DROPPED)
        kinds, values = kinds[places], values[places]
    first, last = _edges(kinds)
    numbers = _hashed(values, first, last)
    starts, ends = (first, last) if places is None else (places[first], places[last])
    limits = np.searchsorted(starts, begins)
    return numbers, starts, ends + 1, limits, begins[:-1]


def _edges(kinds: NDArray[np.uint8]) -> tuple[Places, Places]:
    """The first and the last character of every word."""
    letter = np.zeros(len(kinds) + 2, dtype=bool)
    letter[1:-1] = kinds == _LETTER
    alone = kinds == _ALONE
    return (
        np.flatnonzero((letter[1:-1] & ~letter[:-2]) | alone),
        np.flatnonzero((letter[1:-1] & ~letter[2:]) | alone),
    )


def _hashed(values: Numbers, first: Places, last: Places) -> Numbers:
    powers, inverses = _powers(len(values))
    sums = np.cumsum(values * powers, dtype=np.uint64)
    before = sums[first] - values[first] * powers[first]
    return _mixed((sums[last] - before) * inverses[first])


_cached: tuple[Numbers, Numbers] = (np.ones(0, np.uint64), np.ones(0, np.uint64))


def _powers(size: int) -> tuple[Numbers, Numbers]:
    """Powers of the hash's base and of its inverse, modulo 2**64."""
    global _cached
    if len(_cached[0]) < size:
        _cached = (_progression(_BASE, size), _progression(_BASE_INVERSE, size))
    return _cached[0][:size], _cached[1][:size]


def _progression(base: int, size: int) -> Numbers:
    steps = np.full(size, base, dtype=np.uint64)
    steps[:1] = 1
    return np.cumprod(steps, dtype=np.uint64)


def _mixed(numbers: Numbers) -> Numbers:
    """Spread the bits (the finaliser of SplitMix64), in place."""
    numbers ^= numbers >> np.uint64(30)
    numbers *= np.uint64(0xBF58476D1CE4E5B9)
    numbers ^= numbers >> np.uint64(27)
    numbers *= np.uint64(0x94D049BB133111EB)
    numbers ^= numbers >> np.uint64(31)
    return numbers


def _winnowed(numbers: Numbers, limits: Places) -> Iterator[Places]:
    grams = shingles(numbers)
    sizes = np.maximum(np.diff(limits) - K + 1, 0)
    lows = _lowest(grams)
    for begin, size in zip(limits[:-1].tolist(), sizes.tolist(), strict=True):
        if size == 0:
            yield np.zeros(0, dtype=np.int64)
            continue
        found = (
            lows[begin : begin + size - WINDOW + 1]
            if size >= WINDOW
            else grams[begin : begin + size].min(keepdims=True)
        )
        kept = _changing(found.view(np.int64))
        kept.sort()
        yield _changing(kept)


def _changing(numbers: Places) -> Places:
    """The numbers without those equal to the one before them."""
    fresh = np.ones(len(numbers), dtype=bool)
    np.not_equal(numbers[1:], numbers[:-1], out=fresh[1:])
    return numbers[fresh]


def _lowest(grams: Numbers) -> Numbers:
    """The smallest of every `WINDOW` neighbours, by doubling."""
    low, width = grams, 1
    while width < WINDOW and len(low) > width:
        low = np.minimum(low[:-width], low[width:])
        width *= 2
    return low


def _learn(points: NDArray[np.uint32]) -> None:
    """Look up what characters not met before are."""
    for point in np.unique(points).tolist():
        kind, folded = _kind_of(chr(point))
        _values[point] = _mixed(np.array([(folded * _BASE + _SEED) % (1 << 64)], dtype=np.uint64))[0] if folded else 0
        _kinds[point] = kind


def _kind_of(char: str) -> tuple[int, int]:
    point = ord(char)
    if char in _APOSTROPHES or any(low <= point <= high for low, high in _POINTS) or unicodedata.category(char) == "Cf":
        return _DROPPED, 0
    if is_unspaced(char):
        return _ALONE, ord(_plain(char))
    if char.isalnum() or unicodedata.category(char) in ("Mn", "Mc"):
        return _LETTER, ord(_plain(char))
    return _BETWEEN, 0


def _plain(char: str) -> str:
    """The character without case, width and accent, where that leaves one character."""
    folded = unicodedata.normalize("NFKC", char).lower()
    parts = unicodedata.normalize("NFKD", folded)
    if len(parts) > 1 and all(any(low <= ord(p) <= high for low, high in _POINTS) for p in parts[1:]):
        return parts[0]
    return folded if len(folded) == 1 else char

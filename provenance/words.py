"""Words as numbers: whole batches of texts are turned into arrays at once.

A polynomial hash by prefix sums gives every word a 64-bit number, case, accents and apostrophes
aside. Characters of scripts written without spaces count as words. Loads numpy: import it where it
is used.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence, Sized
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from provenance.text import is_unspaced

VERSION = "1"
"""Version of the rule; numbers of two versions have nothing in common."""
BATCH_CHARACTERS = 1 << 17
"""Characters turned into arrays at once: as many as the processor's caches hold."""

Sized_ = TypeVar("Sized_", bound=Sized)
Numbers = NDArray[np.uint64]
Places = NDArray[np.int64]

_NEWLINE = ord("\n")
_UNKNOWN, _BETWEEN, _DROPPED, _LETTER, _ALONE = range(5)
_APOSTROPHES = "'’‘ʼ＇"
_POINTS = ((0x300, 0x36F), (0x591, 0x5BD), (0x610, 0x61A), (0x64B, 0x65F), (0x670, 0x670))
"""Accents and vowel points, written or left out as one likes."""
_SEED = int.from_bytes(hashlib.sha256(f"provenance shingles {VERSION}".encode()).digest()[:8], "big") | 1
_BASE = 0x9E3779B97F4A7C15

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


@dataclass(frozen=True, slots=True)
class Batch:
    """The words of several texts put together, a line break between them.

    `words` counts code points in the whole; `limits` is the first word of each text and, last, the
    number of words; `begins` where each text begins; `breaks` where lines end.
    """

    words: Words
    limits: Places
    begins: Places
    breaks: Places

    def __len__(self) -> int:
        return len(self.begins)


def words_of(text: str) -> Words:
    """The words of one text, case, accents and apostrophes aside."""
    return next(words_of_all([text]))


def words_of_all(texts: Sequence[str]) -> Iterator[Words]:
    """The words of many texts, in order: far quicker than one by one."""
    for batch in batches_of(texts):
        words = batch.words
        for n, begin in enumerate(batch.begins):
            part = slice(batch.limits[n], batch.limits[n + 1])
            yield Words(words.numbers[part], words.starts[part] - begin, words.ends[part] - begin)


def batches_of(texts: Sequence[str]) -> Iterator[Batch]:
    """The words of many texts, in order, as many texts at once as make up `BATCH_CHARACTERS`."""
    for some in pieces(texts, BATCH_CHARACTERS):
        yield batch_of(some)


def inside(places: Places, spans: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
    """Which of the places, in order, lie in the spans (ends exclusive)."""
    if not len(spans):
        return np.zeros(len(places), dtype=bool)
    listed = np.asarray(spans, dtype=np.int64).reshape(-1, 2)
    marks = np.bincount(np.searchsorted(places, listed[:, 0]), minlength=len(places) + 1)
    marks -= np.bincount(np.searchsorted(places, listed[:, 1]), minlength=len(places) + 1)
    return np.asarray(np.cumsum(marks[:-1]) > 0)


def pieces(items: Sequence[Sized_], most: int) -> Iterator[Sequence[Sized_]]:
    """The items in runs whose sizes add up to no more, but for one that is larger alone."""
    begin, size = 0, 0
    for n, item in enumerate(items):
        if n > begin and size + len(item) > most:
            yield items[begin:n]
            begin, size = n, 0
        size += len(item)
    if begin < len(items):
        yield items[begin:]


def batch_of(texts: Sequence[str]) -> Batch:
    """The words of these texts, all at once."""
    joined = "\n".join(texts)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    begins = np.cumsum([0, *(len(t) + 1 for t in texts)])
    breaks = np.flatnonzero(points == _NEWLINE)
    kinds = _kinds.take(points)
    if not kinds.all():
        _learn(points[kinds == _UNKNOWN])
        kinds = _kinds.take(points)
    kept = kinds != _DROPPED
    dropped = np.flatnonzero(~kept)
    if len(dropped):
        points, kinds = points[kept], kinds[kept]
    first, last = _edges(kinds)
    numbers = _hashed(_values.take(points, mode="clip"), first, last)
    if len(dropped):
        dropped -= np.arange(len(dropped))
        first, last = _undropped(first, dropped), _undropped(last, dropped)
    return Batch(Words(numbers, first, last + 1), np.searchsorted(first, begins), begins[:-1], breaks)


def _undropped(places: Places, dropped: Places) -> Places:
    """Places among the characters kept as places among all; `dropped` tells before which of those kept each was."""
    shifts = np.bincount(np.searchsorted(places, dropped), minlength=len(places) + 1)
    return np.asarray(places + np.cumsum(shifts[:-1]))


def _edges(kinds: NDArray[np.uint8]) -> tuple[Places, Places]:
    """The first and the last character of every word."""
    letter = np.zeros(len(kinds) + 2, dtype=bool)
    np.equal(kinds, _LETTER, out=letter[1:-1])
    changes = np.flatnonzero(letter[1:] != letter[:-1])
    first, last = changes[::2], changes[1::2] - 1
    alone = np.flatnonzero(kinds == _ALONE)
    if not len(alone):
        return first, last
    return np.sort(np.concatenate((first, alone))), np.sort(np.concatenate((last, alone)))


def _hashed(values: Numbers, first: Places, last: Places) -> Numbers:
    """A number for each word from the values of its characters; those between words have none."""
    up, down = powers(_BASE, len(values))
    values *= up
    numbers = np.cumsum(values)[last]
    numbers[1:] -= numbers[:-1].copy()
    numbers *= down[first]
    return mixed(numbers)


_cached: dict[int, tuple[Numbers, Numbers]] = {}


def powers(base: int, size: int) -> tuple[Numbers, Numbers]:
    """Powers of a hash's base and of its inverse, modulo 2**64."""
    known = _cached.get(base)
    if known is None or len(known[0]) < size:
        known = _cached[base] = _progression(base, size), _progression(pow(base, -1, 1 << 64), size)
    return known[0][:size], known[1][:size]


def _progression(base: int, size: int) -> Numbers:
    steps = np.full(size, base, dtype=np.uint64)
    steps[:1] = 1
    return np.cumprod(steps, dtype=np.uint64)


def mixed(numbers: Numbers) -> Numbers:
    """Spread the bits (the finaliser of SplitMix64), in place."""
    numbers ^= numbers >> np.uint64(30)
    numbers *= np.uint64(0xBF58476D1CE4E5B9)
    numbers ^= numbers >> np.uint64(27)
    numbers *= np.uint64(0x94D049BB133111EB)
    numbers ^= numbers >> np.uint64(31)
    return numbers


def _learn(points: NDArray[np.uint32]) -> None:
    """Look up what characters not met before are."""
    for point in np.unique(points).tolist():
        kind, folded = _kind_of(chr(point))
        _values[point] = mixed(np.array([(folded * _BASE + _SEED) % (1 << 64)], dtype=np.uint64))[0] if folded else 0
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

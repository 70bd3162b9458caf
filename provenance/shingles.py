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
from collections.abc import Iterator, Sequence, Sized
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from provenance.text import is_unspaced

VERSION = "1"
"""Version of the rule; fingerprints of two versions have nothing in common."""
K = 6
"""Words in a shingle."""
WINDOW = 16
"""Neighbouring shingles of which the smallest is kept."""
BATCH_CHARACTERS = 1 << 17
"""Characters turned into arrays at once: as many as the processor's caches hold."""
BATCH_WORDS = 1 << 14
"""Words fingerprinted at once."""

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
    for some in _pieces(texts, BATCH_CHARACTERS):
        yield _tokens(some)


def fingerprints(texts: Sequence[str]) -> Iterator[Places]:
    """The fingerprints of texts, each text's as sorted distinct signed 64-bit numbers.

    A text of fewer than six words has none.
    """
    for some in _pieces(texts, BATCH_CHARACTERS):
        batch = _tokens(some)
        yield from _winnowed(batch.words.numbers, batch.limits)


def fingerprints_of_words(found: Sequence[Numbers]) -> Iterator[Places]:
    """The fingerprints of texts whose words are numbered already, as `fingerprints` gives them."""
    for some in _pieces(found, BATCH_WORDS):
        yield from _winnowed(*_joined(some))


def owned_fingerprints(found: Sequence[Numbers]) -> tuple[Places, Places]:
    """All fingerprints of texts whose words are numbered already, and the place of its text beside each.

    A text's come in no order, and one may come twice: less work, where they are sorted anyway.
    """
    prints, owners, at = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], 0
    for some in _pieces(found, BATCH_WORDS):
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
    powers, inverses = _powers(_STEP, len(numbers))
    begins = limits[:-1]
    return _mixed(np.add.reduceat(numbers * powers, begins) * inverses[begins]).view(np.int64)


def inside(places: Places, spans: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
    """Which of the places, in order, lie in the spans (ends exclusive)."""
    if not len(spans):
        return np.zeros(len(places), dtype=bool)
    listed = np.asarray(spans, dtype=np.int64).reshape(-1, 2)
    marks = np.bincount(np.searchsorted(places, listed[:, 0]), minlength=len(places) + 1)
    marks -= np.bincount(np.searchsorted(places, listed[:, 1]), minlength=len(places) + 1)
    return np.asarray(np.cumsum(marks[:-1]) > 0)


def _pieces(items: Sequence[Sized_], most: int) -> Iterator[Sequence[Sized_]]:
    """The items in runs whose sizes add up to no more, but for one that is larger alone."""
    begin, size = 0, 0
    for n, item in enumerate(items):
        if n > begin and size + len(item) > most:
            yield items[begin:n]
            begin, size = n, 0
        size += len(item)
    if begin < len(items):
        yield items[begin:]


def _tokens(texts: Sequence[str]) -> Batch:
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
    powers, inverses = _powers(_BASE, len(values))
    values *= powers
    numbers = np.cumsum(values)[last]
    numbers[1:] -= numbers[:-1].copy()
    numbers *= inverses[first]
    return _mixed(numbers)


_cached: dict[int, tuple[Numbers, Numbers]] = {}


def _powers(base: int, size: int) -> tuple[Numbers, Numbers]:
    """Powers of a hash's base and of its inverse, modulo 2**64."""
    known = _cached.get(base)
    if known is None or len(known[0]) < size:
        known = _cached[base] = _progression(base, size), _progression(pow(base, -1, 1 << 64), size)
    return known[0][:size], known[1][:size]


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

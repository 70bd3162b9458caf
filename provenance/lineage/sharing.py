"""Which words of one article others have too: sets of words as the bits of whole numbers."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from provenance.lineage.facts import Facts
from provenance.records.lineage import Match
from provenance.text import word_spans

TOGETHER = 20
"""Words two others must both have of an article to be of one story there."""
HALF = 0.5
"""Share of a text that makes it, on the whole, another's."""
ENDING = 0.8
"""Share of what is left of a text, from the first common words on, that is common: an ending."""

Spans = Sequence[tuple[int, int]]

_OPENING = frozenset({"Ps", "Pi"})
_RUN = re.compile("1+")


def spans_in(key: str, match: Match) -> tuple[tuple[int, int], ...]:
    """The shared spans as places in the article of that key."""
    if match.a == key:
        return tuple((a, b) for a, b, _, _ in match.spans)
    return tuple(sorted((c, d) for _, _, c, d in match.spans))


def opening(text: str, start: int) -> int:
    """Where a word that begins at `start` begins with the quotation marks and brackets that open before it."""
    while start > 0 and (text[start - 1] in "\"'" or unicodedata.category(text[start - 1]) in _OPENING):
        start -= 1
    return start


def other_of(key: str, match: Match) -> str:
    """The article on the other side."""
    return match.b if match.a == key else match.a


def cover_of(key: str, match: Match) -> float:
    """The share of this article's words that the other has."""
    return match.cover_a if match.a == key else match.cover_b


def is_ending(match: Match, a: Facts, b: Facts) -> bool:
    """Whether a small common part is all that both texts end with: a site's foot more often than a text taken."""
    if match.kind == "copy" or max(match.cover_a, match.cover_b) >= HALF:
        return False
    return _ends(spans_in(a.key, match), a) and _ends(spans_in(b.key, match), b)


def _ends(spans: Spans, facts: Facts) -> bool:
    ends = facts.reading.article.spans[-1:] if facts.reading.article else ()
    rest = ends[0][1] - spans[0][0] if ends and spans else 0
    return rest > 0 and sum(end - start for start, end in spans) >= ENDING * rest


def stock_of(key: str, same_outlet: Sequence[Match]) -> Spans:
    """What an article has in common with other stories of its outlet: what stands there under many texts."""
    others = (m for m in same_outlet if m.kind != "copy" and max(m.cover_a, m.cover_b) < HALF)
    return tuple(sorted({span for m in others for span in spans_in(key, m)}))


def beside_stock(key: str, match: Match, mine: Spans, others: Spans) -> Spans:
    """The spans a match has in an article, without the runs that are mostly stock on either side."""
    if match.a == key:
        pairs = [((a, b), (c, d)) for a, b, c, d in match.spans]
    else:
        pairs = [((c, d), (a, b)) for a, b, c, d in match.spans]
    return tuple(sorted(own for own, other in pairs if not (_mostly(own, mine) or _mostly(other, others))))


def _mostly(span: tuple[int, int], stock: Spans) -> bool:
    inside = sum(max(0, min(span[1], end) - max(span[0], start)) for start, end in stock)
    return 2 * inside > span[1] - span[0]


@dataclass(frozen=True)
class Shared:
    """An article's text, and for each other article the words of it that this one has, as bits.

    `spans` are the places of those words in the text, by the other's key.
    """

    text: str
    spans: Mapping[str, Spans]

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """Start and end of every word."""
        return [(start, end) for _, start, end in word_spans(self.text)]

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.places]

    @cached_property
    def words(self) -> dict[str, int]:
        """By the other's key: the words both have; bit n is word n."""
        return {other: self.bits(spans) for other, spans in self.spans.items()}

    def bits(self, spans: Spans) -> int:
        """The words that begin inside spans."""
        found = 0
        for start, end in spans:
            first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
            found |= ((1 << (last - first)) - 1) << first
        return found

    def runs(self, bits: int) -> list[tuple[int, int]]:
        """The words as spans of characters, neighbours put together."""
        written = bin(bits)[:1:-1]
        return [(self.places[m.start()][0], self.places[m.end() - 1][1]) for m in _RUN.finditer(written)]

    def standing(self, bits: int, row: int) -> int:
        """How many of the words stand together with so many, themselves among them."""
        return sum(len(m.group()) for m in _RUN.finditer(bin(bits)[:1:-1]) if len(m.group()) >= row)

    def groups(self) -> list[frozenset[str]]:
        """The others by story: those that have the same words of this article. Largest share first."""
        found: list[tuple[int, set[str]]] = []
        for other, bits in sorted(self.words.items(), key=lambda item: (-item[1].bit_count(), item[0])):
            near = [g for g in found if _alike(g[0], bits)]
            merged, members = bits, {other}
            for group in near:
                merged, members = merged | group[0], members | group[1]
                found.remove(group)
            found.append((merged, members))
        return [frozenset(members) for _, members in sorted(found, key=lambda g: (-g[0].bit_count(), min(g[1])))]


def _alike(a: int, b: int) -> bool:
    both = (a & b).bit_count()
    return both >= TOGETHER or 2 * both > min(a.bit_count(), b.bit_count())

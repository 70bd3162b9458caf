"""The blame view: for every passage of an article, the earliest article known to hold it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from provenance.lineage.direction import surely_first
from provenance.lineage.graph import copies_first, upward
from provenance.lineage.sharing import Shared, opening, other_of, spans_in
from provenance.lineage.when import interval_of
from provenance.records.article import Reading
from provenance.records.blame import Passage
from provenance.records.lineage import Edge, Match, Node
from provenance.times import Interval

Pairs = frozenset[tuple[str, str]]
"""(copy, source) of edges, by key."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the others: their nodes, by key, and which of them come from which."""

    nodes: Mapping[str, Node]
    pairs: Pairs = frozenset()


def blame(
    article: Node, reading: Reading, matches: Sequence[Match], edges: Sequence[Edge], known: Known, compared: int
) -> tuple[Passage, ...]:
    """Who had each passage first, as far as what is held tells; together they cover the article, in order.

    `matches` are all of the article's but boilerplate; `edges` its chain; `compared` the number of
    articles it was compared with. A passage nobody surely had earlier is the article's own.
    """
    if reading.document is None or reading.article is None:
        return ()
    shares = {other_of(article.key, m): spans_in(article.key, m) for m in matches if m.kind != "boilerplate"}
    view = _View(article, Shared(reading.document.text, shares), edges, known, compared)
    return tuple(_joined(p for span in reading.article.spans for p in view.passages(span)))


def _joined(passages: Iterable[Passage]) -> Iterable[Passage]:
    """Neighbours with nothing between them and the same answer put together."""
    last: Passage | None = None
    for one in passages:
        if last and (last.end, last.earliest, last.basis) == (one.start, one.earliest, one.basis):
            last = Passage(last.start, one.end, last.earliest, last.basis)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


class _View:
    """One article's words, and by whom each may have been held before."""

    def __init__(self, article: Node, shared: Shared, edges: Sequence[Edge], known: Known, compared: int) -> None:
        self.article, self.shared, self.known, self.compared = article, shared, known, compared
        up = upward(article.key, edges)
        order, _ = copies_first(up)
        self.rank = {key: n for n, key in enumerate(order) if key != article.key}
        self.states = {e.parent: e.state for e in reversed(up)}
        self.wire = next((k for k in reversed(order) if k in known.nodes and not known.nodes[k].held), None)
        mine = [
            e for e in edges if e.child == article.key and e.relation == "translated_from" and e.state != "rejected"
        ]
        self.translated = next((e.parent for e in mine if e.overlap is None and _is_held(known, e.parent)), None)
        self.holders: dict[frozenset[str], tuple[str, str]] = {}

    def passages(self, span: tuple[int, int]) -> Iterable[Passage]:
        """One span of the article cut where the answer changes; what is between two words goes with the first."""
        start, end = span
        inside = [(n, place) for n, place in enumerate(self.shared.places) if start <= place[0] < end]
        begin = start
        for (earliest, basis), some in groupby(inside, key=lambda item: self._at(item[0])):
            words = list(some)
            follows = words[-1][0] + 1
            last = opening(self.shared.text, self.shared.places[follows][0]) if follows <= inside[-1][0] else end
            yield Passage(begin, last, earliest, basis)
            begin = last
        if not inside and start < end:
            yield Passage(start, end, self.article.key, "no words")

    def _at(self, word: int) -> tuple[str, str]:
        bit = 1 << word
        having = frozenset(key for key, bits in self.shared.words.items() if bits & bit)
        if having not in self.holders:
            self.holders[having] = self._earliest(having)
        return self.holders[having]

    def _earliest(self, having: frozenset[str]) -> tuple[str, str]:
        if not having:
            return self.article.key, self._nowhere()
        above = [key for key in having if key in self.rank]
        if above:
            best = max(above, key=lambda k: self.rank[k])
            return best, f"earlier in the chain ({self.states.get(best, 'matched')})"
        if self.wire is not None and any((key, self.wire) in self.known.pairs for key in having):
            return self.wire, f"credited, not held; {_others(len(having))} with the same words"
        return self._by_date(having)

    def _nowhere(self) -> str:
        said = f"not found elsewhere among {self.compared:,}" if self.compared else "compared with nothing"
        if self.translated is not None:
            said = f"a translation, not compared with {self.known.nodes[self.translated].name}; {said}"
        return f"{said}; {self.known.nodes[self.wire].name} is credited, and not held" if self.wire else said

    def _by_date(self, having: frozenset[str]) -> tuple[str, str]:
        earlier = [k for k in sorted(having) if self._first(k, self.article.key)]
        if not earlier:
            return self.article.key, f"also in {_others(len(having))}; which was first is not known"
        tops = [k for k in earlier if not any((k, other) in self.known.pairs for other in earlier)] or earlier
        first = [k for k in tops if all(self._first(k, other) for other in tops if other != k)]
        if len(first) == 1:
            return first[0], "earlier date"
        best = min(tops, key=lambda k: (self._last_moment(k), k))
        return best, f"earlier date; the order among {len(tops)} earlier ones is not known"

    def _first(self, one: str, other: str) -> bool:
        a, b = (self._published(key) for key in (one, other))
        return surely_first(a, b)

    def _published(self, key: str) -> Interval | None:
        node = self.article if key == self.article.key else self.known.nodes.get(key)
        return interval_of(node.published) if node and node.published else None

    def _last_moment(self, key: str) -> str:
        node = self.known.nodes.get(key)
        return node.published.not_after if node and node.published else "9999"


def _is_held(known: Known, key: str) -> bool:
    return key in known.nodes and known.nodes[key].held


def _others(count: int) -> str:
    return f"{count:,} other{'' if count == 1 else 's'}"

"""The edges of whole stories, derived anew: what the store knows, as lineage by text asks for it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from provenance.lineage.blame import Known, blame
from provenance.lineage.by_text import derived_by_text, with_parents
from provenance.lineage.facts import Facts, facts_of
from provenance.lineage.judgements import believed, derived, judged
from provenance.lineage.known import state_links_of
from provenance.lineage.nodes import article_node
from provenance.lineage.settle import settle
from provenance.lineage.sharing import Spans, beside_stock, is_ending, other_of, stock_of
from provenance.lineage.told import Told, told
from provenance.lineage.trace import story
from provenance.lineage.when import is_credible
from provenance.outlets.registry import Registry
from provenance.records.article import Reading
from provenance.records.judgement import Judgement
from provenance.records.lineage import Edge, Match, Node, Spread, Story, Trace
from provenance.text import count_words

if TYPE_CHECKING:
    from provenance.store.library import Library as Store
    from provenance.store.reuse.library import Reuse

T = TypeVar("T")
Shares = tuple[Mapping[str, Match], Mapping[str, Spans]]
"""What an article shares with others, by their keys: matches, and places in its text."""
SHARING = 64
"""Others an article is looked at together with: of the outlets it credits, then those that share most, the earliest first.

Bounds the work on texts that are everywhere.
"""
NEAREST = 3 * SHARING
"""Others from which those are chosen."""
LEAST = 40
"""Words beside what outlets repeat that make two texts worth looking at."""
DERIVED_AT_ONCE = 200
"""Articles whose edges are kept in one transaction: others may write in between."""
_TRIES = 20
_REMEMBERED = 4000
_MATCHES_REMEMBERED = 500
"""Articles whose matches are remembered: there may be hundreds of each."""
_AT_ONCE = 500
_CLAIMS = ("copy", "excerpt")


class HeldView:
    """The `View` of a library, with what was asked last remembered; as of the moment it was made."""

    def __init__(self, store: Store, registry: Registry) -> None:
        self._store, self._registry = store, registry
        self._now = datetime.now(UTC)
        self.links = state_links_of(registry)
        self._readings: OrderedDict[str, Reading] = OrderedDict()
        self._facts: OrderedDict[str, Facts] = OrderedDict()
        self._matches: OrderedDict[str, Mapping[str, Match]] = OrderedDict()
        self._sharing: OrderedDict[str, Shares] = OrderedDict()
        self._stocks: OrderedDict[str, Spans] = OrderedDict()
        self._told: OrderedDict[str, tuple[Told, ...]] = OrderedDict()
        self._at: OrderedDict[str, Node | None] = OrderedDict()

    def facts(self, key: str) -> Facts:
        """The facts of a held article, without the credits a person rejected, with the date a person gave."""
        return _remembered(self._facts, key, self._read)

    def matches(self, key: str) -> Mapping[str, Match]:
        """Copies and excerpts an article shares text with, by the other's key; at most `SHARING`."""
        return self._shared(key)[0]

    def at(self, url: str) -> Node | None:
        """The held article at a canonical address."""
        return _remembered(self._at, url, lambda u: next(iter(self._store.articles_by_url([u]).values()), None))

    def told(self, key: str) -> tuple[Told, ...]:
        """The sources an article credits."""
        return _remembered(self._told, key, lambda k: told(self, k))

    def is_agency(self, slug: str) -> bool:
        """Whether an outlet is listed as an agency."""
        outlet = self._registry.by_slug(slug)
        return outlet is not None and outlet.kind == "agency"

    def reading(self, key: str) -> Reading:
        """The current reading of a held article, as it was kept."""
        return _remembered(self._readings, key, self._store.reading_of)

    def _read(self, key: str) -> Facts:
        reading = believed(key, self.reading(key), self._store.judgements.on_reading(key))
        mine = reading.page.outlet if reading.page else None
        outlet = self._registry.by_slug(mine.slug) if mine else None
        return facts_of(reading, outlet, self._now, self.links, key=key)

    def spans(self, key: str) -> Mapping[str, Spans]:
        """Where in an article the words lie that it shares with each of these, what outlets repeat aside."""
        return self._shared(key)[1]

    def _shared(self, key: str) -> Shares:
        return _remembered(self._sharing, key, self._measured, _MATCHES_REMEMBERED)

    def _measured(self, key: str) -> Shares:
        mine, facts = self._stock(key), self.facts(key)
        matches: dict[str, Match] = {}
        spans: dict[str, Spans] = {}
        for other, match in self._raw(key).items():
            if len(matches) == SHARING:
                break
            if match.kind not in _CLAIMS:
                continue
            theirs = self.facts(other)
            same = facts.outlet is not None and facts.outlet == theirs.outlet
            if (same and match.kind != "copy") or is_ending(match, facts, theirs):
                continue
            beside = beside_stock(key, match, mine, self._stock(other))
            if count_words(" ".join(facts.text[a:b] for a, b in beside)) >= min(LEAST, match.words):
                matches[other], spans[other] = match, beside
        return matches, spans

    def _stock(self, key: str) -> Spans:
        return _remembered(self._stocks, key, self._own_stock)

    def _own_stock(self, key: str) -> Spans:
        outlet = self.facts(key).outlet
        same = [m for k, m in self._raw(key).items() if outlet is not None and self.facts(k).outlet == outlet]
        return stock_of(key, same)

    def _raw(self, key: str) -> Mapping[str, Match]:
        return _remembered(self._matches, key, self._nearest, _MATCHES_REMEMBERED)

    def _nearest(self, key: str) -> Mapping[str, Match]:
        credited = {c.outlet.slug for source in self.facts(key).sources for c in source.credits if c.outlet}
        found = self._store.reuse.nearest(key, _CLAIMS, NEAREST, credited)
        return {other_of(key, m): m for m in found}


def _remembered(where: OrderedDict[str, T], key: str, make: Callable[[str], T], most: int = _REMEMBERED) -> T:
    if key not in where:
        where[key] = make(key)
        if len(where) > most:
            where.popitem(last=False)
    return where[key]


def derive_articles(store: Store, registry: Registry, keys: Iterable[str]) -> int:
    """Derive the nodes and edges of these articles anew; returns how many there were.

    Where another writer changes what they are derived from meanwhile, they are derived once more.
    """
    listed = sorted(set(keys))
    view, state, done, tries = None, -1, 0, 0
    while done < len(listed):
        now = store.stories.state()
        if view is None or now != state:
            state, view = now, HeldView(store, registry)
        some = listed[done : done + DERIVED_AT_ONCE]
        tries += 1
        if store.stories.save(_all_derived(store, view, some), state if tries < _TRIES else None):
            done, tries = done + len(some), 0
    return len(listed)


def derive_around(store: Store, registry: Registry, articles: Iterable[str]) -> int:
    """Derive anew the edges that these held articles bear on; returns of how many articles."""
    store.stories.mark(articles)
    return _derive_marked(store, registry)


def _derive_marked(store: Store, registry: Registry) -> int:
    waiting = store.stories.marked()
    count = derive_articles(store, registry, _touched(store, waiting))
    store.stories.unmark(mark for marks in waiting.values() for mark in marks)
    return count


def forget_article(store: Store, registry: Registry, ref: str, reason: str) -> str:
    """Forget an article for good and derive anew the edges it bore on; returns its key. Raises UnknownNameError."""
    key = store.find_article(ref).key
    store.stories.mark(_touched(store, [key]))
    store.forget(key, reason)
    _derive_marked(store, registry)
    return key


def _all_derived(
    store: Store, view: HeldView, keys: Iterable[str]
) -> Iterator[tuple[str, tuple[Node, ...], tuple[Edge, ...]]]:
    for key in keys:
        reading = view.reading(key)
        node = article_node(reading, view.links, held=True)
        people = store.judgements.on_reading(key)
        nodes, edges = derived(node, reading, people, lambda r, k=key: derived_by_text(view, k, r, view.links))  # type: ignore[misc]
        yield key, nodes, edges


def settle_stories(store: Store, registry: Registry, link: Callable[[Reuse], int] = settle) -> int:
    """Compare what was not compared yet and derive the edges that may be others now; returns how many texts were compared.

    What comes out is a function of what is held: order of arrival does not show. A kill at any
    moment leaves marks by which the next call goes on. `link` is how texts are compared.
    """
    stories = store.stories
    # Before the index forgets an older text of theirs: whom that was shared with.
    stories.mark(_touched(store, stories.pending()))
    fresh = stories.members(_unlinked(store))
    stories.mark(fresh)
    count = link(store.reuse)
    stories.mark(fresh)
    _derive_marked(store, registry)
    return count


def _touched(store: Store, articles: Iterable[str]) -> set[str]:
    """The articles whose edges may be others: those changed, those that look at them, and those that look at these, before and now."""
    found = set(articles)
    near = found | set(store.stories.joined(found))
    fresh = near
    for _ in range(2):
        fresh = store.reuse.seers(sorted(fresh), _CLAIMS, NEAREST) - near
        near |= fresh
    return near


def _unlinked(store: Store) -> list[int]:
    """The classes that the next linking will compare; what is pending is indexed first."""
    reuse = store.reuse
    reuse.begin()
    while waiting := reuse.pending():
        reuse.index(waiting)
    found: list[int] = []
    while some := reuse.unlinked(1000, found[-1] if found else 0):
        found += some
    return found


MATCHES = 1000
"""Matches told of with a trace: those that share most, the earliest first."""
_TOLD = (*_CLAIMS, "shared_quotation")


def with_text(store: Store, trace: Trace) -> Trace:
    """The trace of a held article with what it shares with others without an arrow between them, and who had each passage first."""
    article, edges = trace.article, trace.edges
    found = [m for m in store.reuse.nearest(article.key, _TOLD, MATCHES) if m.kind in _TOLD][:MATCHES]
    others = [other_of(article.key, m) for m in found]
    known = Known(store.stories.nodes(others) | {n.key: n for n in trace.nodes}, store.stories.pairs(others))
    joined = {frozenset((e.child, e.parent)) for e in edges if e.state != "rejected"}
    without = tuple(m for m in found if frozenset((m.a, m.b)) not in joined)
    now = datetime.now(UTC)
    credible = Known({key: _dated(n, now) for key, n in known.nodes.items()}, known.pairs)
    compared = max(0, trace.searched.articles - 1)
    passages = blame(_dated(article, now), trace.reading, found, edges, credible, compared)
    told_of = {*(other_of(article.key, m) for m in without), *(p.earliest for p in passages)}
    more = told_of - {n.key for n in trace.nodes}
    spread = Spread(*store.reuse.carried(article.key, _CLAIMS))
    others_told = tuple(known.nodes[k] for k in sorted(more))
    return replace(trace, matches=without, spread=spread, blame=passages, others=others_told)


def _dated(node: Node, now: datetime) -> Node:
    """A node without a date that cannot be its own."""
    wrong = node.published is not None and not is_credible(node.published, now)
    return replace(node, published=None) if wrong else node


def with_sources(store: Store, matches: Iterable[Match]) -> Iterator[Match]:
    """The matches, each with the side that an edge between the two calls the source."""
    waiting = iter(matches)
    while some := list(islice(waiting, _AT_ONCE)):
        yield from with_parents(some, store.stories.pairs(key for m in some for key in (m.a, m.b)))


def story_of(store: Store, article: Node, judgements: Sequence[Judgement]) -> Story:
    """How many articles edges join to an article, of how many outlets, with how many origins at most."""
    nodes, edges = judged(*store.stories.story(article.key), judgements)
    return story(article, nodes, edges)

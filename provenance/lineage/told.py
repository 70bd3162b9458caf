"""Whom pages credit, as articles: those that are held, found by address or by text, and those that are not."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from provenance.lineage.facts import Facts
from provenance.lineage.sharing import Spans
from provenance.lineage.sources import Source
from provenance.records.lineage import Match, Node

HOPS = 12
"""Credits followed from page to page."""
CLUSTER = 1000
"""Articles looked at for one source that is not held."""
NEVER = "9999"


class View(Protocol):
    """What a library knows, as lineage by text asks for it; everything is a function of what is held."""

    def facts(self, key: str) -> Facts:
        """The facts of a held article."""

    def matches(self, key: str) -> Mapping[str, Match]:
        """Copies and excerpts an article shares text with, by the other's key."""

    def spans(self, key: str) -> Mapping[str, Spans]:
        """Where in an article the words lie that it shares with each of these, what outlets repeat aside."""

    def at(self, url: str) -> Node | None:
        """The held article at a canonical address."""

    def told(self, key: str) -> tuple[Told, ...]:
        """The sources an article credits, as `told` finds them."""

    def is_agency(self, slug: str) -> bool:
        """Whether an outlet is listed as an agency."""


@dataclass(frozen=True, slots=True)
class Told:
    """One source a page credits, and the node it leads to; `match` is the text the page shares with it."""

    source: Source
    node: Node
    match: Match | None

    @property
    def whole(self) -> bool:
        """Whether the credit is for the whole text."""
        return self.source.stage is not None


def told(view: View, key: str) -> tuple[Told, ...]:
    """The sources an article credits, nearest first, the surest of one distance first."""
    facts = view.facts(key)
    found = [Told(s, *_node(view, facts, s)) for s in facts.sources]
    return tuple(sorted(found, key=lambda t: _nearest(t.source)))


def _nearest(source: Source) -> tuple[int, float]:
    return (source.stage if source.stage is not None else 99, -source.confidence)


def _node(view: View, facts: Facts, source: Source) -> tuple[Node, Match | None]:
    held = held_source(view, facts, source)
    if held is not None:
        return view.facts(held).node, view.matches(facts.key).get(held)
    return unheld(view, facts, source), None


def held_source(view: View, facts: Facts, source: Source) -> str | None:
    """The held article a source is: the one at its address, else the outlet's own that shares the text.

    Of several of the outlet the one that shares most is taken, then the earliest.
    """
    url = facts.maker.claimed_url(source.credits)
    there = view.at(url) if url else None
    if there is not None:
        return there.key if there.key != facts.key else None
    slug = _slug(source)
    matches = view.matches(facts.key)
    same = [k for k in matches if slug is not None and view.facts(k).outlet == slug]
    return min(same, key=lambda k: (-matches[k].words, *earliest(view.facts(k))), default=None)


def _slug(source: Source) -> str | None:
    return next((c.outlet.slug for c in source.credits if c.outlet), None)


def earliest(facts: Facts) -> tuple[str, str]:
    """Puts articles in the order of their stated dates, those without one last; then by key."""
    return facts.node.published.not_before if facts.node.published else NEVER, facts.key


def unheld(view: View, facts: Facts, source: Source) -> Node:
    """The node of a source that is not held: one for all articles that credit it for one text.

    It is the address the credits agree on, where there is one; else the text of the earliest of them
    stands for it.
    """
    mine = facts.maker.node(source.credits)
    slug = _slug(source)
    if slug is None:
        return mine
    crediting = _crediting(view, facts, slug)
    claims = {key: f.maker.node(s.credits) for key, (f, s) in crediting.items()}
    urls = {node.url for node in claims.values() if node.url}
    if mine.url or not claims:
        return mine
    if len(urls) == 1:
        return next(replace(n, published=n.published or mine.published) for n in claims.values() if n.url)
    first = min((f for f, _ in crediting.values()), key=earliest)
    return replace(claims[first.key], url=None, key=_without_url(first, crediting[first.key][1]).key)


def _without_url(facts: Facts, source: Source) -> Node:
    bare = tuple(replace(c, url=None) for c in source.credits)
    return facts.maker.node(bare)


def _crediting(view: View, facts: Facts, slug: str) -> dict[str, tuple[Facts, Source]]:
    """The articles that credit an outlet that is not held for one text with this one, as far as matches lead."""
    found: dict[str, tuple[Facts, Source]] = {}
    seen, queue = {facts.key}, deque([facts.key])
    while queue and len(seen) < CLUSTER:
        key = queue.popleft()
        one = view.facts(key)
        source = next((s for s in one.sources if _slug(s) == slug and (s.stage is not None)), None)
        if source is not None and held_source(view, one, source) is None:
            found[key] = (one, source)
        elif key != facts.key:
            continue
        fresh = [k for k in view.matches(key) if k not in seen]
        seen.update(fresh)
        queue.extend(fresh)
    return found


def end(view: View, key: str, seen: frozenset[str] = frozenset()) -> Node | None:
    """Where an article's credits lead in the end, over the credits of the held articles between; None without any.

    A distributor is no end.
    """
    listed = [t for t in view.told(key) if t.whole]
    for one in listed:
        if one.node.held and one.node.key not in seen | {key} and len(seen) < HOPS:
            return end(view, one.node.key, seen | {key}) or one.node
    last = max((t.source.stage or 0 for t in listed), default=0)
    return next((t.node for t in listed if t.source.stage == last), None) if last else None

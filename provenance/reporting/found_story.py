"""The whole story of an article as the store has it: every article edges join to it, read and judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance.lineage.judgements import judged
from provenance.measure.chains import Chains, copies
from provenance.records.article import Reading
from provenance.records.counted import Arrow, Copy, Place
from provenance.records.diff import Diff
from provenance.records.lineage import Edge, Node, Trace
from provenance.text import count_words

if TYPE_CHECKING:
    from provenance.outlets.registry import Registry
    from provenance.store.library import Library as Store

READ = 400
"""Held articles of one story whose pages are read again for their terms; the nearest by date of the others are left out."""


@dataclass(frozen=True, slots=True)
class FoundStory:
    """One story: the trace of the article asked about, and all articles and edges joined to it.

    `readings` are the current ones of held articles by key, at most `READ`; `copies` the articles an arrow leads
    from, each with the end of its chain; `diff` the article beside its surest held source, or beside its
    surest held copy where it has no source, None where no such text is held.
    """

    trace: Trace
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    readings: Mapping[str, Reading]
    copies: tuple[Copy, ...]
    diff: Diff | None
    waiting: int

    @property
    def live(self) -> tuple[Edge, ...]:
        """The edges nobody rejected."""
        return tuple(e for e in self.edges if e.state != "rejected")

    @property
    def held(self) -> tuple[Node, ...]:
        """The articles that are held."""
        return tuple(n for n in self.nodes if n.held)

    def node(self, key: str) -> Node | None:
        """The article of a key."""
        return next((n for n in self.nodes if n.key == key), None)


def find_story(store: Store, registry: Registry, ref: str) -> FoundStory:
    """Everything a story report tells of; raises UnknownNameError where nothing of that name is kept."""
    from provenance.pipeline import trace_kept

    trace = trace_kept(store, ref, registry)
    nodes, edges, judgements = store.judgements.story(trace.article.key)
    nodes, edges = judged(nodes, edges, judgements)
    nodes = tuple(replace(n, held=True) if n.key == trace.article.key else n for n in nodes)
    held = [n.key for n in nodes if n.held]
    kept = sorted(held, key=lambda k: k != trace.article.key)[:READ]
    readings = {key: trace.reading if key == trace.article.key else store.reading_of(key) for key in kept}
    found = copies(Chains(map(arrow_of, _live(edges))), sorted(n.key for n in nodes), places_of(nodes, readings))
    waiting = len(set(held) & set(store.stories.pending()))
    return FoundStory(trace, nodes, edges, readings, found, _diff(trace.article.key, edges, readings, nodes), waiting)


def _live(edges: Iterable[Edge]) -> list[Edge]:
    return [e for e in edges if e.state != "rejected" and e.relation not in ("contributed", "co_published")]


def arrow_of(edge: Edge) -> Arrow:
    """An edge as measures need it."""
    return Arrow(
        key=edge.key, child=edge.child, parent=edge.parent, relation=edge.relation, state=edge.state, confidence=edge.confidence,
        found_by=edge.found_by, credit=edge.credit, credit_outlet=edge.credit_outlet.slug if edge.credit_outlet else None,
        overlap=edge.overlap, kept=edge.kept, title_changed=edge.title_changed, judged="confirm" if edge.reviewed else None,
    )  # fmt: skip


def places_of(nodes: Iterable[Node], readings: Mapping[str, Reading]) -> dict[str, Place]:
    """Nodes as measures need them, by key."""
    return {n.key: _place(n, readings.get(n.key)) for n in nodes}


def _place(node: Node, reading: Reading | None) -> Place:
    words = count_words(reading.article.text) if reading and reading.article else None
    slug = node.outlet.slug if node.outlet else ""
    return Place(node.key, slug, node.name, "unknown", node.held, words, None, node.title)


def _diff(key: str, edges: Iterable[Edge], readings: Mapping[str, Reading], nodes: Iterable[Node]) -> Diff | None:
    from provenance.lineage.diff import Version, diff

    known = {n.key: n for n in nodes}
    near = [e for e in edges if e.state != "rejected" and e.child in readings and e.parent in readings]
    above = [e for e in near if e.child == key]
    below = [e for e in near if e.parent == key]
    chosen = min(above or below, key=lambda e: (-e.confidence, e.key), default=None)
    if chosen is None:
        return None
    first, second = (Version(known[k], None, readings[k]) for k in (chosen.parent, chosen.child))
    return diff(first, second, (chosen,))

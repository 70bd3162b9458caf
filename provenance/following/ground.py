"""Where a chain lies while it is followed: in the store, or in memory for a person who keeps nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from provenance.pipeline import derive, keep
from provenance.records.article import Reading
from provenance.records.capture import Capture, FailedInput
from provenance.records.fetched import Fetched
from provenance.records.keys import article_key
from provenance.records.lineage import Edge, Node
from provenance.urls import canonical_url

if TYPE_CHECKING:
    from provenance.outlets.registry import Registry
    from provenance.store.library import Library as Store

Chain = tuple[tuple[Node, ...], tuple[Edge, ...]]


class Ground(Protocol):
    """What following needs of the place where the chain lies."""

    def chain(self) -> Chain:
        """All nodes and edges as known now, the article first."""

    def reading(self, key: str) -> Reading:
        """The reading of a node that is held."""

    def evidence(self, item: Capture | FailedInput) -> None:
        """Keep what came, before anything is read in it."""

    def refuse(self, item: Capture | FailedInput, reason: str, detail: str) -> None:
        """Keep that this is not what was asked for, and why."""

    def answer(self, fetched: Fetched) -> None:
        """Keep what an archive answered."""

    def take(self, item: Capture, reading: Reading) -> str | None:
        """Make a page part of what is held; its key, None where it may not be kept."""

    def join(self, node: str, article: str, url: str) -> None:
        """Say that the node known under this address is that article."""


class Kept(Ground):
    """A chain in the store: a page found is kept like any added one, a node is joined to it by a resolution."""

    def __init__(self, store: Store, article: str, registry: Registry) -> None:
        self._store, self._article, self._registry = store, article, registry

    def chain(self) -> Chain:
        """What is known now."""
        return self._store.chain_rows(self._article)

    def reading(self, key: str) -> Reading:
        """As it is held."""
        return self._store.reading_of(key)

    def evidence(self, item: Capture | FailedInput) -> None:
        """Bytes before meaning."""
        if isinstance(item, Capture):
            self._store.keep_evidence(item)

    def refuse(self, item: Capture | FailedInput, reason: str, detail: str) -> None:
        """The capture, with the reason."""
        if isinstance(item, Capture):
            self._store.keep_refused(item, reason, detail)
        elif item.fetched is not None:
            self._store.keep_failure(item.fetched)

    def answer(self, fetched: Fetched) -> None:
        """As a capture that gave no page."""
        self._store.keep_failure(fetched)

    def take(self, item: Capture, reading: Reading) -> str | None:
        """As a page that was added."""
        return keep(self._store, item, reading, self._registry).article

    def join(self, node: str, article: str, url: str) -> None:
        """Under this address it is known from now on."""
        there = article_key(canonical_url(url), None, "") == article
        self._store.join(node, article, "url" if there else "redirect")


class Loose(Ground):
    """A chain in memory: pages found are held as long as the answer is made, and nothing is written."""

    def __init__(self, reading: Reading, registry: Registry) -> None:
        self._registry = registry
        start = derive(None, registry, reading)[0][0]
        self._nodes = {start.key: start}
        self._readings = {start.key: reading}
        self._found = {start.url: start} if start.url else {}

    def chain(self) -> Chain:
        """What is known now."""
        nodes: dict[str, Node] = {}
        edges: dict[str, Edge] = {}
        for reading in self._readings.values():
            some, drawn = derive(None, self._registry, reading, self._found)
            for node in some:
                nodes.setdefault(node.key, self._nodes.get(node.key, node))
            for edge in drawn:
                edges.setdefault(edge.key, edge)
        return tuple(nodes.values()), tuple(edges.values())

    def reading(self, key: str) -> Reading:
        """As it is held."""
        return self._readings[key]

    def evidence(self, item: Capture | FailedInput) -> None:
        """Nothing is kept."""

    def refuse(self, item: Capture | FailedInput, reason: str, detail: str) -> None:
        """Nothing is kept."""

    def answer(self, fetched: Fetched) -> None:
        """Nothing is kept."""

    def take(self, item: Capture, reading: Reading) -> str | None:
        """As a page that was added."""
        node = derive(None, self._registry, reading)[0][0]
        self._readings.setdefault(node.key, reading)
        self._nodes.setdefault(node.key, replace(node, held=True))
        return node.key

    def join(self, node: str, article: str, url: str) -> None:
        """Under this address it is known from now on."""
        self._found[canonical_url(url)] = self._nodes[article]

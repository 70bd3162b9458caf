"""Walking edges: what lies above an article, in which order, and whether it runs in a circle."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable

from provenance.records.lineage import Edge, Node

BESIDE = frozenset({"contributed", "co_published"})
"""Relations that lead to a partner, not to where the whole text came from."""


def whole(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """The edges along which a whole text came: neither rejected, nor a part, nor a common publication."""
    return tuple(e for e in edges if e.state != "rejected" and e.relation not in BESIDE)


def upward(start: str, edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """The whole-text edges that can be reached from `start` towards its sources, nearest first."""
    parents: dict[str, list[Edge]] = defaultdict(list)
    for edge in whole(edges):
        parents[edge.child].append(edge)
    found: list[Edge] = []
    seen, queue = {start}, deque([start])
    while queue:
        for edge in parents[queue.popleft()]:
            found.append(edge)
            if edge.parent not in seen:
                seen.add(edge.parent)
                queue.append(edge.parent)
    return tuple(found)


def within(
    hops: int, start: str, nodes: Iterable[Node], edges: Iterable[Edge]
) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """The nodes at most so many hops from `start`, either way, and the edges between them."""
    edges = tuple(edges)
    near = {start}
    for _ in range(hops):
        near |= {key for e in edges if e.child in near or e.parent in near for key in (e.child, e.parent)}
    return tuple(n for n in nodes if n.key in near), tuple(e for e in edges if e.child in near and e.parent in near)


def _peeled(nodes: Iterable[str], ways: Iterable[tuple[str, str]]) -> tuple[list[str], set[str]]:
    """Nodes in an order in which every way runs forward, and those left because they wait for each other."""
    after: dict[str, list[str]] = defaultdict(list)
    waiting: Counter[str] = Counter()
    for a, b in ways:
        after[a].append(b)
        waiting[b] += 1
    nodes = list(dict.fromkeys(nodes))
    ready = deque(n for n in nodes if not waiting[n])
    order: list[str] = []
    while ready:
        order.append(ready.popleft())
        for b in after[order[-1]]:
            waiting[b] -= 1
            if not waiting[b]:
                ready.append(b)
    return order, set(nodes) - set(order)


def copies_first(edges: Iterable[Edge]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Keys in an order from copies to sources, and the keys that lie on a circle (or between two)."""
    edges = tuple(edges)
    ways = [(e.child, e.parent) for e in edges]
    nodes = [key for way in ways for key in way]
    order, left = _peeled(nodes, ways)
    inner = [(b, a) for a, b in ways if a in left and b in left]
    _, circle = _peeled([n for n in nodes if n in left], inner)
    return (*order, *(n for n in dict.fromkeys(nodes) if n in left)), frozenset(circle)

"""The same work on many things, in several processes, within bounds, with the results in order.

Memory stays bounded: only a few items are under way at a time. A process that dies over an item, or
passes the item's bounds, takes that item with it and no other; ours ended, by Ctrl-C or by a kill,
theirs end with it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future

from provenance.parallel.bounds import Bounds, Item, Lost, Result, Shared, here

__all__ = ["AHEAD", "BOUNDS", "Bounds", "Lost", "in_order"]

BOUNDS = Bounds()
AHEAD = 2
"""How many items a process has under way or waiting."""


def in_order(
    work: Callable[[Item, Shared], Result],
    items: Iterable[Item],
    shared: Shared,
    jobs: int = 1,
    *,
    light: Callable[[Item], bool] = lambda item: True,
    bounds: Bounds = BOUNDS,
) -> Iterator[tuple[Item, Result | Lost]]:
    """Each item with `work(item, shared)`, in order; with more than one job in that many processes.

    With one job, items that are `light` are worked on in this process (see `bounds.here`), the
    others in one of their own. Lost stands for the result of an item that passed its `bounds`, or
    over which its process died, twice. `work` must be a function of a module; `shared` goes to each
    process once, items and results go there and back. An error that `work` raises is raised here.
    """
    from provenance.parallel.workers import Workers

    workers = Workers(work, shared, jobs, bounds)
    under_way: deque[tuple[Item, Future[Result | Lost]]] = deque()
    try:
        for item in items:
            if jobs == 1:
                yield item, here(work, item, shared, bounds) if light(item) else workers.give(item).result()
                continue
            under_way.append((item, workers.give(item)))
            while under_way and (len(under_way) >= jobs * AHEAD or under_way[0][1].done()):
                yield _taken(under_way)
        while under_way:
            yield _taken(under_way)
    finally:
        workers.end()


def _taken(under_way: deque[tuple[Item, Future[Result | Lost]]]) -> tuple[Item, Result | Lost]:
    item, future = under_way.popleft()
    return item, future.result()

"""The same work on many things, in several processes, with the results in order.

Memory stays bounded: only a few items are under way at a time. A process that dies over an item
takes that item with it and no other; ours ended, by Ctrl-C or by a kill, theirs end with it.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context, parent_process
from typing import Any, Generic, TypeVar

AHEAD = 2
"""How many items a process has under way or waiting."""

Item = TypeVar("Item")
Shared = TypeVar("Shared")
Result = TypeVar("Result")


def in_order(
    work: Callable[[Item, Shared], Result], items: Iterable[Item], shared: Shared, jobs: int = 1
) -> Iterator[tuple[Item, Result | None]]:
    """Each item with `work(item, shared)`, in order; with more than one job in that many processes.

    None stands for the result of an item over which its process died, twice. `work` must be a
    function of a module; `shared` goes to each process once, items and results go there and back.
    An error that `work` raises is raised here.
    """
    if jobs == 1:
        for item in items:
            yield item, work(item, shared)
        return
    workers: _Workers[Item, Result] = _Workers(partial(_begin, work, shared), jobs)
    under_way: deque[tuple[Item, Future[Result]]] = deque()
    try:
        for item in items:
            under_way.append((item, workers.give(item)))
            while under_way and (len(under_way) >= jobs * AHEAD or under_way[0][1].done()):
                yield workers.taken(*under_way.popleft())
        while under_way:
            yield workers.taken(*under_way.popleft())
    finally:
        workers.end()


class _Workers(Generic[Item, Result]):
    """A pool that is made anew when one of its processes has died."""

    def __init__(self, begin: Callable[[], None], jobs: int) -> None:
        self._begin, self._jobs = begin, jobs
        self._pool = self._started(jobs)

    def give(self, item: Item) -> Future[Result]:
        try:
            return self._submitted(self._pool, item)
        except BrokenProcessPool:
            self.end()
            self._pool = self._started(self._jobs)
            return self._submitted(self._pool, item)

    def taken(self, item: Item, future: Future[Result]) -> tuple[Item, Result | None]:
        """The item with its result; what was lost with somebody's process is done again, alone."""
        try:
            return item, future.result()
        except BrokenProcessPool:
            alone = self._started(1)
        try:
            return item, self._submitted(alone, item).result()
        except BrokenProcessPool:
            return item, None
        finally:
            _end(alone)

    def end(self) -> None:
        _end(self._pool)

    def _started(self, jobs: int) -> ProcessPoolExecutor:
        # Not forked: a copy of this process would share its database connections and the locks of its threads.
        return ProcessPoolExecutor(jobs, get_context("spawn"), self._begin)

    def _submitted(self, pool: ProcessPoolExecutor, item: Item) -> Future[Result]:
        with _interrupts_held_back():
            return pool.submit(_do, item)


def _end(pool: ProcessPoolExecutor) -> None:
    """End the processes now, whatever they are doing."""
    for process in list((pool._processes or {}).values()):
        process.kill()
    pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Processes started inside never see Ctrl-C: it is ours to end them."""
    if os.name != "posix":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# Inside a worker process

_task: tuple[Callable[[Any, Any], Any], Any]


def _begin(work: Callable[[Any, Any], Any], shared: Any) -> None:
    global _task
    _task = work, shared
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _do(item: Any) -> Any:
    work, shared = _task
    return work(item, shared)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

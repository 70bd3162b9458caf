"""Worker processes as their parent sees them: made when needed, one item at a time, replaced when lost."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic

from provenance.parallel.bounds import Bounds, Item, Lost, Result, Shared, Why, lost
from provenance.parallel.inside import TOO_LARGE, TOO_SLOW, received

_PROGRAM = "import sys; sys.path[:] = {path!r}; from provenance.parallel.inside import serve; serve()"


class Workers(Generic[Item, Shared, Result]):
    """Processes that do one work; each has a thread here that waits for it."""

    def __init__(self, work: Callable[[Item, Shared], Result], shared: Shared, jobs: int, bounds: Bounds) -> None:
        self._given = (work, shared, bounds)
        self._bounds = bounds
        self._threads = ThreadPoolExecutor(jobs, initializer=_hold_back_interrupts)
        self._lock = threading.Lock()
        self._all: set[_Worker] = set()
        self._idle: list[_Worker] = []
        self._ended = False

    @cached_property
    def _first(self) -> bytes:
        """What each process is given first; made with the first one: outlets alone take a third of a second."""
        return pickle.dumps(self._given, pickle.HIGHEST_PROTOCOL)

    def give(self, item: Item) -> Future[Result | Lost]:
        """Begin an item as soon as a process is free; the future raises what the work raises."""
        return self._threads.submit(self._done, item)

    def end(self) -> None:
        """End the processes now, whatever they are doing."""
        with self._lock:
            self._ended = True
            for worker in self._all:
                worker.process.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._all:
            worker.close()

    def _done(self, item: Item) -> Result | Lost:
        worker = self._taken()
        fresh = not worker.used
        why = self._tried(worker, item)
        # A process may be full of what came before, or be ended from outside: the item is not to blame yet.
        if isinstance(why, _Ended) and why.why != "too_slow" and not (fresh and why.why == "too_large"):
            why = self._tried(self._taken(fresh=True), item)
        return lost(why.why, self._bounds) if isinstance(why, _Ended) else why

    def _tried(self, worker: _Worker, item: Item) -> Any:
        answer = worker.answer(item)
        with self._lock:
            if isinstance(answer, _Ended):
                self._all.discard(worker)
            else:
                self._idle.append(worker)
        if isinstance(answer, _Ended):
            worker.close()
            return answer
        good, value = answer
        if not good:
            raise value
        return value

    def _taken(self, *, fresh: bool = False) -> _Worker:
        with self._lock:
            if self._ended:
                raise RuntimeError("the work has been given up")
            if self._idle and not fresh:
                return self._idle.pop()
            worker = _Worker(self._first)
            self._all.add(worker)
            return worker


@dataclass(frozen=True, slots=True)
class _Ended:
    """A process ended over an item."""

    why: Why


class _Worker:
    """One process. Not forked: it would share our database connections and the locks of our threads.

    Nor by `multiprocessing`, which runs the program's own main module again.
    """

    def __init__(self, first: bytes) -> None:
        call = [sys.executable, "-c", _PROGRAM.format(path=sys.path)]
        self.process = subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.used = False
        self._first: bytes | None = first

    def answer(self, item: Any) -> Any:
        """The pair that comes back for an item, or how the process ended over it."""
        assert self.process.stdin is not None and self.process.stdout is not None
        made = pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
        try:
            if self._first is not None:
                self.process.stdin.write(self._first)
                self._first = None
            self.process.stdin.write(made)
            self.process.stdin.flush()
            answer = received(self.process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            self.process.kill()
            return _Ended(_why(self.process.wait()))
        self.used = True
        return answer

    def close(self) -> None:
        """Give back the pipes of a process that has ended or been killed."""
        with self.process:
            assert self.process.stdin is not None
            try:
                self.process.stdin.close()
            except OSError:
                return


def _why(code: int) -> Why:
    if code == TOO_SLOW or (hasattr(signal, "SIGPROF") and code == -signal.SIGPROF):
        return "too_slow"
    return "too_large" if code == TOO_LARGE else "died"


def _hold_back_interrupts() -> None:
    """Processes started by this thread never see Ctrl-C: it is ours to end them."""
    if os.name == "posix":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})

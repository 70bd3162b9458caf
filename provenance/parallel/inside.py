"""The inside of a worker process: items come in, results go out, and the bounds of each are kept.

Bounds are kept three ways. A thread looks every few milliseconds and ends the process (everywhere;
memory not on Windows). A timer of the kernel ends it where one call never lets that thread run, and
a limit of the kernel on its address space makes one huge allocation fail (both not on Windows).
"""

from __future__ import annotations

import io
import os
import pickle
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, BinaryIO

from provenance.parallel.bounds import Bounds

TOO_SLOW, TOO_LARGE = 91, 92
"""Exit codes of a process that ends itself over an item."""
_PAUSE = 0.05


def serve() -> None:
    """Take work from standard input until it ends, and with it this process, whatever it is doing.

    First come, pickled: the work, what it shares, its bounds; then items. Each is answered by a
    pickled pair, `(True, result)` or `(False, the exception raised)`.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, sink = _streams()
    work, shared, bounds = received(source)
    items: queue.SimpleQueue[Any] = queue.SimpleQueue()
    watch = _Watch(bounds)
    threading.Thread(target=_take, args=(source, items), daemon=True).start()
    threading.Thread(target=watch.keep, daemon=True).start()
    _cap_address_space(bounds)
    while True:
        item = items.get()
        watch.begin()
        answer = _answer(work, item, shared)
        watch.end()
        sink.write(answer)
        sink.flush()


def received(stream: IO[bytes]) -> Any:
    """What the other process of the pair sent; raises EOFError where it has ended."""
    return pickle.load(stream)  # noqa: S301 (written by our own program, on a pipe of our own)


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Our ends of the pipes; what the work prints goes to standard error."""
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    return source, sink


def _take(source: BinaryIO, items: queue.SimpleQueue[Any]) -> None:
    """Hand items on as they come; the parent's end, however it came, is ours."""
    try:
        while True:
            items.put(received(source))
    finally:
        os._exit(0)


def _answer(work: Callable[[Any, Any], Any], item: Any, shared: Any) -> bytes:
    try:
        return pickle.dumps((True, work(item, shared)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        os._exit(TOO_LARGE)
    except Exception as error:
        try:
            received(io.BytesIO(made := pickle.dumps((False, error))))
        except Exception:  # an exception that cannot travel is told in words
            return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
        return made


class _Watch:
    """Ends this process when the item under way has passed its bounds."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._until: tuple[float, float] | None = None

    def begin(self) -> None:
        self._until = (time.process_time() + self._bounds.cpu_seconds, time.monotonic() + self._bounds.wall_seconds)
        self._alarm(self._bounds.cpu_seconds + 10 * _PAUSE)

    def end(self) -> None:
        self._until = None
        self._alarm(0)

    def _alarm(self, seconds: float) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, seconds)

    def keep(self) -> None:
        while True:
            time.sleep(_PAUSE)
            until = self._until
            if until is not None and (time.process_time() > until[0] or time.monotonic() > until[1]):
                os._exit(TOO_SLOW)
            if until is not None and resident() > self._bounds.memory:
                os._exit(TOO_LARGE)


def resident() -> int:
    """Bytes of memory this process holds (Linux) or has held at most (other Unix); 0 where that cannot be told."""
    if sys.platform.startswith("linux"):
        pages = Path("/proc/self/statm").read_bytes().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return 0


def _cap_address_space(bounds: Bounds) -> None:
    """Twice the bound above what is mapped now: reserved is not used, so this only stops what the watch cannot."""
    if sys.platform.startswith("linux"):
        import resource

        mapped = int(Path("/proc/self/statm").read_bytes().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = mapped + 2 * bounds.memory
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))

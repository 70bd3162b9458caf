"""What the work on one item may cost, and what is told where it cost more."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Literal, TypeVar

Item = TypeVar("Item")
Shared = TypeVar("Shared")
Result = TypeVar("Result")

Why = Literal["died", "too_slow", "too_large"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits for one item: processor seconds, bytes of resident memory of its process, seconds by the clock.

    The clock is for work that waits for ever; a busy machine must not make ordinary work fail.
    """

    cpu_seconds: float = 30.0
    memory: int = 1024**3
    wall_seconds: float = 600.0


@dataclass(frozen=True, slots=True)
class Lost:
    """Stands for the result of an item that passed its bounds, or over which its process died."""

    why: Why
    detail: str


def lost(why: Why, bounds: Bounds) -> Lost:
    """The loss with its one line for people."""
    details = {
        "died": "the process that worked on it died, twice; is there enough memory?",
        "too_slow": f"it takes longer than {bounds.cpu_seconds:g} s of processor time",
        "too_large": f"it takes more than {bounds.memory / 1024**2:g} MiB of memory",
    }
    return Lost(why, details[why])


class _TooSlow(BaseException):
    """No `except Exception` of a library may swallow it."""


def here(work: Callable[[Item, Shared], Result], item: Item, shared: Shared, bounds: Bounds) -> Result | Lost:
    """Work on an item in this process, under the limit of processor time alone.

    For items so small that they cannot take much memory. The limit holds where the system has
    interval timers (not on Windows) and in the main thread, and between steps of Python and of
    its regular expressions; elsewhere the work is simply done.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return work(item, shared)
    armed = True

    def stop(number: int, frame: FrameType | None) -> None:
        if armed:
            raise _TooSlow

    before = signal.signal(signal.SIGPROF, stop)
    try:
        # Again every second: an exception that comes up in a destructor is lost.
        signal.setitimer(signal.ITIMER_PROF, bounds.cpu_seconds, 1.0)
        try:
            return work(item, shared)
        finally:
            armed = False
    except _TooSlow:
        return lost("too_slow", bounds)
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)

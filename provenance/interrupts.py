"""Ctrl-C, heeded even where the code it met kept it to itself.

KeyboardInterrupt is raised wherever Python happens to be: in a module being imported that catches everything, in a
callback whose errors are dropped. The program would then go on as if nobody had said anything. So that it came is
remembered, and long work asks between its steps.
"""

from __future__ import annotations

import signal
import threading
from types import FrameType

_came = threading.Event()


def listen() -> None:
    """Remember Ctrl-C from now on; nothing where it is ignored, handled by somebody else, or this is no main thread."""
    _came.clear()
    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) in (
        signal.default_int_handler,
        _remembered,
    ):
        signal.signal(signal.SIGINT, _remembered)


def heed() -> None:
    """Raise KeyboardInterrupt where Ctrl-C came since `listen`."""
    if _came.is_set():
        raise KeyboardInterrupt


def forget() -> None:
    """Ctrl-C has been answered: the process ends with the code we give it.

    Python ends itself by the signal where the interrupt met text being run as code, as a dataclass is made, though it
    was answered later; that it did is forgotten when text is run again.
    """
    _came.clear()
    exec("")  # noqa: S102


def _remembered(number: int, frame: FrameType | None) -> None:
    _came.set()
    raise KeyboardInterrupt

"""Work for the tests of `provenance.parallel`; other processes import it from here."""

import os
import signal
import time
from pathlib import Path


def double(item: int, shared: int) -> int:
    """Later items are done sooner."""
    time.sleep(max(0, 5 - item) * 0.01)
    return item * 2 + shared


def die_over(item: int, shared: tuple[int, ...]) -> int:
    """Die as one does for lack of memory."""
    if item in shared:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def die_once(item: int, shared: str) -> int:
    """Die over 3, but only the first time."""
    mark = Path(shared)
    if item == 3 and not mark.exists():
        mark.touch()
        os._exit(1)
    return item


def refuse(item: int, shared: None) -> int:
    if item == 3:
        raise ValueError("three is refused")
    return item


def sleep(item: int, shared: str) -> int:
    """Say who we are, then sleep longer than any test."""
    (Path(shared) / str(os.getpid())).touch()
    time.sleep(600)
    return item

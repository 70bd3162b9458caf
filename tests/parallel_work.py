"""Work for the tests of `provenance.parallel`; other processes import it from here."""

import os
import re
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


def cost(item: str, shared: None) -> str:
    """Cost what the item names."""
    match item:
        case "loop":
            while True:
                pass
        case "pattern":
            re.match("(a+)+$", "a" * 60 + "b")
        case "one call":
            3 ** (10**8)  # minutes in one call that lets no other thread of the process run
        case "swallow":
            while True:
                try:
                    sum(range(1000))
                except Exception:
                    continue
        case "wait":
            time.sleep(600)
        case "memory":
            kept = []
            while True:
                kept.append(bytearray(b"x") * 2**20)
        case "huge":
            bytearray(2**40)
        case "die":
            os._exit(1)
        case "print":
            print("what nobody asked for")
        case "odd error":
            raise OddError("one", "two")
    return item


class OddError(Exception):
    """An exception that does not survive the way between processes."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} and {two}")


def hoard(item: int, shared: list[bytes]) -> int:
    """Keep some memory for ever: a process that lives long grows."""
    shared.append(bytes(range(256)) * 2**17)
    return item

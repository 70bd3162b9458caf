"""A stream that may keep us waiting, read so that Ctrl-C ends the wait.

A signal that comes between Python's last look for signals and the system's `read` is not seen until
something is read: on a pipe whose writer is silent, never. So we wait in short pieces, and look between them.
"""

from __future__ import annotations

import io
import os
import select
from typing import BinaryIO, cast

from provenance.interrupts import heed

LOOK = 0.5
"""Seconds of one wait: how late a signal may be seen."""


def patient(stream: BinaryIO) -> BinaryIO:
    """The same bytes; nothing of `stream` may have been read yet. A stream of memory comes back as it is."""
    try:
        number = stream.fileno()
    except (OSError, ValueError):
        return stream
    # Elsewhere only sockets can be waited for.
    return cast(BinaryIO, io.BufferedReader(_Patient(number))) if os.name == "posix" else stream


class _Patient(io.RawIOBase):
    """The bytes of a descriptor that stays another's: closing this does not close it."""

    def __init__(self, number: int) -> None:
        self._number = number

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        while not select.select([self._number], [], [], LOOK)[0]:
            heed()
        heed()
        return os.readv(self._number, [buffer])  # type: ignore[list-item]

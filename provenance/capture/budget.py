"""The bounds of one fetch, and what is left of them: time over all hops, bytes, headers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from provenance.errors import InputError

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one fetch over all its hops: requests, seconds, bytes, headers of one answer.

    `wire` counts every byte received, `decoded` those of the page after its content codings.
    """

    requests: int = 6
    seconds: float = 30.0
    wire: int = 10 * MIB
    decoded: int = 20 * MIB
    headers: int = 200
    header_bytes: int = 96 * 1024


class Budget:
    """What is left of the time and the bytes of one fetch."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self._limits = limits
        self._clock = clock
        self._end = clock() + limits.seconds
        self._received = 0
        self._head: int | None = 0

    def left(self) -> float:
        """Seconds left; raises InputError `too_slow` where there are none."""
        left = self._end - self._clock()
        if left <= 0:
            raise self.too_slow()
        return left

    def too_slow(self) -> InputError:
        """The error for time that has run out."""
        return InputError("too_slow", f"was not done within {self._limits.seconds:g} seconds")

    def stood_still(self, seconds: float) -> None:
        """Do not count time in which nothing was asked."""
        self._end += seconds

    def room(self, wanted: int) -> int:
        """How many bytes may be read now; raises InputError `too_large` where none may."""
        room = self._limits.wire + 1 - self._received
        if room <= 0:
            raise InputError("too_large", f"more than {self._limits.wire / MIB:g} MiB came")
        if self._head is not None:
            if self._head >= self._limits.header_bytes:
                raise InputError("too_large", f"more than {self._limits.header_bytes // 1024} KiB of headers")
            wanted = min(wanted, 4096)
        return min(wanted, room)

    def took(self, count: int) -> None:
        """Count bytes that came."""
        self._received += count
        if self._head is not None:
            self._head += count

    def head(self, expected: bool) -> None:
        """Say whether headers are being waited for; what comes meanwhile counts as headers."""
        self._head = 0 if expected else None

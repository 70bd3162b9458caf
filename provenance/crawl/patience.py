"""Wait for a database that is gone or held by others, instead of losing what was fetched."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from provenance.errors import StoreBusyError, StoreUnreachableError

T = TypeVar("T")
_FIRST, _LONGEST = 0.5, 15.0


class Patience:
    """Does what needs the database, again and again for at most `seconds` while it cannot be reached.

    `tell` hears one line when it has gone and one when it is back. Other troubles (a full disk, no permission) are
    raised at once: waiting does not mend them.
    """

    def __init__(self, seconds: float, tell: Callable[[str], None]) -> None:
        self._seconds, self._tell = seconds, tell

    def until_done(self, work: Callable[[], T]) -> T:
        """The result of the work, which must be such that doing it twice is doing it once.

        Raises StoreBusyError, StoreUnreachableError where the time is over, and whatever else it raises.
        """
        began, pause = time.monotonic(), _FIRST
        while True:
            try:
                found = work()
            except (StoreBusyError, StoreUnreachableError) as error:
                if time.monotonic() - began + pause > self._seconds:
                    raise
                if pause == _FIRST:
                    self._tell(f"waiting for the database, {self._seconds:g} s at most: {error}")
                time.sleep(pause)
                pause = min(pause * 2, _LONGEST)
                continue
            if pause > _FIRST:
                self._tell("the database is back; going on")
            return found

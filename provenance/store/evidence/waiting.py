"""Captures whose bytes lie in the evidence already, and whose rows are still to come."""

from __future__ import annotations

from collections.abc import Callable

from provenance.records.capture import Capture
from provenance.store.evidence.folder import Evidence


class Waiting:
    """Where such bytes lie, by the key of the capture, and whether they were written for it just now."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._places: dict[str, tuple[str, bool]] = {}

    def keep(self, capture: Capture, known: Callable[[], str | None]) -> None:
        """Keep a capture's bytes, unless they are `known` to lie somewhere, and are sound there."""
        if capture.key in self._places:
            return
        place = known()
        if place is not None and self._evidence.holds(place, capture.sha256):
            self._places[capture.key] = place, False
        else:
            self._places[capture.key] = self._evidence.keep(capture), True

    def place_of(self, capture: str) -> tuple[str, bool]:
        """The place of a capture that waits, and whether its bytes are fresh."""
        return self._places[capture]

    def done(self, capture: str) -> None:
        """Its rows are there: it waits no longer."""
        self._places.pop(capture, None)

    def let_go(self, capture: str) -> None:
        """Take away bytes that were written for a capture that is refused."""
        place, fresh = self._places.pop(capture, ("", False))
        if fresh:
            self._evidence.remove(place)

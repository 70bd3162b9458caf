"""What looking after a library comes to: what was pruned, how large it is and how it grows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from provenance.records.base import Record, as_json


@dataclass(frozen=True, slots=True)
class Pruned(Record):
    """What became of raw bytes: captures whose bytes were taken away, and how many bytes the disk has back."""

    captures: int
    removed: int
    freed: int


@dataclass(frozen=True, slots=True)
class Growth(Record):
    """What came in of one outlet or source within some days: captures, and the bytes of their pages unpacked."""

    name: str
    captures: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Size(Record):
    """How large a library is, in bytes, and how it grows.

    `days` is how long back growth was looked at, at most as long as the library is old. `per_day` are bytes of
    database and evidence together, in proportion to what came in within these days; None for a library
    younger than a day.
    """

    database: int
    evidence: int
    captures: int
    pruned: int
    articles: int
    days: float
    per_day: int | None
    outlets: tuple[Growth, ...]
    sources: tuple[Growth, ...]

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, schema number first; a month is 30 days, a year 365."""
        body = as_json(self)
        assert isinstance(body, dict)
        ahead = {"in_a_month": self.after(30), "in_a_year": self.after(365)}
        return {"schema": "provenance.size/1", **body, **ahead}

    def after(self, days: int) -> int | None:
        """The bytes it would have after so many days more like the last ones; None where that cannot be said."""
        return None if self.per_day is None else self.database + self.evidence + days * self.per_day

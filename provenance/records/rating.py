"""Ratings of outlets by others: what their source says, on which day, under which terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from provenance.records.base import Record


@dataclass(frozen=True, slots=True)
class RatedHost(Record):
    """What a file says of one host under one scheme (a column of the file)."""

    host: str
    scheme: str
    value: str
    number: float | None


@dataclass(frozen=True, slots=True)
class RatingFile(Record):
    """A file of ratings as read: what it holds, how many rows it has, and what was left out or looked odd, counted.

    `left_out` are rows that gave nothing, by reason; `noted` what was taken but should be known.
    """

    name: str
    sha256: str
    rows: int
    ratings: tuple[RatedHost, ...]
    left_out: Mapping[str, int]
    noted: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RatingSourceInfo(Record):
    """An imported file of ratings, in short; `as_of` and `licence_note` as the user gave them."""

    name: str
    as_of: str | None
    licence_note: str | None
    schemes: tuple[str, ...]
    hosts: int
    file_name: str
    file_sha256: str
    imported_at: str


@dataclass(frozen=True, slots=True)
class OutletRating(Record):
    """One rating as it is shown: never without its source, its day and its terms."""

    source: str
    as_of: str | None
    licence_note: str | None
    host: str
    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class RatingsImported(Record):
    """What came of an import. `unmatched` are hosts that belong to no outlet known here; they are kept all the same."""

    source: RatingSourceInfo
    status: str
    rows: int
    kept: int
    matched: int
    unmatched: tuple[str, ...]
    left_out: Mapping[str, int]
    noted: Mapping[str, int]

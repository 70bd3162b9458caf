"""Passage by passage, who is known to have had it first."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.records.base import Record


@dataclass(frozen=True, slots=True)
class Passage(Record):
    """A stretch of `document.text` (code points, end exclusive) and the earliest article known to hold it.

    `earliest` is the key of a node; `basis` says in words why, or that nothing was found.
    """

    start: int
    end: int
    earliest: str
    basis: str

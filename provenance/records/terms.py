"""Conditions a source states for the use of its text, held against what a copy shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from provenance.records.base import Record
from provenance.records.evidence import Evidence

Answer = Literal["met", "not_met", "cannot_tell"]


@dataclass(frozen=True, slots=True)
class TermCheck(Record):
    """One condition of the source's page and whether the copy meets it, as far as its page shows.

    `condition` is its code (attribution, link, ...), `stated` the source's words, `why` what the answer
    rests on in one sentence, `shown` the copy's words where it has any. Whether a use is lawful is not asked.
    """

    edge: str
    copy: str
    source: str
    notice: str
    condition: str
    stated: Evidence
    answer: Answer
    why: str
    shown: Evidence | None

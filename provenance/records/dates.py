"""A date as somebody claims it: an interval with a source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from provenance.records.base import Record
from provenance.records.evidence import Evidence

Precision = Literal["second", "minute", "hour", "day", "month", "year"]
DateKind = Literal["published", "modified", "origin", "observed"]


@dataclass(frozen=True, slots=True)
class DateClaim(Record):
    """One date with its bounds.

    `value` is ISO 8601 as stated, in the page's own offset; `not_before` and `not_after` are ISO
    8601 in UTC (`...Z`) and widened by 14 hours each way where no zone is stated. `source` is the
    signal it came from (`json-ld:datePublished`, `meta:article:published_time`, `text:head`,
    `given`).
    """

    value: str
    not_before: str
    not_after: str
    precision: Precision
    kind: DateKind
    source: str
    evidence: Evidence | None

"""Figures with their intervals: what every measure hands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from provenance.records.base import Record

Method = Literal[
    "wilson", "bootstrap", "linearised", "mantel_haenszel", "log_odds", "logistic", "quantile", "kaplan_meier", "unbiased", "count"
]  # fmt: skip
"""How an interval was made: `linearised` is what the bootstrap of a ratio of sums comes to for many articles."""


@dataclass(frozen=True, slots=True)
class Detector(Record):
    """How well what finds copies did in a hand-checked sample: shares between 0 and 1, None where not measured.

    `recall` (sensitivity): of the true ones, how many are found. `specificity`: of those that are none,
    how many are left alone. `precision`: of those found, how many are true. `source` says which sample.
    """

    recall: float
    specificity: float | None = None
    precision: float | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Corrected(Record):
    """A figure as it would be without the errors of the detector, and its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Band(Record):
    """The same figure counted from surer edges alone, None where too few are left to give it.

    `confirmed`: only edges that text and credit or a person confirm; `from_80`, `from_50`: only edges of a confidence of
    0.8, of 0.5 or more. Of a chain every edge must be so.
    """

    confirmed: float | None
    from_80: float | None
    from_50: float | None


@dataclass(frozen=True, slots=True)
class Estimate(Record):
    """A figure, `part` of `whole` counted in `unit`, over `n` articles, with its 95 % interval.

    `value` is None where the figure must not be given: `why` says why, and only the counts stand.
    `low` and `high` are None where no interval can be made. `corrected` is for the detector's errors, `band` for how
    much rests on edges that are less sure.
    """

    value: float | None
    low: float | None
    high: float | None
    part: float | None
    whole: float | None
    n: int
    unit: str
    method: Method
    corrected: Corrected | None = None
    why: str | None = None
    band: Band | None = None

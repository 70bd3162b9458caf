"""Dates of chains: bounds as moments, and how much later a copy stood."""

from __future__ import annotations

from datetime import datetime, timedelta

from provenance.records.dates import DateClaim
from provenance.times import Interval, surely_before

OLDEST = 1900
"""No news page is older; an earlier year is a slip."""
_AHEAD = timedelta(days=2)
_EXACT = timedelta(hours=1)


def interval_of(claim: DateClaim) -> Interval:
    """The claim's bounds as UTC moments, for comparing."""
    return Interval(claim.value, _moment(claim.not_before), _moment(claim.not_after), claim.precision)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def is_credible(claim: DateClaim, now: datetime) -> bool:
    """Whether a stated date can be that of a page seen now: not of another age, and not ahead of it."""
    found = interval_of(claim)
    return found.not_after.year >= OLDEST and found.not_before <= now + _AHEAD


def stated_earlier(a: DateClaim | None, b: DateClaim | None) -> bool:
    """Whether both dates are stated and `a` is before `b` whatever their zones."""
    return a is not None and b is not None and surely_before(interval_of(a), interval_of(b))


def hours_later(child: DateClaim | None, parent: DateClaim | None) -> float | None:
    """Hours from the source's date to the copy's, one decimal; negative where the copy's is earlier.

    None unless both dates are known to the hour: a day without a zone says nothing about hours.
    """
    if child is None or parent is None:
        return None
    late, early = interval_of(child), interval_of(parent)
    if late.not_after - late.not_before > _EXACT or early.not_after - early.not_before > _EXACT:
        return None
    return round((late.not_before - early.not_before).total_seconds() / 3600, 1)

"""How long a host is left alone after an answer. Pure."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from provenance.records.crawling import Pace
from provenance.records.fetched import Fetched

_BUSY = frozenset([429, 503])
LONGEST = 7 * 86_400.0
"""Seconds after which a host is asked again whatever it said."""


def between(delay: float | None, pace: Pace) -> float:
    """Seconds between two requests to a host: the gap, or its Crawl-delay up to the cap."""
    return max(pace.gap, min(delay or 0.0, pace.cap))


def pause_after(fetched: Fetched, delay: float | None, pace: Pace) -> float:
    """Seconds until the host that answered may be asked again: as `between`, or its Retry-After up to a week."""
    wait = between(delay, pace)
    if fetched.status in _BUSY:
        stated = retry_after(fetched)
        wait = max(wait, min(stated if stated is not None else pace.patience, LONGEST))
    return wait


def retry_after(fetched: Fetched) -> float | None:
    """The seconds a Retry-After asks for, None where there is none that can be read."""
    stated = (fetched.header("retry-after") or "").strip()[:60]
    if re.fullmatch(r"\d{1,12}", stated):
        return float(stated)
    try:
        moment = parsedate_to_datetime(stated)
        return max(0.0, (moment - datetime.fromisoformat(fetched.fetched_at)).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None

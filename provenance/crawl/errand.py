"""One errand: what is asked of a host, whether its rules let us, and when it may be asked again. No database here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from provenance.capture.client import fetch
from provenance.capture.connection import Network
from provenance.crawl.asking import anything, ask_robots
from provenance.crawl.robots import ALL_FORBIDDEN, NOTHING_FORBIDDEN, Robots, parse
from provenance.records.crawling import Pace, Work
from provenance.records.fetched import Fetched, Fetching

_GONE = frozenset([404, 410, 451])
_BUSY = frozenset([429, 503])
TRIES = 8
"""After so many failed tries a page is given up; one that is gone after two."""
_FIRST_PAUSE, _LONGEST_PAUSE = 3600.0, 7 * 86_400.0


@dataclass(frozen=True, slots=True)
class Done:
    """What came of some work; `fetched` is None where robots.txt forbade to ask. `standing` is that of a robots.txt asked for."""

    work: Work
    fetched: Fetched | None
    standing: str | None = None


def run_errand(work: Work, how: Fetching, network: Network | None = None) -> Done:
    """Make one request, where the host's rules let us; never raises for what a server does."""
    if work.what == "robots":
        permission = ask_robots(work.origin, how, network)
        return Done(work, permission.fetched, permission.standing)
    if not rules(work.standing, work.robots).allows(work.url):
        return Done(work, None)
    if work.what == "list":
        return Done(work, fetch(work.url, how=how, network=network, conditions=work.conditions, fit=anything))
    return Done(work, fetch(work.url, how=how, network=network, conditions=work.conditions))


@lru_cache(maxsize=64)
def rules(standing: str | None, text: str | None) -> Robots:
    """What a host's kept robots.txt lets us do."""
    if standing == "unreachable":
        return ALL_FORBIDDEN
    return parse(text.encode("utf-8", "replace")) if text else NOTHING_FORBIDDEN


def pause_of_host(done: Done, delay: float | None, pace: Pace) -> float:
    """Seconds until the host may be asked again: the gap, its Crawl-delay up to the cap, and its Retry-After up to a week."""
    wait = max(pace.gap, min(delay or 0.0, pace.cap))
    fetched = done.fetched
    if fetched is None:
        return 0.0
    if fetched.status in _BUSY:
        stated = retry_after(fetched)
        wait = max(wait, min(stated if stated is not None else pace.patience, _LONGEST_PAUSE))
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


def backoff(tries: int) -> float:
    """Seconds to wait after so many failures in a row: an hour, doubled each time, a week at most."""
    return min(_FIRST_PAUSE * 2.0 ** min(max(tries - 1, 0), 20), _LONGEST_PAUSE)


def is_given_up(fetched: Fetched, tries: int) -> bool:
    """Whether a page that failed so often is not asked for again."""
    return tries >= TRIES or (tries >= 2 and fetched.status in _GONE)

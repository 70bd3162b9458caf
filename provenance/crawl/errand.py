"""One errand: what is asked of a host, whether its rules let us, and when it may be asked again. No database here."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.capture.client import fetch
from provenance.capture.politeness.asking import anything, ask_robots, rules
from provenance.capture.politeness.manners import Manners
from provenance.capture.politeness.pausing import LONGEST, pause_after
from provenance.capture.sniff import unfit
from provenance.crawl.detours import Detour
from provenance.records.crawling import Pace, Work
from provenance.records.fetched import Fetched

_GONE = frozenset([404, 410, 451])
TRIES = 8
"""After so many failed tries a page is given up; one that is gone after two."""
_FIRST_PAUSE = 3600.0


@dataclass(frozen=True, slots=True)
class Done:
    """What came of some work; `fetched` is None where robots.txt forbade to ask. `standing` is that of a robots.txt asked for."""

    work: Work
    fetched: Fetched | None
    standing: str | None = None


def run_errand(work: Work, manners: Manners) -> Done:
    """Make one request, where the host's rules let us; never raises for what a server does."""
    how, network = manners.how, manners.network
    if work.what == "robots":
        permission = ask_robots(work.origin, how, network)
        return Done(work, permission.fetched, permission.standing)
    if not rules(work.standing, work.robots).allows(work.url):
        return Done(work, None)
    gate = Detour(work, manners)
    fit = anything if work.what == "list" else unfit
    fetched = fetch(work.url, how=how, network=network, conditions=work.conditions, fit=fit, gate=gate)
    gate.done(fetched)
    return Done(work, fetched)


def pause_of_host(done: Done, delay: float | None, pace: Pace) -> float:
    """Seconds until the host may be asked again; none where it was not asked."""
    return 0.0 if done.fetched is None else pause_after(done.fetched, delay, pace)


def backoff(tries: int) -> float:
    """Seconds to wait after so many failures in a row: an hour, doubled each time, a week at most."""
    return min(_FIRST_PAUSE * 2.0 ** min(max(tries - 1, 0), 20), LONGEST)


def is_given_up(fetched: Fetched, tries: int) -> bool:
    """Whether a page that failed so often is not asked for again."""
    return tries >= TRIES or (tries >= 2 and fetched.status in _GONE)

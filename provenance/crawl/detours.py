"""Where redirects lead to in a crawl: the same manners at every hop, in threads that write no evidence."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from queue import SimpleQueue
from typing import TYPE_CHECKING

from provenance.capture.politeness.asking import Permission, rules
from provenance.capture.politeness.manners import Ledger, Manners, Memory, Rules, check
from provenance.capture.politeness.pausing import between
from provenance.errors import InputError, StoreError
from provenance.records.crawling import Pace, Work
from provenance.records.fetched import Fetched
from provenance.urls import origin_of

if TYPE_CHECKING:
    from provenance.store.crawling import Crawling

_LONGEST = 20.0
"""Seconds a redirect waits for the turn of the host it leads to: two hosts may lead to each other."""


@dataclass(slots=True)
class Aside(Ledger):
    """The database's ledger for fetching threads; rules that were asked for wait in `answers` for who writes evidence."""

    crawling: Crawling
    answers: SimpleQueue[tuple[str, Permission, float]] = field(default_factory=SimpleQueue)
    _memory: Memory = field(default_factory=Memory)

    def rules_of(self, origin: str, moment: float) -> Rules | None:
        """As asked for in this run, or kept."""
        return self._memory.rules_of(origin, moment) or self.crawling.rules_of(origin, moment)

    def keep_rules(self, origin: str, permission: Permission, moment: float) -> None:
        """For this run; and to be kept."""
        self._memory.keep_rules(origin, permission, moment)
        self.answers.put((origin, permission, moment))

    def keep(self) -> int:
        """Keep the answers that wait, in the thread that writes evidence; returns how many. What the store refuses waits on."""
        kept = 0
        while not self.answers.empty():
            one = self.answers.get()
            try:
                self.crawling.keep_rules(*one)
            except StoreError:
                self.answers.put(one)
                raise
            kept += 1
        return kept

    def turn(self, origin: str, moment: float, until: float) -> float:
        """Among all crawlers."""
        return self.crawling.turn(origin, moment, until)

    def free_at(self, origin: str, moment: float) -> None:
        """For all crawlers."""
        self.crawling.free_at(origin, moment)


@dataclass(slots=True)
class Detour:
    """The gate of one errand: on its own host, which is leased to us, only the rules and the pace; elsewhere all manners."""

    work: Work
    manners: Manners
    _hops: int = 0

    def __call__(self, url: str) -> None:
        """As `Manners.before`."""
        self._hops += 1
        if origin_of(url) != self.work.origin:
            self.manners.before(url)
            return
        check(Rules(rules(self.work.standing, self.work.robots), self.work.standing != "unreachable"), url)
        pause = between(self.work.delay, self.manners.pace)
        if self._hops > 1 and pause > self.manners.pace.patience:
            raise InputError(
                "too_slow", f"{self.work.origin} redirects and wants {pause:g} seconds between two requests"
            )
        if self._hops > 1:
            self.manners.sleep(pause)

    def done(self, fetched: Fetched) -> None:
        """Leave a host a redirect led to alone for as long as it wants; our own is given back with its pause."""
        if origin_of(fetched.url_final) != self.work.origin:
            self.manners.after(fetched)


def manners_of(manners: Manners, ledger: Ledger, pace: Pace) -> Manners:
    """The manners of a crawl: robots.txt always counts, and no redirect waits long."""
    patience = min(pace.patience, _LONGEST, pace.lease / 3)
    return replace(manners.obeying(), ledger=ledger, pace=replace(pace, patience=patience), sleep=time.sleep)

"""How we behave: before each request whether the host's robots.txt lets us, and when its turn comes.

The same for one address, a list of them, followed credits, and the hosts that redirects lead to. Rules
and turns are remembered in a `Ledger`: the database where there is one, so that several processes keep
one pace, else this process.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from provenance.capture.politeness.pausing import between, pause_after
from provenance.capture.politeness.robots import Robots
from provenance.errors import InputError
from provenance.records.crawling import Pace
from provenance.records.fetched import Fetched, Fetching
from provenance.urls import origin_of

if TYPE_CHECKING:
    from provenance.capture.budget import Limits
    from provenance.capture.client import Fit
    from provenance.capture.connection import Network
    from provenance.capture.politeness.asking import Permission

RULES_AGE = 24 * 3600.0
"""Seconds a robots.txt is used for (RFC 9309, 2.4)."""
RULES_AGAIN = 3600.0
"""Seconds after which one that could not be had is asked for again."""
PACE = Pace()
"""How hard we work where nobody says otherwise."""
_POLL = 0.5


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host lets us do; `reachable` is off where its robots.txt could not be had."""

    robots: Robots
    reachable: bool = True


class Ledger(Protocol):
    """Where the rules and the turns of hosts are remembered. Moments are seconds since 1970."""

    def rules_of(self, origin: str, moment: float) -> Rules | None:
        """The rules as last read, None where they never were or are too old."""

    def keep_rules(self, origin: str, permission: Permission, moment: float) -> None:
        """Remember what was answered."""

    def turn(self, origin: str, moment: float, until: float) -> float:
        """Take the host's next turn, which lasts until `until`; 0 where it is ours, else in how many seconds it may be free."""

    def free_at(self, origin: str, moment: float) -> None:
        """Let nobody ask the host before."""


@dataclass(slots=True)
class Memory(Ledger):
    """The ledger of one process; it may be used from several threads."""

    _rules: dict[str, tuple[float, Rules]] = field(default_factory=dict)
    _next: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def rules_of(self, origin: str, moment: float) -> Rules | None:
        """As remembered here."""
        at, rules = self._rules.get(origin, (0.0, None))
        return rules if rules is not None and is_fresh(at, moment, reachable=rules.reachable) else None

    def keep_rules(self, origin: str, permission: Permission, moment: float) -> None:
        """For this process."""
        self._rules[origin] = (moment, Rules(permission.robots, permission.standing != "unreachable"))

    def turn(self, origin: str, moment: float, until: float) -> float:
        """Among the threads of this process."""
        with self._lock:
            left = self._next.get(origin, 0.0) - moment
            if left > 0:
                return left
            self._next[origin] = until
            return 0.0

    def free_at(self, origin: str, moment: float) -> None:
        """For this process."""
        with self._lock:
            self._next[origin] = max(moment, self._next.get(origin, 0.0))


def is_fresh(at: float, moment: float, *, reachable: bool) -> bool:
    """Whether rules read at a moment still count; a clock that went back makes them old."""
    return at <= moment + 60 and moment - at <= (RULES_AGE if reachable else RULES_AGAIN)


@dataclass(slots=True)
class Manners:
    """Fetches as a polite guest does; waits for a host's turn no longer than the pace's patience. Counts what it `fetched`."""

    how: Fetching = field(default_factory=Fetching)
    pace: Pace = field(default_factory=lambda: PACE)
    ledger: Ledger = field(default_factory=Memory)
    network: Network | None = None
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.time
    fetched: int = 0

    def fetch(
        self, url: str, conditions: Sequence[tuple[str, str]] = (), fit: Fit | None = None, limits: Limits | None = None
    ) -> Fetched:
        """As `capture.client.fetch`; every hop first asks here. Refusals are failures with reason `robots` or `too_slow`."""
        from provenance.capture.client import fetch
        from provenance.capture.sniff import unfit

        self.fetched += 1
        done = fetch(
            url,
            how=self.how,
            limits=limits,
            network=self.network,
            conditions=conditions,
            fit=fit or unfit,
            gate=self.before,
        )
        self.after(done)
        return done

    def obeying(self) -> Manners:
        """The same for addresses that no person typed: robots.txt is obeyed whatever was said of others."""
        return replace(self, how=replace(self.how, ignore_robots=False))

    def before(self, url: str) -> None:
        """Return when the address may be asked for.

        Raises InputError: `robots` where its host's rules forbid it or cannot be had, the host's own reason
        where it cannot be reached, `too_slow` where its turn comes later than we wait.
        """
        origin = origin_of(url)
        rules = self._rules(origin)
        if not self.how.ignore_robots:
            check(rules, url)
        self.wait(url, rules.robots.delay)

    def wait(self, url: str, delay: float | None = None) -> None:
        """Return when it is our turn at the host; raises InputError `too_slow` where that is later than we wait."""
        origin, pause = origin_of(url), between(delay, self.pace)
        waited = 0.0
        while (left := self.ledger.turn(origin, self.clock(), self.clock() + pause)) > 0:
            if waited + left > self.pace.patience:
                raise InputError(
                    "too_slow", f"{origin} wants to be left alone for {left:,.0f} seconds more; ask again later"
                )
            step = min(left, _POLL)
            self.sleep(step)
            waited += step

    def after(self, fetched: Fetched) -> None:
        """Leave the host that answered alone for as long as it wants."""
        if fetched.status is None:
            return
        origin = origin_of(fetched.url_final)
        known = self.ledger.rules_of(origin, self.clock())
        pause = pause_after(fetched, known.robots.delay if known else None, self.pace)
        self.ledger.free_at(origin, self.clock() + pause)

    def _rules(self, origin: str) -> Rules:
        known = self.ledger.rules_of(origin, self.clock())
        if known is not None:
            return known
        if self.how.ignore_robots:
            # Nobody needs them; what they say of the pace is not known then.
            return Rules(Robots())
        from provenance.capture.politeness.asking import ask_robots

        permission = ask_robots(origin, replace(self.how, ignore_robots=False), self.network)
        found = permission.fetched
        if permission.standing == "unreachable" and found.status is None:
            raise InputError(found.reason or "network_error", found.detail)
        self.ledger.keep_rules(origin, permission, self.clock())
        return Rules(permission.robots, permission.standing != "unreachable")


def check(rules: Rules, url: str) -> None:
    """Raise InputError `robots` where the rules do not let an address be asked for."""
    if not rules.reachable:
        raise InputError(
            "robots", f"{origin_of(url)}: its robots.txt cannot be had, so nothing is asked there; ask again in an hour"
        )
    if not rules.robots.allows(url):
        raise InputError("robots", f"{url[:300]}: robots.txt asks robots to stay away")

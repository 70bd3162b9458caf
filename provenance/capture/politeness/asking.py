"""Ask a host for its robots.txt, and what follows from each answer (RFC 9309, 2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from provenance.capture.budget import Limits
from provenance.capture.client import fetch
from provenance.capture.connection import Network
from provenance.capture.politeness.robots import ALL_FORBIDDEN, MOST, NOTHING_FORBIDDEN, Robots, parse
from provenance.records.fetched import Fetched, Fetching

LIMITS = Limits(requests=6, seconds=20.0, wire=MOST + 64 * 1024)
"""Five redirects are followed; what is longer is cut, not refused."""
Standing = Literal["rules", "none", "unreachable"]


@dataclass(frozen=True, slots=True)
class Permission:
    """What a host lets us do: its rules; `none` where it has none, `unreachable` where nobody can say, so nothing is asked."""

    standing: Standing
    robots: Robots
    fetched: Fetched

    @property
    def text(self) -> str | None:
        """The rules as they came, None where there are none."""
        return self.fetched.content.decode("utf-8", "replace") if self.standing == "rules" else None


def ask_robots(origin: str, how: Fetching, network: Network | None = None) -> Permission:
    """Fetch the robots.txt of an origin; never raises for what a server does.

    Rules found behind redirects are those of the origin asked. 4xx and more than five redirects: there
    are no rules. 5xx, 429, no answer, an answer too slow or of damaged coding: nothing may be asked.
    """
    fetched = fetch(f"{origin}/robots.txt", how=how, limits=LIMITS, network=network, fit=anything)
    return permission(fetched)


def permission(fetched: Fetched) -> Permission:
    """What follows from an answer to the question for a robots.txt."""
    status = fetched.status or 0
    if fetched.outcome in ("page", "partial") or (200 <= status < 300 and fetched.reason in ("too_large", "empty")):
        unread = fetched.reason == "too_large" and not fetched.content
        if not unread:
            return Permission("rules", parse(fetched.content), fetched)
    elif 200 <= status < 500 and status != 429 and fetched.reason == "http_error":
        return Permission("none", NOTHING_FORBIDDEN, fetched)
    return Permission("unreachable", ALL_FORBIDDEN, fetched)


@lru_cache(maxsize=64)
def rules(standing: str | None, text: str | None) -> Robots:
    """What a host's kept robots.txt lets us do."""
    if standing == "unreachable":
        return ALL_FORBIDDEN
    return parse(text.encode("utf-8", "replace")) if text else NOTHING_FORBIDDEN


def anything(content: bytes, content_type: str) -> None:
    """A robots.txt under any Content-Type is one."""

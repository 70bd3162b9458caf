"""What is remembered of a list or page after it was asked for: rows' values. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from provenance.crawl.errand import backoff, is_given_up
from provenance.crawl.listing import Listing
from provenance.errors import InputError
from provenance.records.added import Added
from provenance.records.article import Reading
from provenance.records.crawling import Pace, Work
from provenance.records.fetched import Fetched
from provenance.store.keeping.ahead import UNCHANGED
from provenance.store.keeping.clock import now

_NEXT_NIGHT = 20 * 3600.0
Values = Mapping[str, Any]


def forbidden(moment: float) -> dict[str, Any]:
    """robots.txt keeps us from it: nothing was asked."""
    detail = "robots.txt asks robots to stay away"
    return {"reason": "robots", "detail": detail, "next_at": moment + _NEXT_NIGHT}


def list_forbidden(moment: float) -> Values:
    """As `forbidden`, of a list."""
    return {"asked_at": now(), **forbidden(moment)}


def list_same(work: Work, pace: Pace, moment: float) -> Values:
    """A list that has not changed."""
    return {**_asked(work, pace, moment), "ok_at": now(), "failures": 0, "reason": None, "detail": None}


def list_failed(work: Work, pace: Pace, moment: float, error: InputError) -> Values:
    """A list that could not be read."""
    pause = max(backoff(work.tries + 1), pace.again)
    return {
        **_asked(work, pace, moment), "failures": work.tries + 1, "reason": error.reason, "detail": error.detail,
        "next_at": moment + pause,
    }  # fmt: skip


def list_read(work: Work, pace: Pace, moment: float, fetched: Fetched, listing: Listing) -> Values:
    """A list that was read."""
    reason = "truncated" if listing.problem else None
    return {
        **_asked(work, pace, moment), **_validators(fetched), "ok_at": now(), "failures": 0, "reason": reason, "detail": listing.problem,
        "kind": listing.kind, "title": listing.title,
    }  # fmt: skip


def page_same(work: Work, pace: Pace, moment: float) -> Values:
    """A page that has not changed: it is asked for again later each time."""
    same = work.unchanged + 1
    later = moment + pace.revisit * min(2**same, UNCHANGED)
    return {"state": "done", "unchanged": same, "tries": 0, "asked_at": now(), "next_at": later}


def page_failed(work: Work, moment: float, error: InputError, fetched: Fetched, capture: str) -> Values:
    """A page that did not come."""
    tries = work.tries + 1
    state = "given_up" if is_given_up(fetched, tries) else "waiting"
    return {
        "state": state, "tries": tries, "asked_at": now(), "next_at": moment + backoff(tries), "reason": error.reason,
        "detail": error.detail, "capture_key": capture,
    }  # fmt: skip


def page_kept(pace: Pace, moment: float, fetched: Fetched, added: Added, reading: Reading) -> Values:
    """A page that came, whatever was found in it."""
    return {
        "state": "done", "tries": 0, "unchanged": 0, "asked_at": now(), "next_at": moment + pace.revisit,
        "reason": added.reason or reading.reason, "detail": reading.detail, "capture_key": added.capture, "article_key": added.article,
        **_validators(fetched),
    }  # fmt: skip


def _asked(work: Work, pace: Pace, moment: float) -> dict[str, Any]:
    return {"asked_at": now(), "next_at": moment + (work.every or pace.again)}


def _validators(fetched: Fetched) -> dict[str, Any]:
    """What to ask with next time; nothing where only a part came."""
    if fetched.truncated:
        return {"etag": None, "modified": None}
    return {name: _short(fetched.header(header)) for name, header in (("etag", "etag"), ("modified", "last-modified"))}


def _short(value: str | None) -> str | None:
    plain = (value or "").strip()
    return plain if plain and len(plain) <= 500 and plain.isascii() and plain.isprintable() else None

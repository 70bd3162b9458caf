"""One pass: ask the lists that are due, fetch the pages they name, keep them as `add` does.

Only requests run in threads; one thread reads, keeps and decides. What is done is in the database before
its host is given back, so a crawl that was killed goes on where it was, and others share the work.
"""

from __future__ import annotations

import os
import secrets
import socket
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace

from provenance.capture.connection import Network
from provenance.capture.fetching import capture_of
from provenance.crawl.errand import Done, backoff, is_given_up, pause_of_host, rules, run_errand
from provenance.crawl.planning import Window, listing_in, taken
from provenance.crawl.reporting import Tally
from provenance.errors import InputError
from provenance.library import Library
from provenance.records.capture import FailedInput, Given
from provenance.records.crawling import CrawlSummary, Pace
from provenance.records.fetched import Fetched
from provenance.store.keeping.clock import now

Tell = Callable[[str], None]
Clock = Callable[[], float]
_NEXT_NIGHT = 20 * 3600.0
_POLL = 0.5


@dataclass(frozen=True, slots=True)
class Plan:
    """How a pass goes: its pace, the window of dates, the collection, and the world it runs in."""

    pace: Pace = field(default_factory=Pace)
    window: Window = field(default_factory=Window)
    into: str | None = None
    network: Network | None = None
    clock: Clock = time.time


def crawl(library: Library, plan: Plan, tell: Tell = lambda line: None) -> CrawlSummary:
    """One pass over everything due; ends when nothing is left that can be asked within the run's patience.

    `tell` hears one line for each page kept or failed. Raises UnknownNameError for a collection that is not there, and what the
    store raises; whatever was acknowledged by then stays.
    """
    if plan.into is not None:
        library.store.collection_show(plan.into)
    return _Night(library, plan, tell).run()


class _Night:
    """One pass under way."""

    def __init__(self, library: Library, plan: Plan, tell: Tell) -> None:
        self._library, self._plan, self._tell = library, plan, tell
        self._store = library.store.crawling
        self._how = replace(library.how, ignore_robots=False)
        self._who = f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(6)}"
        self._tally = Tally()
        self._under_way: set[Future[Done]] = set()
        self._due = plan.clock()

    def run(self) -> CrawlSummary:
        """The whole pass."""
        started, pace = now(), self._plan.pace
        pool = ThreadPoolExecutor(pace.workers, thread_name_prefix="fetch")
        try:
            while self._step(pool):
                pass
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            self._store.let_go(self._who, self._plan.clock() + pace.gap)
        self._library.settle()
        late, dead = self._store.put_off(self._due), self._store.status().failing
        return self._tally.summary(started, now(), late, dead, self._store.sources())

    def _step(self, pool: ThreadPoolExecutor) -> bool:
        """Start what can be started, take what is finished; False where the pass is over."""
        pace, moment = self._plan.pace, self._plan.clock()
        while len(self._under_way) < pace.workers and (
            work := self._store.claim(self._who, moment, pace.lease, self._due)
        ):
            # Another window may want what the last one passed over in a list that has not changed.
            asked = replace(work, conditions=()) if work.what == "list" and self._plan.window != Window() else work
            self._under_way.add(pool.submit(run_errand, asked, self._how, self._plan.network))
        if not self._under_way:
            free = self._store.next_free(self._due)
            if free is None or free - moment > pace.patience:
                return False
            time.sleep(min(max(free - moment, 0.01), _POLL))
            return True
        finished, self._under_way = wait(self._under_way, _POLL, FIRST_COMPLETED)
        for one in finished:
            # Before each: reading one page may take half a lease.
            self._store.renew(self._who, self._plan.clock() + pace.lease)
            self._finish(one.result())
        return True

    def _finish(self, done: Done) -> None:
        if done.fetched is not None:
            self._tally.counts["requests"] += 1
            self._tally.counts["bytes"] += len(done.fetched.wire)
        {"robots": self._robots, "list": self._list, "page": self._page}[done.work.what](done)

    def _free_at(self, done: Done, delay: float | None) -> float:
        return self._plan.clock() + pause_of_host(done, delay, self._plan.pace)

    def _robots(self, done: Done) -> None:
        assert done.fetched is not None and done.standing is not None
        self._library.store.keep_failure(done.fetched)
        text = done.fetched.content.decode("utf-8", "replace") if done.standing == "rules" else None
        delay = rules(done.standing, text).delay
        free = self._free_at(done, delay)
        if done.standing == "unreachable":
            free = max(free, self._plan.clock() + backoff(1))
        self._store.done_robots(done.work, self._who, free, done.standing, text, delay, self._plan.clock())

    def _list(self, done: Done) -> None:
        work, moment = done.work, self._plan.clock()
        free = self._free_at(done, work.delay)
        fetched = done.fetched
        again = {"asked_at": now(), "next_at": moment + (work.every or self._plan.pace.again)}
        if fetched is None:
            values = {
                **again,
                "reason": "robots",
                "detail": "robots.txt asks robots to stay away",
                "next_at": moment + _NEXT_NIGHT,
            }
            self._store.done_list(work, self._who, free, values, (), (), self._due)
            self._tally.counts["forbidden"] += 1
            return
        if fetched.outcome == "unchanged":
            fine = {**again, "ok_at": now(), "failures": 0, "reason": None, "detail": None}
            self._store.done_list(work, self._who, free, fine, (), (), self._due, unchanged=True)
            self._tally.counts["lists"] += 1
            return
        self._library.store.keep_failure(fetched)
        try:
            listing = listing_in(fetched, work.kind)
        except InputError as error:
            pause = max(backoff(work.tries + 1), self._plan.pace.again)
            values = {
                **again,
                "failures": work.tries + 1,
                "reason": error.reason,
                "detail": error.detail,
                "next_at": moment + pause,
            }
            self._store.done_list(work, self._who, free, values, (), (), self._due)
            return
        pages, lists = taken(listing, self._plan.window, moment)
        reason = "truncated" if listing.problem else None
        values = {
            **again, **_validators(fetched), "ok_at": now(), "failures": 0, "reason": reason, "detail": listing.problem, "kind": listing.kind,
            "title": listing.title,
        }  # fmt: skip
        found = self._store.done_list(work, self._who, free, values, pages, lists, self._due)
        self._tally.counts.update({"lists": 1, "listed": len(pages), "found": found})

    def _page(self, done: Done) -> None:
        work, moment, pace = done.work, self._plan.clock(), self._plan.pace
        free, fetched = self._free_at(done, work.delay), done.fetched
        if fetched is None:
            self._tally.counts["forbidden"] += 1
            values = {
                "reason": "robots",
                "detail": "robots.txt asks robots to stay away",
                "next_at": moment + _NEXT_NIGHT,
            }
            self._store.done_page(work, self._who, free, values)
            return
        if fetched.outcome == "unchanged":
            same = work.unchanged + 1
            self._tally.counts["unchanged"] += 1
            values = {
                "state": "done",
                "unchanged": same,
                "tries": 0,
                "asked_at": now(),
                "next_at": moment + pace.revisit * 2 ** min(same, 5),
            }
            self._store.done_page(work, self._who, free, values)
            return
        self._store.done_page(work, self._who, free, self._kept(done, fetched))

    def _kept(self, done: Done, fetched: Fetched) -> dict[str, object]:
        """Keep a page, or why there is none, and say what is to be remembered of it."""
        work, pace = done.work, self._plan.pace
        given = Given()
        try:
            item = capture_of(fetched, given, work.url)
        except InputError as error:
            [(failed, _)] = self._library.add_items(
                [FailedInput(work.url, error.reason, error.detail, given, fetched)], link=False
            )
            self._tally.failed(error.reason)
            self._tell(f"failed    {work.url}: {error.detail}")
            tries = work.tries + 1
            state = "given_up" if is_given_up(fetched, tries) else "waiting"
            later = self._plan.clock() + backoff(tries)
            return {"state": state, "tries": tries, "asked_at": now(), "next_at": later, "reason": error.reason, "detail": error.detail,
                    "capture_key": failed.capture}  # fmt: skip
        [(added, reading)] = self._library.add_items([item], self._plan.into, link=False)
        self._tally.page(added)
        self._tell(f"{added.status:9} {work.url}")
        again = self._plan.clock() + pace.revisit
        return {"state": "done", "tries": 0, "unchanged": 0, "asked_at": now(), "next_at": again, "reason": added.reason or reading.reason,
                "detail": reading.detail, "capture_key": added.capture, "article_key": added.article, **_validators(fetched)}  # fmt: skip


def _validators(fetched: Fetched) -> dict[str, object]:
    """What to ask with next time; nothing where only a part came."""
    if fetched.truncated:
        return {"etag": None, "modified": None}
    return {name: _short(fetched.header(header)) for name, header in (("etag", "etag"), ("modified", "last-modified"))}


def _short(value: str | None) -> str | None:
    plain = (value or "").strip()
    return plain if plain and len(plain) <= 500 and plain.isascii() and plain.isprintable() else None

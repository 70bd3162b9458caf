"""One pass: ask the lists that are due, fetch the pages they name, keep them as `add` does.

Requests run in threads and pages are read in processes; one thread keeps and decides. What is done is in the
database, in one transaction, before its host is given back: a crawl that was killed goes on where it was, and
others share the work.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from provenance.capture.connection import Network
from provenance.capture.fetching import capture_of
from provenance.capture.politeness.asking import rules
from provenance.crawl import outcome
from provenance.crawl.detours import Aside, manners_of
from provenance.crawl.errand import Done, backoff, pause_of_host, run_errand
from provenance.crawl.morning import with_morning
from provenance.crawl.patience import Patience
from provenance.crawl.planning import Window, listing_in, taken
from provenance.crawl.readers import Readers, as_reading
from provenance.crawl.reporting import Tally
from provenance.crawl.telling import Event
from provenance.crawl.whose import is_gone, own_name
from provenance.errors import InputError, StoreError
from provenance.interrupts import heed
from provenance.library import Library
from provenance.records.added import Added
from provenance.records.capture import Capture
from provenance.records.crawling import CrawlSummary, Pace
from provenance.records.fetched import Fetched
from provenance.store.keeping.clock import now

Tell = Callable[[str], None]
Clock = Callable[[], float]
_POLL = 0.5
SETTLE_AFTER = 1000
"""Pages kept after which they are compared and their edges derived, while the crawl goes on."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a pass goes: its pace, the window of dates, the collection, processes that read, and the world it runs in.

    With a `host` (a row number) it is a visit: only that host is asked, and who sent the visitor settles the
    library. Once `stop` is true nothing new is begun.
    """

    pace: Pace = field(default_factory=Pace)
    window: Window = field(default_factory=Window)
    into: str | None = None
    network: Network | None = None
    clock: Clock = time.time
    jobs: int = 1
    host: int | None = None
    stop: Callable[[], bool] = lambda: False


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
        self._aside = Aside(self._store)
        self._manners = manners_of(replace(library.manners, network=plan.network), self._aside, plan.pace)
        self._who = own_name()
        self._tally = Tally()
        self._patience = Patience(plan.pace.outage, tell)
        self._readers = Readers(library.registry, plan.jobs, library.statements_with)
        self._asking: set[Future[Done]] = set()
        self._reading: dict[Future[Any], tuple[Done, Capture]] = {}
        self._due, self._began = plan.clock(), time.monotonic()
        self._renewed = 0.0
        self._unsettled = 0

    def run(self) -> CrawlSummary:
        """The whole pass."""
        started, pace = now(), self._plan.pace
        pool = ThreadPoolExecutor(pace.workers, thread_name_prefix="fetch")
        try:
            self._until_done(self._take_over)
            while self._step(pool):
                pass
        except BaseException:
            with suppress(StoreError):
                self._store.let_go(self._who, self._clock() + pace.gap)
            raise
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            self._readers.end()
        self._until_done(lambda: self._store.let_go(self._who, self._clock() + pace.gap))
        if self._plan.host is not None:
            return self._tally.summary(started, now(), 0, ())
        self._until_done(self._library.settle)
        late, dead = self._store.put_off(self._due), self._store.status().failing
        return with_morning(self._library, self._tally.summary(started, now(), late, dead), self._tally.came)

    def _clock(self) -> float:
        """The time of this pass: the machine's clock may be set while it runs, and a list would be due again, or nothing."""
        return self._due + time.monotonic() - self._began

    def _until_done(self, work: Callable[[], object]) -> None:
        self._patience.until_done(work)

    def _take_over(self) -> None:
        """Give the hosts free that are held by processes that were killed; their last request may just have been made."""
        plan = self._plan
        changed = self._store.due_again(self._due, plan.pace) if plan.host is None else 0
        if changed:
            self._tell(f"a clock that ran ahead had put off {changed} hosts, lists and pages; they are due again")
        for who in self._store.holders():
            if is_gone(who):
                self._store.let_go(who, self._clock() + self._plan.pace.gap)

    def _step(self, pool: ThreadPoolExecutor) -> bool:
        """Start what can be started, take what is finished; False where the pass is over."""
        pace, moment = self._plan.pace, self._clock()
        heed()
        self._patience.until_done(lambda: self._ask(pool, moment))
        if not self._asking and not self._reading:
            free = self._patience.until_done(lambda: self._store.next_free(self._due, self._plan.host))
            if free is None or free - moment > pace.patience or self._plan.stop():
                return False
            time.sleep(min(max(free - moment, 0.01), _POLL))
            return True
        finished = wait({*self._asking, *self._reading}, _POLL, FIRST_COMPLETED).done
        for one in finished:
            self._until_done(self._renew)
            if one in self._reading:
                done, item = self._reading[one]
                self._until_done(lambda done=done, item=item, one=one: self._kept(done, item, one))  # type: ignore[misc]
                del self._reading[one]
            else:
                self._asking.discard(one)
                self._until_done(lambda one=one: self._finish(one.result()))  # type: ignore[misc]
        if self._unsettled >= SETTLE_AFTER:
            self._until_done(self._library.settle)
            self._unsettled = 0
        return True

    def _ask(self, pool: ThreadPoolExecutor, moment: float) -> None:
        pace = self._plan.pace
        if self._asking or self._reading:
            # Reading here may have taken longer than a lease; ourselves we do not begin anew what is under way.
            self._renew()
        while (
            not self._plan.stop()
            and len(self._asking) < pace.workers
            and len(self._reading) < self._readers.room + pace.workers
        ):
            work = self._store.claim(self._who, moment, pace.lease, self._due, self._plan.host)
            if work is None:
                return
            asked = replace(work, conditions=()) if work.what == "list" and self._wants_all else work
            self._asking.add(pool.submit(run_errand, asked, self._manners))

    @property
    def _wants_all(self) -> bool:
        """Whether a list that has not changed is read again: another window, or another collection, may want what the last
        pass had no use for."""
        return self._plan.window != Window() or self._plan.into is not None

    def _renew(self) -> None:
        """Hold on to our hosts: reading one page may take half a lease."""
        if time.monotonic() - self._renewed > self._plan.pace.lease / 4:
            self._store.renew(self._who, self._clock() + self._plan.pace.lease)
            self._renewed = time.monotonic()

    def _finish(self, done: Done) -> None:
        self._tally.counts["requests"] += self._aside.keep()
        {"robots": self._robots, "list": self._list, "page": self._page}[done.work.what](done)
        if done.fetched is not None:
            self._tally.counts["requests"] += 1
            self._tally.counts["bytes"] += len(done.fetched.wire)

    def _free_at(self, done: Done, delay: float | None) -> float:
        return self._clock() + pause_of_host(done, delay, self._plan.pace)

    def _robots(self, done: Done) -> None:
        assert done.fetched is not None and done.standing is not None
        text = done.fetched.content.decode("utf-8", "replace") if done.standing == "rules" else None
        delay = rules(done.standing, text).delay
        free = self._free_at(done, delay)
        if done.standing == "unreachable":
            free = max(free, self._clock() + backoff(1))
        also = self._store.with_robots(done.work, self._who, free, done.standing, text, delay, self._clock())
        self._library.store.keep_answer(done.fetched, also)

    def _list(self, done: Done) -> None:
        work, moment, pace = done.work, self._clock(), self._plan.pace
        free, fetched = self._free_at(done, work.delay), done.fetched
        if fetched is None:
            self._store.done_list(work, self._who, free, outcome.list_forbidden(moment), self._due)
            self._tally.counts["forbidden"] += 1
            return
        if fetched.outcome == "unchanged":
            same = outcome.list_same(work, pace, moment)
            self._store.done_list(work, self._who, free, same, self._due, unchanged=True)
            self._tally.counts["lists"] += 1
            return
        try:
            listing = listing_in(fetched, work.kind)
        except InputError as error:
            failed = outcome.list_failed(work, pace, moment, error)
            self._library.store.keep_answer(fetched, self._store.with_list(work, self._who, free, failed))
            return
        pages, lists = taken(listing, self._plan.window, moment)
        values = outcome.list_read(work, pace, moment, fetched, listing)
        also = self._store.with_list(work, self._who, free, values, pages, lists, self._due, self._plan.into)
        found = self._library.store.keep_answer(fetched, also)
        self._tally.counts.update({"lists": 1, "listed": len(pages), "found": found})

    def _page(self, done: Done) -> None:
        work, moment, pace = done.work, self._clock(), self._plan.pace
        free, fetched = self._free_at(done, work.delay), done.fetched
        if fetched is None:
            self._store.done_page(work, self._who, free, outcome.forbidden(moment))
            self._tally.counts["forbidden"] += 1
            return
        if fetched.outcome == "unchanged":
            self._store.done_page(work, self._who, free, outcome.page_same(work, pace, moment), self._plan.into)
            self._tally.counts["unchanged"] += 1
            return
        try:
            item = capture_of(fetched, work.listed, work.url)
        except InputError as error:
            self._failed(done, fetched, error, free)
            return
        # The bytes are kept before anybody reads them.
        self._library.store.keep_evidence(item)
        self._reading[self._readers.give(item)] = done, item

    def _failed(self, done: Done, fetched: Fetched, error: InputError, free: float) -> None:
        """Keep why there is no page."""
        work, moment = done.work, self._clock()

        def values(key: str) -> outcome.Values:
            return outcome.page_failed(work, moment, error, fetched, key)

        also = self._store.with_page(work, self._who, free, values)
        self._library.store.keep_answer(fetched, also)
        self._tally.failed(error.reason)
        self._tell(Event.page("failed", work.url, error.reason, error.detail))

    def _kept(self, done: Done, item: Capture, found: Future[Any]) -> None:
        """Keep a page that was read, and that it was."""
        work, moment, pace, fetched = done.work, self._clock(), self._plan.pace, done.fetched
        assert fetched is not None
        reading = as_reading(item, found.result())
        free = self._free_at(done, work.delay)

        def values(added: Added) -> outcome.Values:
            return outcome.page_kept(pace, moment, fetched, added, reading)

        also = self._store.with_page(work, self._who, free, values)
        added = self._library.keep_read(item, reading, self._plan.into, also)
        self._tally.page(added)
        self._tell(Event.page(added.status, work.url, added.reason))
        self._unsettled += 1

"""Crawling on several machines: a queue in the same PostgreSQL database hands out hosts, one visit at a time each.

Workers are equal: each looks now and then which hosts have work due and asks for a visit to them, takes visits
off the queue, and takes over those of a worker that is heard of no more. What a visit does is what `crawl` does
on that host, so a visit that was cut off is simply made again. The queue is procrastinate's, in a schema of its own.
"""

from __future__ import annotations

import asyncio
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from provenance.crawl.night import Plan, Tell, crawl
from provenance.crawl.sources import collect
from provenance.errors import ProvenanceError, StoreError, UsageError
from provenance.library import Library
from provenance.settings import Settings
from provenance.store.session import plain_url

if TYPE_CHECKING:
    import procrastinate

SCHEMA = "provenance_jobs"
_QUEUES = "provenance"
_LOCK = 0x70726F7671756575
_TABLES = "SELECT to_regclass(%s)"


@dataclass(frozen=True, slots=True)
class Crew:
    """How one worker works: how many visits it makes at a time, and in seconds how often it looks what is due and after
    how long of silence another worker's visits are taken over. `until_idle` ends it when nothing is left to do; `how_sampled` goes with
    the plan's collection."""

    plan: Plan = field(default_factory=Plan)
    visits: int = 4
    look: float = 15.0
    silence: float = 30.0
    until_idle: bool = False
    how_sampled: str | None = None


def work(settings: Settings, crew: Crew, tell: Tell) -> None:
    """Work until told to stop (SIGINT, SIGTERM): what is under way is finished, nothing new begun.

    Raises UsageError for a database that is not PostgreSQL, ProvenanceError where procrastinate is not installed.
    """
    address = plain_url(settings.db)
    if address is None:
        raise UsageError(
            "`worker` shares work between machines and needs a PostgreSQL database (--db postgresql://...); "
            "with an SQLite file run `provenance crawl`"
        )
    try:
        import procrastinate  # noqa: F401
    except ModuleNotFoundError as error:
        raise ProvenanceError("`worker` needs procrastinate: pip install 'news-provenance[jobs]'") from error
    with Library(settings) as library:
        # Migrations, outlets and the collection are looked at before anything is begun.
        library.know()
        library.store.crawling.due_again(time.time(), crew.plan.pace)
        collect(library, crew.plan.into, crew.how_sampled)
    _prepare(address)
    asyncio.run(_Worker(settings, crew, tell, address).run())


def _prepare(address: str) -> None:
    """Make the queue's tables where they are not there yet."""
    import psycopg
    from procrastinate.schema import SchemaManager

    try:
        with psycopg.connect(address, options=f"-c search_path={SCHEMA}") as connection:
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
            found = connection.execute(_TABLES, (f"{SCHEMA}.procrastinate_jobs",)).fetchone()
            if found is None or found[0] is None:
                connection.execute(SchemaManager.get_schema())
    except psycopg.Error as error:
        raise StoreError(f"the queue cannot be set up: {' '.join(str(error).split())[:200]}") from error


class _Worker:
    """One worker under way."""

    def __init__(self, settings: Settings, crew: Crew, tell: Tell, address: str) -> None:
        import procrastinate

        self._settings, self._crew, self._tell = settings, crew, tell
        self._stopping = threading.Event()
        self._connector = procrastinate.PsycopgConnector(
            conninfo=address, kwargs={"options": f"-c search_path={SCHEMA}"}, max_size=crew.visits + 4
        )
        self._app: procrastinate.App = procrastinate.App(connector=self._connector)
        self._visit = self._app.task(name="visit", queue=_QUEUES)(self._make_visit)
        self._settle = self._app.task(name="settle", queue=_QUEUES, lock="settle", queueing_lock="settle")(
            self._make_settle
        )

    async def run(self) -> None:
        """Work until told to stop, or until idle where that is wanted."""
        from procrastinate.exceptions import ConnectorException

        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stopping.set)
        async with self._app.open_async():
            working = self._begin()
            try:
                while not self._stopping.is_set():
                    busy = await self._look()
                    if self._crew.until_idle and not busy:
                        break
                    await self._pause()
                    if working.done():
                        # The queue's own connection has gone. What was begun goes on, and is made again where it does not.
                        with suppress(ConnectorException, OSError):
                            working.result()
                        working = self._begin()
            finally:
                self._stopping.set()
                working.cancel()
                with suppress(asyncio.CancelledError, ConnectorException, OSError):
                    await working

    def _begin(self) -> asyncio.Future[None]:
        """Take visits off the queue from now on."""
        crew = self._crew
        return asyncio.ensure_future(
            self._app.run_worker_async(
                queues=[_QUEUES], concurrency=crew.visits, install_signal_handlers=False, wait=True,
                fetch_job_polling_interval=min(2.0, crew.look), update_heartbeat_interval=crew.silence / 3,
                stalled_worker_timeout=crew.silence, delete_jobs="successful",
            )
        )  # fmt: skip

    async def _pause(self) -> None:
        end = time.monotonic() + self._crew.look
        while time.monotonic() < end and not self._stopping.is_set():
            await asyncio.sleep(min(0.2, self._crew.look))

    async def _look(self) -> bool:
        """Ask for a visit to every host with work due, and have visits made again whose worker is gone; whether any are left."""
        from procrastinate.exceptions import AlreadyEnqueued, ConnectorException

        try:
            for job in await self._app.job_manager.get_stalled_jobs(seconds_since_heartbeat=self._crew.silence):
                self._tell(f"taken over from a worker that is gone: {job.task_name} {job.task_kwargs}")
                await self._app.job_manager.retry_job(job, retry_at=datetime.now(UTC))
            hosts = await asyncio.to_thread(self._with_library, lambda one: one.store.crawling.hosts_due(time.time()))
            for host in hosts:
                with suppress(AlreadyEnqueued):
                    name = f"host {host}"
                    await self._visit.configure(lock=name, queueing_lock=name).defer_async(host=host)
            counts = await self._connector.execute_query_one_async(
                "SELECT count(*) AS left FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
            )
            return bool(hosts or counts["left"])
        except (ConnectorException, StoreError) as error:
            self._tell(f"the database is not there, going on when it is back: {' '.join(str(error).split())[:200]}")
            return True

    def _with_library(self, ask: Callable[[Library], Any]) -> Any:
        with Library(self._settings) as library:
            return ask(library)

    async def _make_visit(self, host: int) -> None:
        """What `crawl` does, on one host, in a thread of its own; then have what came compared."""
        from procrastinate.exceptions import AlreadyEnqueued

        plan = replace(self._crew.plan, host=host, stop=self._stopping.is_set)
        await self._told("a visit", lambda library: crawl(library, plan, self._tell))
        # Always: what came with a visit that was cut off has not been compared either.
        with suppress(AlreadyEnqueued):
            await self._settle.defer_async()

    async def _make_settle(self) -> None:
        """Compare what came and derive its edges; one worker at a time."""
        await self._told("settling", lambda library: library.settle())

    async def _told(self, what: str, ask: Callable[[Library], Any]) -> None:
        """Do it; a trouble is one line. There is work due still then: whoever looks next has it done again."""
        try:
            await asyncio.to_thread(self._with_library, ask)
        except ProvenanceError as error:
            self._tell(f"{what} was cut off: {error}")

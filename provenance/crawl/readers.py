"""Reading the pages of a crawl: in this process, or in several of their own while others are fetched."""

from __future__ import annotations

from concurrent.futures import Future

from provenance.outlets.registry import Registry
from provenance.parallel import BOUNDS, Lost
from provenance.parallel.bounds import here
from provenance.parallel.workers import Workers
from provenance.pipeline import LOST, broken_reading, is_light, reader
from provenance.records.article import Reading
from provenance.records.capture import Capture


class Readers:
    """`jobs` processes that read; with one job, small pages are read where they are given."""

    def __init__(self, registry: Registry, jobs: int, statements_with: str | None = None) -> None:
        self._registry, self._here, self._read = registry, jobs == 1, reader(statements_with)
        self._workers: Workers[Capture, Registry, Reading] = Workers(self._read, registry, jobs, BOUNDS)
        self.room = 1 if self._here else 3 * jobs
        """How many pages are worth giving at a time."""

    def give(self, item: Capture) -> Future[Reading | Lost]:
        """Begin to read a page."""
        if not self._here or not is_light(item):
            return self._workers.give(item)
        done: Future[Reading | Lost] = Future()
        done.set_result(here(self._read, item, self._registry, BOUNDS))
        return done

    def end(self) -> None:
        """End the processes, whatever they are doing."""
        self._workers.end()


def as_reading(item: Capture, found: Reading | Lost) -> Reading:
    """What was read, or why there is nothing."""
    return broken_reading(item, found.detail, LOST[found.why]) if isinstance(found, Lost) else found

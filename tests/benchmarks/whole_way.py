"""The whole way of a crawl against reading alone, in one run: the same pages, as many processes that read.

python -m tests.benchmarks.whole_way [--pages 400] [--jobs 2] [--rounds 2]

Reading alone is what `read_all` makes of the pages' bytes. The whole way is `crawl`: robots.txt, lists and pages of 20 hosts whose
server (a process of its own) answers at once, evidence, reading, rows, index, edges and quotations. Told are pages per second by the
clock and the processor time a page, of this process and those that read; what means something is the ratio of the two.
Wanted: at least 0.8. On a busy machine the ratio by the processor says more.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from provenance.capture.client import fetch
from provenance.capture.fetching import capture_of
from provenance.crawl.night import Plan, crawl
from provenance.library import Library
from provenance.pipeline import read_all
from provenance.records.capture import Capture, Given
from provenance.records.crawling import Pace
from provenance.settings import Settings
from provenance.urls import origin_of
from tests.benchmarks.fetching import server
from tests.farm.plan import Farm, plant
from tests.farm.world import network

PACE = Pace(gap=0.0, patience=5.0)


def spent() -> float:
    """Seconds of processor of this process and of its children that have ended."""
    found = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in found)


def timed(what: str, work: Callable[[], int]) -> tuple[float, float]:
    """Pages per second by the clock and seconds of processor a page."""
    began, cpu = time.perf_counter(), spent()
    pages = work()
    wall, used = time.perf_counter() - began, (spent() - cpu) / pages
    print(f"{what:10} {pages} pages in {wall:.1f} s: {pages / wall:.1f} pages/s; {1000 * used:.1f} ms of processor a page", flush=True)  # fmt: skip
    return pages / wall, used


@contextmanager
def watched(farm: Farm, folder: Path) -> Iterator[Library]:
    """A new library that watches all sites of the farm."""
    (folder / "outlets.csv").write_text(farm.outlets_csv(), encoding="utf-8")
    with Library(Settings(str(folder / "n.db"), outlets=str(folder / "outlets.csv"))) as library:
        library.know()
        for site in farm.sites:
            library.store.crawling.add_source(site.address, origin_of(site.address), site.list)
        yield library


def main() -> None:
    """Print both, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    farm = plant(given.pages, hostile=0.0)
    walls, cpus = [], []
    with server(given.pages, delay=0.0) as port:
        world = network(port)
        items: list[Capture] = [capture_of(fetch(p.url, network=world), Given(), p.url) for p in farm.pages]
        for _ in range(given.rounds):
            with tempfile.TemporaryDirectory() as folder, watched(farm, Path(folder)) as library:
                registry = library.registry
                alone = timed("reading", lambda: sum(1 for _ in read_all(items, registry, given.jobs)))  # noqa: B023

                def whole(library: Library = library) -> int:
                    done = crawl(library, Plan(PACE, network=world, jobs=given.jobs))
                    assert done.failed == 0, done
                    return done.pages

                way = timed("whole way", whole)
                walls.append(way[0] / alone[0])
                cpus.append(alone[1] / way[1])
    print(
        f"whole way to reading alone, best of {given.rounds}: {max(walls):.2f} by the clock, {max(cpus):.2f} by the processor"
    )


if __name__ == "__main__":
    main()

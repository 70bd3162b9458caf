"""A second night over unchanged pages against the first: bytes on the wire and CPU, on loopback, without pauses.

python -m tests.benchmarks.nights --pages 1000 --hosts 20
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from provenance.crawl.night import Plan, crawl
from provenance.library import Library
from provenance.records.crawling import CrawlSummary, Pace
from provenance.settings import Settings
from tests.crawl.farm import Farm, article, farm, feed

PACE = Pace(gap=0.0, patience=2.0, again=0.0, revisit=0.0)


def built(made: Farm, library: Library, pages: int, hosts: int) -> None:
    """Hosts with a feed each, watched."""
    for number in range(hosts):
        site = f"http://paper{number}.example"
        names = range(number, pages, hosts)
        urls = [made.put(f"{site}/a/{n}", article(f"story {n}")) for n in names]
        library.store.crawling.add_source(made.put(f"{site}/feed", feed(*urls)), site, "rss")


def night(library: Library, made: Farm) -> tuple[CrawlSummary, int, float, float]:
    """One pass: its summary, bytes the server sent, seconds of CPU (the server's among them) and of the clock."""
    sent, cpu, wall = made.sent, time.process_time(), time.perf_counter()
    done = crawl(library, Plan(PACE, network=made.network))
    return done, made.sent - sent, time.process_time() - cpu, time.perf_counter() - wall


def main() -> None:
    """Print both nights and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--hosts", type=int, default=20)
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        farm() as made,
        Library(Settings(str(Path(folder) / "n.db"))) as library,
    ):
        built(made, library, given.pages, given.hosts)
        nights = [night(library, made) for _ in range(2)]
    for done, sent, cpu, wall in nights:
        print(
            f"{done.new} new, {done.unchanged} unchanged, {done.failed} failed: {sent:,} bytes, {cpu:.1f} s CPU, {wall:.1f} s"
        )
    print(f"second to first: bytes {nights[1][1] / nights[0][1]:.3f}, CPU {nights[1][2] / nights[0][2]:.3f}")


if __name__ == "__main__":
    main()

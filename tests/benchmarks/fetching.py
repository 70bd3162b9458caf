"""Fetching alone, ours and Scrapy's, in one run: 20 hosts, answers after 50 ms, one request to a host at a time, no pauses.

python -m tests.benchmarks.fetching --pages 400        (Scrapy from requirements-bench.lock)

Both ask for the same pages of one server in a process of its own; nothing is read or kept. What is told is pages per second
by the clock, from the first request to the last answer (Scrapy's own start does not count), so only the ratio of the two means something, and on a busy machine not even that: ours
has many threads, which then get a larger share. The processor time a page is told too.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from provenance.capture.client import fetch
from tests.farm.plan import plant
from tests.farm.world import network

DELAY = 0.05
SCRAPY = """
import json, sys, time
import scrapy
from scrapy.crawler import CrawlerProcess
urls, proxy, most, one = json.loads(sys.stdin.read())
class Pages(scrapy.Spider):
    name = "pages"
    count = 0
    async def start(self):
        Pages.began = time.perf_counter()
        Pages.cpu = time.process_time()
        for url in urls:
            yield scrapy.Request(url, meta={"proxy": proxy}, dont_filter=True)
    def parse(self, response):
        Pages.count += response.status == 200
        Pages.ended = time.perf_counter()
        Pages.used = time.process_time() - Pages.cpu
process = CrawlerProcess({"LOG_ENABLED": False, "CONCURRENT_REQUESTS": most, "CONCURRENT_REQUESTS_PER_DOMAIN": one, "DOWNLOAD_DELAY": 0,
                          "RANDOMIZE_DOWNLOAD_DELAY": False, "ROBOTSTXT_OBEY": False, "RETRY_ENABLED": False, "TELNETCONSOLE_ENABLED": False})
process.crawl(Pages)
process.start()
print(json.dumps([Pages.count, Pages.ended - Pages.began, Pages.used]))
"""
SERVE = """
import sys
from tests.farm.plan import plant
from tests.farm.serving import served
with served(plant(int(sys.argv[1]), hostile=0.0), delay=float(sys.argv[2]), night=2) as grounds:
    print(grounds.port, flush=True)
    sys.stdin.read()
"""


@contextmanager
def server(pages: int, delay: float = DELAY) -> Iterator[int]:
    """The farm in a process of its own; its port."""
    with subprocess.Popen([sys.executable, "-c", SERVE, str(pages), str(delay)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # fmt: skip
        assert process.stdout and process.stdin
        try:
            yield int(process.stdout.readline())
        finally:
            process.stdin.close()


def ours(urls: list[str], port: int) -> tuple[int, float, float]:
    """Pages that came, the seconds it took by the clock and of this process: a thread a host."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[url.split("/")[2]].append(url)
    world = network(port)
    began, cpu = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(len(by_host)) as pool:
        counts = pool.map(lambda some: sum(fetch(u, network=world).outcome == "page" for u in some), by_host.values())
        return sum(counts), time.perf_counter() - began, time.process_time() - cpu


def polite(urls: list[str], port: int) -> tuple[int, float, float]:
    """The same by Scrapy, one request to a host at a time."""
    return scrapys(urls, port, 100, 1)


def freely(urls: list[str], port: int) -> tuple[int, float, float]:
    """The same by Scrapy with as many requests at a time in all, however many to a host."""
    return scrapys(urls, port, 20, 20)


def scrapys(urls: list[str], port: int, most: int, to_a_host: int) -> tuple[int, float, float]:
    """Pages that came and the seconds it took, with the farm as Scrapy's proxy and the hosts in turn."""
    in_turn = sorted(urls, key=lambda url: (int(url.split("/")[4].partition("-")[0]), url))
    given = json.dumps([in_turn, f"http://127.0.0.1:{port}", most, to_a_host])
    done = subprocess.run([sys.executable, "-c", SCRAPY], input=given, capture_output=True, text=True, check=True)
    count, seconds, cpu = json.loads(done.stdout)
    return count, seconds, cpu


def main() -> None:
    """Print both, and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    urls = [page.url for page in plant(given.pages, hostile=0.0).pages]
    rates: dict[str, list[float]] = defaultdict(list)
    with server(given.pages) as port:
        for _ in range(given.rounds):
            for name, run in (("provenance", ours), ("scrapy, one a host", polite), ("scrapy, 20 in all", freely)):
                count, seconds, cpu = run(urls, port)
                assert count == len(urls), (name, count)
                rates[name].append(count / seconds)
                print(
                    f"{name:19} {count} pages in {seconds:.1f} s: {count / seconds:.0f} pages/s; {1000 * cpu / count:.1f} ms of processor a page",
                    flush=True,
                )
    best = {name: max(found) for name, found in rates.items()}
    print(f"ratio of the best: {best.pop('provenance') / max(best.values()):.2f}")


if __name__ == "__main__":
    main()

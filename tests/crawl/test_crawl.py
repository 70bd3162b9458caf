"""One pass and the next: fetched once, politely, resumable, with conditions; several at once; on both databases."""

import gzip
import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import select

from provenance.crawl.night import Plan, crawl
from provenance.crawl.planning import Window
from provenance.crawl.sources import add_sources
from provenance.errors import UnknownNameError
from provenance.library import Library
from provenance.records.crawling import CrawlSummary, Pace
from provenance.settings import Settings
from provenance.store.schema.tables import CRAWL_PAGES
from tests.capture.servers import answer, redirect
from tests.crawl.farm import Farm, article, farm, feed

FEED = "http://gazette.example/feed"
FAST = Pace(gap=0.0, patience=2.0, lease=2.0, again=0.0, revisit=0.0)


def site(made: Farm, host: str, count: int) -> list[str]:
    """A host with a feed of some articles."""
    urls = [made.put(f"http://{host}/a/{n}", article(f"{host.partition('.')[0]} {n}")) for n in range(count)]
    made.put(f"http://{host}/feed", feed(*urls))
    return urls


@contextmanager
def opened(db: str, evidence: str, made: Farm, *feeds: str) -> Iterator[Library]:
    with Library(Settings(db, evidence)) as library:
        for _, found in add_sources(library, feeds, pace=FAST, network=made.network):
            assert not isinstance(found, str), found
        made.asked.clear()
        yield library


def go(library: Library, made: Farm, pace: Pace = FAST, **more: object) -> CrawlSummary:
    return crawl(library, replace(Plan(pace, network=made.network), **more))  # type: ignore[arg-type]


def pages(library: Library) -> dict[str, tuple[str, str | None, str | None]]:
    """State, reason and article of every page, by address."""
    c = CRAWL_PAGES.c
    rows = library.store._read(lambda k: k.execute(select(c.url, c.state, c.reason, c.article_key)).all())
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def test_a_first_and_a_second_night(db: str, evidence: str) -> None:
    with farm() as made:
        urls = site(made, "gazette.example", 3)
        with opened(db, evidence, made, FEED) as library:
            first = go(library, made)
            assert (first.lists, first.found, first.new, first.failed, first.dead) == (1, 3, 3, 0, ())
            assert sorted(made.requests()) == sorted(
                ["gazette.example/robots.txt", "gazette.example/feed", *(u[7:] for u in urls)]
            )
            assert {library.store.find_article(u).key for u in urls} == {a for _, _, a in pages(library).values()}
            sent, before = made.sent, library.store.searched()
            second = go(library, made)
            assert (second.found, second.new, second.unchanged, second.bytes) == (0, 0, 3, 0)
            assert made.sent - sent < 1000 and library.store.searched() == before
            made.put(urls[1], article("the south"))
            third = go(library, made)
            assert (third.revised, third.unchanged) == (1, 2)
            assert library.store.verify() == ()


def test_what_robots_forbid_is_not_asked_for(db: str, evidence: str) -> None:
    with farm() as made:
        site(made, "gazette.example", 2)
        made.put("http://gazette.example/robots.txt", b"User-agent: *\nDisallow: /a/1")
        with opened(db, evidence, made, FEED) as library:
            done = go(library, made)
            assert (done.new, done.forbidden) == (1, 1) and "gazette.example/a/1" not in made.requests()
            assert pages(library)["http://gazette.example/a/1"][:2] == ("waiting", "robots")


def test_a_host_whose_rules_cannot_be_had_is_put_off_and_said(db: str, evidence: str) -> None:
    with farm() as made:
        site(made, "gazette.example", 2)
        with opened(db, evidence, made, FEED) as library:
            made.answer("http://gazette.example/robots.txt", answer(b"", "500 Oh"))
            done = go(library, made)
            assert made.requests() == ["gazette.example/robots.txt"]
            assert done.put_off == 1 and [t.url for t in done.dead] == [FEED]


def test_the_pace_is_kept_and_a_longer_wait_put_off(db: str, evidence: str) -> None:
    with farm() as made:
        site(made, "gazette.example", 3)
        site(made, "slow.example", 2)
        made.put("http://slow.example/robots.txt", b"User-agent: *\nCrawl-delay: 900")
        with opened(db, evidence, made) as library:
            for url in (FEED, "http://slow.example/feed"):
                library.store.crawling.add_source(url, url[:-5], "rss")
            done = go(library, made, replace(FAST, gap=0.25))
            times = made.times("gazette.example")
            assert len(times) == 5 and all(b - a >= 0.24 for a, b in itertools.pairwise(times))
            assert made.requests("slow.example") == ["slow.example/robots.txt"] and done.put_off == 1


def test_retry_after_is_put_off_not_slept(db: str, evidence: str) -> None:
    with farm() as made:
        urls = site(made, "gazette.example", 2)
        for url in urls:
            made.answer(url, answer(b"", "503 Busy", headers=("Retry-After: 3600", "Content-Type: text/html")))
        with opened(db, evidence, made, FEED) as library:
            done = go(library, made)
            assert (done.failed, done.put_off, len(made.asked)) == (1, 1, 3)
            assert go(library, made).requests == 0


def test_failures_wait_longer_each_time_across_runs(db: str, evidence: str) -> None:
    with farm() as made:
        made.put(FEED, feed("http://gazette.example/gone"))
        with opened(db, evidence, made, FEED) as library:
            done = go(library, made)
            assert done.failed == 1 and done.reasons == (("http_error", 1),)
            assert go(library, made).failed == 0
            import time

            later = go(library, made, clock=lambda: time.time() + 3700)
            assert later.failed == 1 and pages(library)["http://gazette.example/gone"][0] == "given_up"


def test_a_dead_feed_is_said(db: str, evidence: str) -> None:
    with farm() as made:
        site(made, "gazette.example", 1)
        with opened(db, evidence, made, FEED) as library:
            made.put(FEED, b"<!DOCTYPE html><html><body>We have moved</body></html>")
            done = go(library, made)
            assert [(t.url, t.reason) for t in done.dead] == [(FEED, "unsupported_type")]
            assert library.store.crawling.sources()[0].failures == 1


def test_sitemaps_of_an_index_within_a_window(db: str, evidence: str) -> None:
    with farm() as made:
        for n in range(3):
            made.put(f"http://gazette.example/a/{n}", article(f"gazette {n}"))
        rows = "".join(
            f"<url><loc>http://gazette.example/a/{n}</loc><lastmod>2015-11-0{n + 3}T12:00:00Z</lastmod></url>"
            for n in range(3)
        )
        made.put("http://gazette.example/s.xml", f"<urlset>{rows}</urlset>".encode())
        index = made.put(
            "http://gazette.example/i.xml", b"<sitemapindex><sitemap><loc>/s.xml</loc></sitemap></sitemapindex>"
        )
        with opened(db, evidence, made, index) as library:
            assert go(library, made).new == 0
            done = go(library, made, window=Window.of("2015-11-04T00:00:00Z", "2015-11-05T00:00:00Z"))
            assert (done.new, list(pages(library))) == (1, ["http://gazette.example/a/1"])
            assert [s.url for s in library.store.crawling.sources()] == [index]


def test_one_page_under_two_addresses_is_one(db: str, evidence: str) -> None:
    with farm() as made:
        url = made.put("http://gazette.example/a", article("gazette"))
        made.put("http://gazette.example/a?utm_source=feed", article("gazette"))
        made.put(FEED, feed(url, f"{url}?utm_source=feed", f"{url}#top"))
        with opened(db, evidence, made, FEED) as library:
            assert go(library, made).new == 1


def test_hostile_pages_among_others_cost_only_themselves(db: str, evidence: str) -> None:
    bomb = gzip.compress(b" " * (64 * 1024 * 1024))
    with farm() as made:
        urls = site(made, "gazette.example", 3)
        bad = {
            "bomb": answer(bomb, headers=("Content-Encoding: gzip", "Content-Type: text/html")),
            "loop": redirect("/loop"),
            "inside": redirect("http://127.0.0.1:22/"),
            "torn": b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n<html>",
            "image": answer(b"\x89PNG\r\n\x1a\n" + bytes(99), headers=("Content-Type: image/png",)),
        }
        hostile = [made.answer(f"http://gazette.example/{name}", whole) for name, whole in bad.items()]
        made.put(FEED, feed(*hostile, *urls))
        with opened(db, evidence, made, FEED) as library:
            done = go(library, made)
            assert done.new == 3 and done.failed + done.partial == len(bad)
            assert {"too_large", "http_error", "refused_address"} <= dict(done.reasons).keys() | {"unsupported_type"}
            assert made.net.inside == [] and library.store.verify() == ()


def test_into_a_collection(db: str, evidence: str) -> None:
    with farm() as made:
        site(made, "gazette.example", 2)
        with opened(db, evidence, made, FEED) as library:
            with pytest.raises(UnknownNameError):
                go(library, made, into="night")
            library.store.collection_create("night", "everything one feed named")
            go(library, made, into="night")
            assert library.store.collection_show("night").articles == 2


def test_what_is_held_already_goes_into_the_collection_too(db: str, evidence: str) -> None:
    """Whether it is asked for and has not changed, or not asked for yet again; what no list names any more does not."""
    with farm() as made:
        urls = site(made, "gazette.example", 3)
        with opened(db, evidence, made, FEED) as library:
            assert go(library, made).new == 3
            for name in ("asked", "not-asked", "fewer"):
                library.store.collection_create(name, "everything one feed named")
            same = go(library, made, into="asked")
            assert (same.new, same.unchanged, library.store.collection_show("asked").articles) == (0, 3, 3)
            later = go(library, made, replace(FAST, revisit=3600.0), into="asked")
            assert later.unchanged == 3
            none = go(library, made, into="not-asked")
            assert (none.unchanged, library.store.collection_show("not-asked").articles) == (0, 3)
            made.put(FEED, feed(*urls[:2]))
            go(library, made, into="fewer")
            assert library.store.collection_show("fewer").articles == 2


def test_three_crawlers_fetch_every_page_once(db: str, evidence: str) -> None:
    hosts = [f"paper{n}.example" for n in range(4)]
    with farm() as made:
        urls = [u for host in hosts for u in site(made, host, 3)]
        with opened(db, evidence, made, *(f"http://{host}/feed" for host in hosts)) as library:
            errors: list[BaseException] = []

            def work() -> None:
                try:
                    with Library(Settings(db, evidence)) as mine:
                        go(mine, made, replace(FAST, gap=0.02, again=600.0, revisit=600.0, lease=30.0))
                except BaseException as error:
                    errors.append(error)

            threads = [threading.Thread(target=work) for _ in range(3)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(120)
            assert not any(thread.is_alive() for thread in threads)
            assert errors == []
            asked = made.requests()
            assert sorted(a for a in asked if "/a/" in a) == sorted(u[7:] for u in urls)
            assert len(asked) == len(set(asked))
            assert library.store.searched().articles == len(urls)


def test_the_hosts_of_a_killed_crawl_come_free(db: str, evidence: str) -> None:
    with farm() as made:
        site(made, "gazette.example", 1)
        with opened(db, evidence, made, FEED) as library:
            import time

            assert library.store.crawling.claim("killed", time.time(), 0.5, time.time()) is not None
            assert library.store.crawling.claim("other", time.time(), 0.5, time.time()) is None
            assert go(library, made).new == 1

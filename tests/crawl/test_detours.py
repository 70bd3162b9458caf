"""Redirects in a crawl: the host they lead to has rules and a pace of its own, and the own host's count at each hop."""

from __future__ import annotations

import itertools
from dataclasses import replace

from provenance.crawl.night import Plan, crawl
from provenance.crawl.whose import own_name
from tests.capture.servers import redirect
from tests.crawl.farm import Farm, article, farm, feed
from tests.crawl.test_crawl import FAST, FEED, opened, pages

THERE = "http://www.example-gazette.org"


def moved(made: Farm, count: int, there: str = THERE) -> list[str]:
    """A feed of pages that are elsewhere now."""
    urls = [made.answer(f"http://gazette.example/a/{n}", redirect(f"{there}/a/{n}")) for n in range(count)]
    for n in range(count):
        made.put(f"{there}/a/{n}", article(f"moved {n}"))
    made.put(FEED, feed(*urls))
    return urls


def test_rules_of_the_host_a_redirect_leads_to_count(db: str, evidence: str) -> None:
    with farm() as made:
        urls = moved(made, 2)
        made.put(f"{THERE}/robots.txt", b"User-agent: *\nDisallow: /a/1")
        with opened(db, evidence, made, FEED) as library:
            done = crawl(library, Plan(FAST, network=made.network))
            assert (done.new, done.failed, dict(done.reasons)) == (1, 1, {"robots": 1})
            there = THERE.removeprefix("http://")
            assert made.requests(there).count(f"{there}/robots.txt") == 1 and f"{there}/a/1" not in made.requests()
            assert pages(library)[urls[1]][1] == "robots" and library.store.verify() == ()
            kept = library.store.crawling.rules_of(THERE, Plan().clock())
            assert kept is not None and not kept.robots.allows(f"{THERE}/a/1"), "the next run need not ask for them"


def test_its_pace_counts_too(sqlite_db: str, evidence: str) -> None:
    with farm() as made:
        moved(made, 3)
        with opened(sqlite_db, evidence, made, FEED) as library:
            assert crawl(library, Plan(replace(FAST, gap=0.25), network=made.network)).new == 3
        at = [moment for moment, place, _ in made.asked if place.startswith(f"{THERE[7:]}/a/")]
        assert len(at) == 3 and all(b - a >= 0.24 for a, b in itertools.pairwise(at))


def test_hops_on_one_host_obey_its_rules_and_keep_its_pace(sqlite_db: str, evidence: str) -> None:
    with farm() as made:
        moved(made, 2, "http://gazette.example/new")
        made.put("http://gazette.example/robots.txt", b"User-agent: *\nDisallow: /new/a/1")
        with opened(sqlite_db, evidence, made, FEED) as library:
            done = crawl(library, Plan(replace(FAST, gap=0.25), network=made.network))
            assert (done.new, dict(done.reasons)) == (1, {"robots": 1})
        times = made.times("gazette.example")
        assert (
            all(b - a >= 0.24 for a, b in itertools.pairwise(times))
            and "gazette.example/new/a/1" not in made.requests()
        )


def test_a_host_somebody_else_works_on_is_not_waited_for_long(sqlite_db: str, evidence: str) -> None:
    with farm() as made:
        [url] = moved(made, 1)
        with opened(sqlite_db, evidence, made, FEED) as library:
            crawling, moment = library.store.crawling, Plan().clock()
            crawling.add_source(f"{THERE}/feed", THERE, "rss")
            row = crawling.hosts_due(moment)[0]
            work = crawling.claim(own_name(), moment, 600.0, moment, row)
            assert work is not None and work.origin == THERE
            done = crawl(library, Plan(FAST, network=made.network))
            assert (done.new, dict(done.reasons)) == (0, {"too_slow": 1})
            assert made.requests(f"{THERE[7:]}/a") == [] and pages(library)[url][0] == "waiting"

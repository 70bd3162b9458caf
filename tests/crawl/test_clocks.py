"""A machine's clock that jumps: nothing is lost or asked for twice, no host sooner than it may be, and nothing waits for years."""

import time
from dataclasses import replace

import pytest

from provenance.crawl.night import Plan, crawl
from tests.crawl.farm import farm
from tests.crawl.test_crawl import FAST, FEED, go, opened, pages, site

HOUR, YEAR = 3600.0, 365 * 86_400.0
PACE = replace(FAST, revisit=20 * HOUR, again=600.0)


@pytest.mark.parametrize("by", [HOUR, -HOUR])
def test_a_clock_that_is_set_in_the_middle(db: str, evidence: str, by: float) -> None:
    with farm() as made:
        site(made, "gazette.example", 4)
        with opened(db, evidence, made, FEED) as library:
            ahead = [0.0]
            plan = Plan(PACE, network=made.network, clock=lambda: time.time() + ahead[-1])
            assert crawl(library, plan, lambda line: ahead.append(by)).new == 4
            # Set back, what was just asked seems to have been asked in an hour from now: it is asked later, never sooner.
            assert go(library, made, PACE, clock=lambda: time.time() + by + 1.0).new == 0
            last = go(library, made, PACE, clock=lambda: time.time() + max(by, 0.0) + HOUR)
            assert (last.new, last.put_off) == (0, 0)
            asked = made.requests("gazette.example/")
            assert len(asked) == len(set(asked)) + asked.count("gazette.example/feed") - 1 and ahead[-1] == by
            assert library.store.searched().articles == 4 and library.store.verify() == ()
            assert {state for state, _, _ in pages(library).values()} == {"done"}


def test_what_a_clock_years_ahead_put_off_is_due_again(db: str, evidence: str) -> None:
    with farm() as made:
        site(made, "gazette.example", 2)
        with opened(db, evidence, made, FEED) as library:
            assert go(library, made, PACE, clock=lambda: time.time() + 10 * YEAR).new == 2
            site(made, "gazette.example", 3)
            said: list[str] = []
            done = crawl(library, Plan(PACE, network=made.network), said.append)
            assert (done.new, done.unchanged) == (1, 2) and "ran ahead" in said[0]
            assert go(library, made, PACE, clock=lambda: time.time() + 30.0).requests == 0

"""Manners towards every host, hop by hop: rules, turns, Retry-After; in memory and in the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from provenance.capture.politeness.manners import Ledger, Manners, Memory
from provenance.records.crawling import Pace
from provenance.records.fetched import Fetching
from provenance.store.library import Library
from tests.capture.servers import Connection, answer, redirect, serving

PAGE = answer(b"<!DOCTYPE html><p>The ferry left at noon.</p>")
TEXT = ("Content-Type: text/plain",)


@dataclass
class Time:
    """A clock that only sleeping moves."""

    at: float = 1_000_000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.at += seconds
        self.slept.append(seconds)


@contextmanager
def guest(answers: dict[str, bytes], ledger: Ledger | None = None, ignore_robots: bool = False) -> Iterator[tuple[Manners, Time, Callable[[str], str], list[str]]]:  # fmt: skip
    """Manners towards one server, the time they live in, its addresses and what it was asked."""

    def talk(connection: Connection) -> None:
        connection.send(answers.get(connection.path, answer(b"no", "404 Not Found")))

    with serving(talk) as server:
        time = Time()
        polite = Manners(
            Fetching(allow_private=True, ignore_robots=ignore_robots), Pace(patience=30.0), ledger or Memory(), sleep=time.sleep, clock=lambda: time.at
        )  # fmt: skip
        yield polite, time, server.url, server.asked


def test_rules_are_asked_for_once_and_obeyed() -> None:
    answers = {"/robots.txt": answer(b"User-agent: *\nDisallow: /shut", headers=TEXT), "/open": PAGE, "/shut": PAGE}
    with guest(answers) as (polite, _, url, asked):
        shut, opened = polite.fetch(url("/shut")), polite.fetch(url("/open"))
        assert (shut.outcome, shut.reason, opened.outcome) == ("failed", "robots", "page")
        assert asked == ["/robots.txt", "/open"]


def test_one_may_be_told_to_ask_all_the_same_and_it_is_noted() -> None:
    answers = {"/robots.txt": answer(b"User-agent: *\nDisallow: /", headers=TEXT), "/shut": PAGE}
    with guest(answers, ignore_robots=True) as (polite, _, url, asked):
        done = polite.fetch(url("/shut"))
        assert (done.outcome, done.ignore_robots, asked) == ("page", True, ["/shut"])
        assert polite.obeying().fetch(url("/shut")).reason == "robots"


def turns(book: Ledger) -> None:
    answers = {"/robots.txt": answer(b"User-agent: *\nCrawl-delay: 7", headers=TEXT), "/a": PAGE}
    with guest(answers, book) as (polite, time, url, asked):
        for _ in range(3):
            assert polite.fetch(url("/a")).outcome == "page"
        assert sum(time.slept) == pytest.approx(14.0, abs=0.6) and asked.count("/robots.txt") == 1


def test_turns_are_a_gap_apart_and_a_longer_wish_is_kept() -> None:
    turns(Memory())


def test_so_are_turns_that_a_database_remembers(library: Library) -> None:
    turns(library.crawling)
    assert library.verify() == ()


def test_what_would_be_waited_for_too_long_is_put_off() -> None:
    busy = answer(b"busy", "503 Busy", headers=("Retry-After: 900",))
    with guest({"/a": PAGE, "/b": busy}) as (polite, time, url, asked):
        assert polite.fetch(url("/b")).status == 503
        late = polite.fetch(url("/a"))
        assert (late.reason, time.slept, "/a" in asked) == ("too_slow", [], False)
        assert late.detail and "900 seconds" in late.detail
        time.at += 901
        assert polite.fetch(url("/a")).outcome == "page"


def test_the_host_a_redirect_leads_to_has_rules_of_its_own() -> None:
    shut = {"/robots.txt": answer(b"User-agent: *\nDisallow: /there", headers=TEXT), "/there": PAGE}
    with guest(shut) as (_, _, there, asked_there), guest({"/here": redirect(there("/there"))}) as (polite, _, here, _):
        done = polite.fetch(here("/here"))
        assert (done.outcome, done.reason, asked_there) == ("failed", "robots", ["/robots.txt"])
        assert done.detail and "/there" in done.detail and len(done.hops) == 1


def test_hops_on_one_host_keep_its_pace() -> None:
    with guest({"/old": redirect("/new"), "/new": PAGE}) as (polite, time, url, _):
        assert polite.fetch(url("/old")).outcome == "page" and sum(time.slept) == pytest.approx(1.0)


def test_a_host_that_is_not_there_is_said_to_be_away_not_closed() -> None:
    with guest({}) as (polite, _, url, _):
        address = url("/a")
    assert polite.fetch(address).reason == "network_error"


def test_unreachable_rules_forbid() -> None:
    with guest({"/robots.txt": answer(b"", "500 Oh"), "/a": PAGE}) as (polite, time, url, asked):
        assert [polite.fetch(url("/a")).reason for _ in range(2)] == ["robots", "robots"]
        time.at += 3700
        assert polite.fetch(url("/a")).reason == "robots" and asked == ["/robots.txt"] * 2

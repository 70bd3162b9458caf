"""Which sources are watched: found at a site, kept, listed, removed; on both databases."""

from pathlib import Path

import pytest

from provenance.capture.politeness.manners import Manners
from provenance.cli import main
from provenance.crawl.finding import Found, find_sources
from provenance.crawl.sources import add_sources, addresses, seconds
from provenance.errors import BadDateError, InputError, UnknownNameError, UsageError
from provenance.library import Library
from provenance.records.crawling import Pace
from provenance.settings import Settings
from tests.capture.servers import answer, pages, serving
from tests.crawl.farm import Farm, farm, feed

SITE = "http://gazette.example"
QUICK = Pace(gap=0.0)
FRONT = b"""<html><head><link rel="alternate" type="application/rss+xml" href="/rss">
<link rel="alternate" type="application/rss+xml" href="/comments/feed"></head><body>News</body></html>"""


def found(made: Farm, url: str = f"{SITE}/") -> tuple[Found, ...]:
    return find_sources(url, Manners(pace=QUICK, network=made.network))


def test_the_feeds_a_page_names_and_the_news_sitemaps_of_robots() -> None:
    with farm() as made:
        made.put(f"{SITE}/", FRONT)
        made.put(
            f"{SITE}/robots.txt", b"Sitemap: http://gazette.example/news.xml\nSitemap: http://gazette.example/all.xml"
        )
        assert found(made) == (Found(f"{SITE}/rss", "rss"), Found(f"{SITE}/news.xml", "sitemap"))
        assert len(made.asked) == 2


def test_sitemaps_where_no_feed_is_named_else_the_page_itself() -> None:
    with farm() as made:
        made.put(f"{SITE}/", b"<html><body><a href='/a/1'>The ferry left the harbour at noon</a></body></html>")
        assert found(made) == (Found(f"{SITE}/", "section"),)
        made.put(f"{SITE}/robots.txt", b"Sitemap: http://gazette.example/all.xml")
        assert found(made) == (Found(f"{SITE}/all.xml", "sitemap"),)


def test_a_feed_is_taken_as_it_is() -> None:
    with farm() as made:
        made.put(f"{SITE}/f", feed(f"{SITE}/a"))
        assert found(made, f"{SITE}/f") == (Found(f"{SITE}/f", "rss", "Feed"),)


def test_nothing_is_asked_where_robots_may_not() -> None:
    with farm() as made:
        made.put(f"{SITE}/", FRONT)
        made.put(f"{SITE}/robots.txt", b"User-agent: *\nDisallow: /")
        with pytest.raises(InputError, match="stay away"):
            found(made)
        made.answer(f"{SITE}/robots.txt", answer(b"", "503 Service Unavailable"))
        with pytest.raises(InputError, match="cannot be had"):
            found(made)
        assert made.requests() == ["gazette.example/robots.txt"] * 2


def test_the_pace_of_the_host_is_kept() -> None:
    waited: list[float] = []
    with farm() as made:
        made.put(f"{SITE}/", FRONT)
        made.put(f"{SITE}/robots.txt", b"User-agent: *\nCrawl-delay: 7")
        now = [1e9]

        def sleep(seconds: float) -> None:
            waited.append(seconds)
            now[0] += seconds

        polite = Manners(network=made.network, sleep=sleep, clock=lambda: now[0])
        for _ in range(2):
            find_sources(f"{SITE}/", polite)
    assert sum(waited) == pytest.approx(7.0)


def test_an_empty_page_says_what_to_do() -> None:
    with farm() as made:
        made.put(f"{SITE}/", b"<html><body>Nothing</body></html>")
        with pytest.raises(InputError, match="name a feed"):
            found(made)


def test_kept_listed_removed(db: str, evidence: str) -> None:
    with farm() as made, Library(Settings(db, evidence)) as library:
        made.put(f"{SITE}/", FRONT)
        crawling = library.store.crawling
        for _ in range(2):
            [(_, given)] = add_sources(library, [f"{SITE}/"], "10m", "2030-01-01", QUICK, made.network)
            assert isinstance(given, list)
            [one] = given
        assert (one.url, one.every, one.until) == (f"{SITE}/rss", 600, "2030-01-02T13:59:59Z")
        assert crawling.sources() == [one]
        assert crawling.remove_source(f"{SITE}/rss") == f"{SITE}/rss" and crawling.sources() == []
        with pytest.raises(UnknownNameError):
            crawling.remove_source("1")
        [(_, problem)] = add_sources(library, [f"{SITE}/none"], pace=QUICK, network=made.network)
        assert "404" in str(problem)
        with pytest.raises(BadDateError):
            list(add_sources(library, [SITE], until="soon"))


def test_files_of_addresses(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text(
        "\ufeff# mine\n\nhttps://a.example/\nhttps://b.example/feed\nhttps://a.example/\n", encoding="utf-8"
    )
    assert addresses([], str(file)) == ("https://a.example/", "https://b.example/feed")
    with pytest.raises(UsageError):
        addresses([], None)


@pytest.mark.parametrize(("text", "value"), [("10m", 600), (" 6H", 21_600), ("1d", 86_400)])
def test_pauses(text: str, value: int) -> None:
    assert seconds(text) == value


@pytest.mark.parametrize("text", ["", "10", "5s", "1e9d", "-1h", "999999999d", "h"])
def test_pauses_that_are_none(text: str) -> None:
    with pytest.raises(UsageError):
        seconds(text)


def test_through_the_door(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = str(tmp_path / "news.db")
    with serving(pages({"/feed": answer(feed("http://a.example/1"))})) as server:
        assert main(["--db", db, "source", "add", server.url("/feed"), "--allow-private"]) == 0
        assert main(["--db", db, "source", "add", server.url("/none"), "--allow-private"]) == 1
        assert main(["--db", db, "source", "list"]) == 0
        assert server.url("/feed") in capsys.readouterr().out
        assert main(["--db", db, "source", "remove", server.url("/feed")]) == 0
        assert main(["--db", db, "source", "remove", "\x1b[31m"]) == 2

"""Whom a feed names as the source of an entry: a claim in the reading of the page, with the feed as its place."""

from __future__ import annotations

import pytest

from provenance.crawl.night import Plan, crawl
from tests.crawl.farm import Farm, article, farm
from tests.crawl.test_crawl import FAST, FEED, opened

REUTERS = "<source url='https://www.reuters.com/feed'>Reuters</source>"


def fed(made: Farm, *sources: str) -> list[str]:
    urls = [made.put(f"http://gazette.example/a/{n}", article(f"feed credit {n}")) for n in range(len(sources))]
    items = "".join(f"<item><link>{url}</link>{source}</item>" for url, source in zip(urls, sources, strict=True))
    made.put(FEED, f"<rss version='2.0'><channel><title>Gazette</title>{items}</channel></rss>".encode())
    return urls


def test_a_feed_names_the_wire_a_text_is_from(db: str, evidence: str) -> None:
    with farm() as made:
        credited, silent = fed(made, REUTERS, "")
        with opened(db, evidence, made, FEED) as library:
            assert crawl(library, Plan(FAST, network=made.network)).new == 2
            [credit] = library.store.reading_of(credited).credits
            assert (credit.relation, credit.direction, credit.name, credit.url) == ("wire", "in", "Reuters", None)
            said = credit.evidence
            assert (said.quote, said.where, said.locator, said.rule) == (
                "Reuters",
                "link",
                f"feed {FEED}",
                "feed.source",
            )
            assert library.store.reading_of(silent).credits == ()
            assert library.store.verify() == ()
            key = library.store.find_article(credited).key
            [edge] = library.trace(key).edges
            assert (edge.relation, edge.state) == ("wire", "declared")
            before = [one.key for one in library.store.reading_of(credited).credits]
            assert [one.status for one in library.reread() if hasattr(one, "status")].count("failed") == 0
            assert [one.key for one in library.store.reading_of(credited).credits] == before, (
                "read again, the feed is not forgotten"
            )


@pytest.mark.parametrize(
    "source",
    [
        "<source url='http://gazette.example/feed'>Gazette</source>",
        "<source url='https://nobody.example/feed'>The Nobody Courier</source>",
        "<source url='https://www.bbc.com/feed'>Reuters</source>",
        "<source url=''></source>",
    ],
)
def test_ones_own_name_an_unknown_one_and_two_at_once_are_no_credit(sqlite_db: str, evidence: str, source: str) -> None:
    with farm() as made:
        [url] = fed(made, source)
        with opened(sqlite_db, evidence, made, FEED) as library:
            crawl(library, Plan(FAST, network=made.network))
            assert library.store.reading_of(url).credits == ()

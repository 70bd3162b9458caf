"""Pages that forge a credit, a date or an identity: seventeen kinds, some in several dresses.

Nothing forged may come out as a fact: the page's identity stays where it was fetched from, hidden or
negated words are no credit, a year in running text is no date.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from provenance import read

ADDRESS = "https://gazette.example/2024/bridge"
PROSE = (
    "The council of Harbour Town agreed on Tuesday to build the new bridge over the river.",
    "Mayor Ann Field said the work would begin in spring and would cost nine million crowns.",
    "Fishermen fear for their trade, and some of them stood outside the hall during the vote.",
    "The old bridge, which was built after the flood, will stay open until the new one is ready.",
)
FROM_ELSEWHERE = {"republication", "wire", "excerpt", "translation", "press_release", "co_published", "mixed"}
Reader = Callable[..., dict[str, Any]]


@pytest.fixture
def page(tmp_path: Path) -> Reader:
    """Reads a made page of gazette.example as a user would; pieces go in the head, above, into and below the text."""

    def made(
        head: str = "", above: str = "", inside: str = "", below: str = "", url: str | None = ADDRESS
    ) -> dict[str, Any]:
        body = "".join(f"<p>{p}</p>" for p in PROSE[:2]) + inside + "".join(f"<p>{p}</p>" for p in PROSE[2:])
        path = tmp_path / "page.html"
        path.write_text(
            f"<html lang=en><head><title>Town agrees on new bridge</title>{head}</head><body><article><h1>Town agrees on new bridge</h1>"
            f"{above}<div class=text>{body}</div>{below}</article></body></html>",
            "utf-8",
        )
        return read(str(path), url=url).to_dict()

    return made


def inward(reading: dict[str, Any]) -> list[dict[str, Any]]:
    return [c for c in reading["credits"] if c["direction"] == "in" and c["relation"] != "hat_tip"]


def is_honest(reading: dict[str, Any]) -> bool:
    """Whether the page is still gazette.example's, and every credit quotes its words where they stand."""
    text = reading["document"]["text"]
    quoted = all(
        c["evidence"]["start"] is None or text[c["evidence"]["start"] : c["evidence"]["end"]] == c["evidence"]["quote"]
        for c in reading["credits"]
    )
    return reading["page"]["host"] == "gazette.example" and reading["page"]["identity_basis"] == "given" and quoted


def test_a_credit_without_a_link_is_a_claim(page: Reader) -> None:
    reading = page(below="<p>Originally published by Reuters.</p>")
    assert is_honest(reading)
    assert [(c["name"], c["url"]) for c in inward(reading)] == [("Reuters", None)]
    assert reading["origin"]["basis"] == "stated"


LOOKALIKES = [
    ("Reuters", "https://reuters.com.evil.example/1", "reuters.com.evil.example"),
    ("Reuters", "https://reuters.com@evil.example/1", "evil.example"),
    ("Reuters", "https://xn--eutrs-1we7e.com/1", "xn--eutrs-1we7e.com"),
    ("Der Spiegel", "https://www.spiegel.ltd/1", "spiegel.ltd"),
    ("RT", "https://rt.com.co/1", "rt.com.co"),
    ("The Guardian", "https://theguardian.co.com/1", "theguardian.co.com"),
]


@pytest.mark.parametrize(("name", "link", "host"), LOOKALIKES)
def test_a_link_to_a_lookalike_is_not_the_outlet(page: Reader, name: str, link: str, host: str) -> None:
    """The credit keeps the name as said and the link as set; it does not send the reader to the real outlet's page."""
    from provenance.urls import host_of

    reading = page(below=f'<p>This article was originally published by <a href="{link}">{name}</a>.</p>')
    assert is_honest(reading)
    for credit in inward(reading):
        assert credit["url"] is None or (host_of(credit["url"]) or "").removeprefix("www.") == host


@pytest.mark.parametrize(
    "head",
    [
        '<link rel=canonical href="https://www.reuters.com/world/bridge">',
        '<meta property="og:url" content="https://www.bbc.co.uk/news/bridge"><meta property="og:site_name" content="BBC News">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "url": "https://www.reuters.com/x", "publisher": {"@type": "Organization", "name": "Reuters"}}</script>',
        '<meta name="application-name" content="Reuters"><link rel=shortlink href="https://reut.rs/x">',
        '<base href="https://www.reuters.com/"><link rel=canonical href="/world/bridge">',
    ],
)  # fmt: skip
def test_a_page_does_not_put_on_another_outlets_name(page: Reader, head: str) -> None:
    reading = page(head=head)
    assert is_honest(reading)
    assert reading["page"]["url"] == ADDRESS
    assert (reading["page"]["outlet"] or {}).get("domain") == "gazette.example"


def test_a_page_without_an_address_only_claims_one(page: Reader) -> None:
    reading = page(head='<link rel=canonical href="https://www.reuters.com/world/bridge">', url=None)
    assert reading["page"]["identity_basis"] == "claimed"
    assert reading["page"]["archived_from"] is None


ARCHIVED = "https://web.archive.org/web/20051104120000/https://www.reuters.com/world/bridge"


@pytest.mark.parametrize(
    "options",
    [
        {"head": f'<link rel=canonical href="{ARCHIVED}">'},
        {"head": f'<link rel=memento href="{ARCHIVED}" datetime="Fri, 04 Nov 2005 12:00:00 GMT">'},
        {"above": f'<div id="wm-ipp-base"><p>The Wayback Machine - {ARCHIVED}</p></div>'},
        {"head": f"<!-- Page saved with SingleFile \n url: {ARCHIVED} \n saved date: Fri Nov 04 2005 12:00:00 GMT -->"},
    ],
)
def test_a_page_does_not_make_itself_an_archives_copy(page: Reader, options: dict[str, str]) -> None:
    reading = page(**options)
    assert is_honest(reading)
    assert reading["page"]["archived_from"] is None
    assert [d for d in reading["article"]["dates"] if d["kind"] == "observed"] == []


CREDIT = "This article was originally published by Reuters and is republished with permission."


@pytest.mark.parametrize(
    "hidden",
    [
        f'<p style="display:none">{CREDIT}</p>',
        f'<div style="visibility: hidden"><p>{CREDIT}</p></div>',
        f"<p hidden>{CREDIT}</p>",
        f"<!-- <p>{CREDIT}</p> -->",
        f"<template><p>{CREDIT}</p></template>",
        f"<noscript><p>{CREDIT}</p></noscript>",
        f"<script>var credit = '{CREDIT}';</script>",
        f'<p style="font-size:0">{CREDIT}</p>',
        f'<p style="position:absolute;left:-9999px">{CREDIT}</p>',
        f'<p style="opacity:0">{CREDIT}</p>',
        f'<p style="text-indent:-9999px">{CREDIT}</p>',
        f'<p aria-hidden="true" style="height:0;overflow:hidden">{CREDIT}</p>',
    ],
)
def test_hidden_words_are_no_credit(page: Reader, hidden: str) -> None:
    for place in ("above", "below"):
        reading = page(**{place: hidden})
        assert is_honest(reading)
        assert inward(reading) == []
        assert reading["origin"]["kind"] not in FROM_ELSEWHERE


@pytest.mark.parametrize(
    "comments",
    [
        f"<section class=comments><h2>Comments</h2><div class=comment><p>{CREDIT}</p></div></section>",
        f"<div id=disqus_thread><p>{CREDIT}</p></div>",
        f"<div id=comments><ol class=comment-list><li class=comment><b>Bob</b><p>{CREDIT}</p></li></ol></div>",
        f"<div class='user-comments'><p><b>Bob:</b> {CREDIT}</p></div>",
        f"<div class=related><h2>Related</h2><ul><li><a href=/2>Old mill sold</a></li><li><a href=/3>New road</a></li><li><a href=/4>Fair</a></li></ul><p>{CREDIT}</p></div>",
    ],
)  # fmt: skip
def test_readers_comments_and_teasers_are_no_credit(page: Reader, comments: str) -> None:
    reading = page(below=comments)
    assert is_honest(reading)
    assert inward(reading) == []


@pytest.mark.parametrize(
    "words",
    [
        "This article was not originally published by Reuters.",
        "This article was never published by Reuters.",
        "Contrary to reports, this text did not first appear in Reuters.",
        "Nothing on this page was originally published by Reuters.",
        "It is not true that this article was first published by Reuters.",
        "This article has not been republished from Reuters.",
        "We do not republish articles from Reuters.",
    ],
)
def test_a_denial_is_no_credit(page: Reader, words: str) -> None:
    for place in ("above", "below"):
        reading = page(**{place: f"<p>{words}</p>"})
        assert is_honest(reading)
        assert inward(reading) == []
        assert reading["origin"]["kind"] not in FROM_ELSEWHERE


@pytest.mark.parametrize(
    "words",
    [
        "The memo, originally published by RT in 2014, was read aloud in the hall before the vote began.",
        "The photograph was first published by Reuters in 1995, when the flood took the first bridge away.",
        "The mayor told Reuters that the bridge would stand for a hundred years, and that she would not.",
        "As Reuters reported on 4 November 2011, the first plan for the bridge had been drawn by a schoolboy.",
        "A poem originally published in The Guardian in 1966 stands on the plaque of the old bridge.",
    ],
)
def test_a_mention_is_neither_credit_nor_date(page: Reader, words: str) -> None:
    for place in ("inside", "above", "below"):
        reading = page(**{place: f"<p>{words}</p>"})
        assert is_honest(reading)
        assert inward(reading) == [], place
        stated = [d for d in reading["article"]["dates"] if not d["source"].startswith("url:")]
        assert stated == [], place


@pytest.mark.parametrize("year", ["1999", "2199"])
def test_a_stated_year_is_a_claim_with_its_source(page: Reader, year: str) -> None:
    reading = page(head=f'<meta property="article:published_time" content="{year}-03-04T05:06:07Z">')
    published = reading["article"]["published"]
    assert (published["value"], published["source"]) == (f"{year}-03-04T05:06:07Z", "meta:article:published_time")
    assert published["evidence"]["quote"] == f"{year}-03-04T05:06:07Z"
    assert [d for d in reading["article"]["dates"] if d["kind"] == "observed"] == []


def test_a_date_to_come_is_not_the_day_of_publication_where_another_is_stated(page: Reader) -> None:
    head = '<meta property="article:published_time" content="2199-03-04T05:06:07Z"><meta name="dc.date" content="2024-03-04">'
    dates = page(head=head)["article"]["dates"]
    assert {d["value"][:4] for d in dates} >= {"2199", "2024"}
    assert all(d["not_before"] < datetime.now(UTC).isoformat() or d["value"].startswith("2199") for d in dates)


def test_dates_that_disagree_are_all_kept(page: Reader) -> None:
    reading = page(
        head='<meta property="article:published_time" content="2011-01-01T00:00:00Z">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2012-02-02T00:00:00Z"}</script>',
        above="<p class=date>March 3, 2013</p>",
    )
    values = {d["value"][:10]: d["source"] for d in reading["article"]["dates"]}
    assert {"2011-01-01", "2012-02-02", "2013-03-03"} <= set(values)
    assert len({values[day] for day in ("2011-01-01", "2012-02-02", "2013-03-03")}) == 3


@pytest.mark.parametrize(
    "value", ["0000-00-00T00:00:00", "0000", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "99999-01-01", "soon"]
)
def test_a_placeholder_is_no_date(page: Reader, value: str) -> None:
    reading = page(head=f'<meta property="article:published_time" content="{value}">')
    assert [d for d in reading["article"]["dates"] if not d["source"].startswith("url:")] == []

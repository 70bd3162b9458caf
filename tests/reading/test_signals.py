from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from provenance.capture import take_bytes
from provenance.reading import read_page
from provenance.reading.jsonld import load
from provenance.records.capture import Given
from provenance.records.document import Page

Reader = Callable[..., Page]


def named(page: Page, name: str, where: str | None = None) -> list[str]:
    return [s.value for s in page.signals_named(name) if where in (None, s.where)]


def test_every_canonical_is_kept_wherever_it_stands(article: Reader) -> None:
    page = article(
        head='<link rel="canonical" href="https://a.example/1">',
        inside='<link rel="nofollow CANONICAL" href="https://propublica.example/x">',
    )
    assert named(page, "canonical", "canonical") == ["https://a.example/1", "https://propublica.example/x"]
    assert page.signals_named("canonical")[0].locator == "/html/head/link"


def test_the_http_header_counts() -> None:
    capture = take_bytes(
        b"<p>Words of the page.</p>", given=Given(), id="x", name="x.html",
        headers=(("Link", '<https://b.example/>; rel="preload", <https://a.example/1>; rel="canonical"'), ("tdm-reservation", "1")),
    )  # fmt: skip
    page = read_page(capture)
    assert named(page, "canonical", "header") == ["https://a.example/1"]
    assert named(page, "tdm-reservation", "header") == ["1"]


def test_metas_by_name_property_itemprop(article: Reader) -> None:
    page = article(
        head='<meta name="Source" content="Xinhua"><meta property="og:url" content="https://a.example/1">'
        '<meta itemprop="datePublished" content="2015-11-04"><meta name="syndication-source" content="https://b.example/2">'
        '<meta name="empty" content="">'
    )
    assert named(page, "source") == ["Xinhua"]
    assert named(page, "og:url") == ["https://a.example/1"]
    assert named(page, "syndication-source") == ["https://b.example/2"]
    assert named(page, "empty") == []


def jsonld(*values: object) -> str:
    return "".join(
        f'<script type="application/ld+json">{v if isinstance(v, str) else json.dumps(v)}</script>' for v in values
    )


def chains(page: Page) -> set[tuple[str, str, str]]:
    return {(s.chain, s.value, s.of) for s in page.signals if s.where == "json-ld"}


def test_article_nodes_give_chains_and_references_are_resolved(article: Reader) -> None:
    graph = {
        "@graph": [
            {
                "@type": "NewsArticle",
                "headline": "Town agrees on new bridge",
                "author": [{"@type": "Person", "name": "Ann Field"}, {"@id": "#afp"}],
                "publisher": {"@id": "#pub"},
                "image": {"@type": "ImageObject", "creditText": "Getty"},
                "isBasedOn": "https://b.example/2",
            },
            {"@type": "Organization", "@id": "#afp", "name": "AFP"},
            {"@type": ["NewsMediaOrganization"], "@id": "#pub", "name": "Harbour News"},
        ]
    }
    page = article(head=jsonld(graph))
    assert {
        ("author.name", "Ann Field", "Person"),
        ("author.name", "AFP", "Organization"),
        ("publisher.name", "Harbour News", "NewsMediaOrganization"),
        ("image.creditText", "Getty", "ImageObject"),
        ("isBasedOn", "https://b.example/2", "NewsArticle"),
        ("", "AFP", "Organization"),
    } <= chains(page)
    (signal,) = [s for s in page.signals if s.value == "Ann Field"]
    assert signal.locator == "json-ld[0].@graph[0].author[0].name"


def test_other_articles_on_the_page_are_not_this_one(article: Reader) -> None:
    mine = {"@type": "NewsArticle", "url": "https://a.example/1", "author": {"name": "Ann Field"}}
    other = {"@type": "NewsArticle", "url": "https://a.example/2", "author": {"name": "Bob Stone"}}
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "author": {"name": "Cy Hill"}}]}
    page = article(head=jsonld(other, mine, listed), url="https://www.a.example/1?utm_source=x")
    assert {v for c, v, _ in chains(page) if c == "author.name"} == {"Ann Field"}


@pytest.mark.parametrize(
    "block",
    [
        '<!-- {"@type":"Article","author":"RT"} -->',
        '//<![CDATA[\n{"@type":"Article","author":"RT"}\n//]]>',
        '{"@type":"Article","author":"RT",}',
        '{"@type":"Article",\n"description":"two\nlines","author":"RT"};',
        "{&quot;@type&quot;:&quot;Article&quot;,&quot;author&quot;:&quot;RT&quot;}",
        '{"@type":"WebSite"}{"@type":"Article","author":"RT"}',
        '[[{"@type":"http://schema.org/Article","author":["RT"]}]]',
    ],
)
def test_broken_json_ld_is_read_as_far_as_it_goes(article: Reader, block: str) -> None:
    assert ("author", "RT") in {(c, v) for c, v, _ in chains(article(head=jsonld(block)))}


@pytest.mark.parametrize(
    "block", ["", "{", "[" * 100_000, '{"@type":"Article","author":' + "9" * 50_000 + "}", "nonsense", "null", '"x"']
)
def test_hostile_json_ld_costs_nothing_else(article: Reader, block: str) -> None:
    page = article(head=jsonld(block) + '<meta name="author" content="Ann Field">')
    assert named(page, "author", "meta") == ["Ann Field"]
    assert len(page.body.lines) == 4


def test_circular_references_end(article: Reader) -> None:
    graph = [
        {"@type": "Article", "@id": "#a", "author": {"@id": "#b"}},
        {"@id": "#b", "name": "RT", "parentOrganization": {"@id": "#b"}},
    ]
    assert ("author.name", "RT") in {(c, v) for c, v, _ in chains(article(head=jsonld(graph)))}
    assert load('{"a": [1, 2,],}') == {"a": [1, 2]}


def test_lone_surrogates_and_nul_are_made_storable(article: Reader) -> None:
    page = article(head=jsonld('{"@type":"Article","author":"R\\ud800T\\u0000"}'))
    assert ("author", "R\ufffdT\ufffd") in {(c, v) for c, v, _ in chains(page)}


def test_republication_counters_are_found_in_scripts_too(article: Reader) -> None:
    page = article(
        inside='<img src="https://counter.theconversation.com/content/123/count.gif">'
        r'<script>var u = "https:\/\/a.example\/?republication-pixel=true&post=77";</script>'
        '<noscript><img src="https://pixel.propublica.org/pixel.js"></noscript>'
    )
    assert [s.value for s in page.signals if s.where == "pixel"] == [
        "https://counter.theconversation.com/content/123/count.gif",
        "https://a.example/?republication-pixel=true&post=77",
        "https://pixel.propublica.org/pixel.js",
    ]


def test_microdata_of_visible_elements(article: Reader) -> None:
    page = article(
        above='<span itemprop="author" itemscope><span itemprop="name">Ann Field</span></span>'
        '<time itemprop="datePublished" datetime="2015-11-04T10:00:00+01:00">today</time>'
    )
    assert [(s.value, s.of) for s in page.signals_named("author")] == [("Ann Field", "microdata")]


def test_licence_links(article: Reader) -> None:
    page = article(below='<a rel="license" href="https://cc.example/by">CC</a>')
    assert named(page, "license", "link") == ["https://cc.example/by"]

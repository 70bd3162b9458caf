"""Chains: the same whichever page came first, circles end, one article's rows replaced without another's."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from sqlalchemy import event, text

from provenance.records.article import Reading
from provenance.records.keys import node_key
from provenance.records.lineage import Edge, Match, Node
from provenance.records.outlet import OutletRef
from provenance.store.library import Library
from tests.store.stored import BODY, GAZETTE, WIRE, capture, edge, node, quote, reading

COPY, SOURCE = "https://gazette.example/ferry", "https://wire.example/ferry"
POST = OutletRef("island-post", "Island Post", "post.example", False)


def keep(library: Library, url: str, outlet: OutletRef = GAZETTE) -> str:
    page = capture(url, url=url)
    added = library.add(reading(page, outlet=outlet), page)
    assert added.article
    return added.article


def declare(library: Library, child: str, parent: Node, confidence: float = 0.9) -> Edge:
    """Keep an edge with the credit line of the article as evidence."""
    found = library.reading_of(child)
    assert found.document
    made = edge(child, parent.key, (found.credits[0].evidence,), confidence)
    library.save_edges(child, [node(GAZETTE, COPY, key=child), parent], [made])
    return made


def test_nodes_and_edges_come_back(library: Library) -> None:
    copy = keep(library, COPY)
    parent = node(WIRE, SOURCE)
    made = declare(library, copy, parent)
    nodes, edges = library.chain_rows(copy)
    assert edges == (made,) and [n.key for n in nodes] == [copy, parent.key]
    assert nodes[1] == parent and nodes[0].held and nodes[0].title == "A ferry leaves"
    assert nodes[0].state_links == node(GAZETTE, COPY, key=copy).state_links
    assert library.chain_rows(parent.key)[1] == (made,)
    assert library.verify() == ()


def test_an_article_without_edges_is_a_chain_of_one(library: Library) -> None:
    copy = keep(library, COPY)
    nodes, edges = library.chain_rows(copy)
    assert [n.key for n in nodes] == [copy] and edges == ()


def test_it_is_known_whether_edges_stem_from_the_current_reading(library: Library) -> None:
    copy = keep(library, COPY)
    assert not library.has_edges(copy)
    declare(library, copy, node(WIRE, SOURCE))
    assert library.has_edges(copy)
    page = capture("later", url=COPY)
    library.add(reading(page, "Another text."), page)
    assert not library.has_edges(copy)


def test_saving_again_replaces(library: Library) -> None:
    copy = keep(library, COPY)
    declare(library, copy, node(WIRE, SOURCE))
    second = declare(library, copy, node(POST, "https://post.example/a"))
    assert library.chain_rows(copy)[1] == (second,)
    library.save_edges(copy, [], [])
    assert library.chain_rows(copy)[1] == ()


def test_a_page_found_later_joins_the_chain(library: Library) -> None:
    """Copy first or source first, the chain reads the same."""
    copy = keep(library, COPY)
    declare(library, copy, node(WIRE, SOURCE))
    source = keep(library, SOURCE, WIRE)
    nodes, edges = library.chain_rows(copy)
    assert [(n.key, n.held) for n in nodes] == [(copy, True), (source, True)]
    assert [(e.child, e.parent, e.key) for e in edges] == [(copy, source, edge(copy, source).key)]
    declare(library, copy, library.articles_by_url([SOURCE])[SOURCE])
    again, same = library.chain_rows(copy)
    assert [n.key for n in again] == [n.key for n in nodes] and same == edges
    assert library.chain_rows(source)[1] == edges


def test_a_node_kept_after_the_page_it_tells_of_joins_too(library: Library) -> None:
    source = keep(library, SOURCE, WIRE)
    copy = keep(library, COPY)
    declare(library, copy, node(WIRE, SOURCE))
    assert library.chain_rows(copy)[1][0].parent == source


def test_two_articles_that_tell_of_one_edge_make_one(library: Library) -> None:
    one, two = keep(library, COPY), keep(library, "https://post.example/ferry", POST)
    middle, origin = node(POST, None, "same"), node(WIRE, None, "same")
    quotes = [library.reading_of(k).credits[0].evidence for k in (one, two)]
    for child, sure, found in ((one, 0.7, quotes[0]), (two, 0.9, replace(quotes[1], rule="other"))):
        above = edge(middle.key, origin.key, (found,), sure)
        library.save_edges(child, [middle, origin], [edge(child, middle.key, (found,)), above])
    nodes, edges = library.chain_rows(one)
    assert [n.key for n in nodes] == [one, middle.key, origin.key] and len(edges) == 2
    assert edges[1].confidence == 0.9 and len(edges[1].evidence) == 2
    assert len(library.chain_rows(origin.key)[1]) == 3


def test_a_circle_is_walked_once(library: Library) -> None:
    one, two = keep(library, COPY), keep(library, SOURCE, WIRE)
    declare(library, one, node(WIRE, SOURCE, key=two))
    declare(library, two, node(GAZETTE, COPY, key=one))
    nodes, edges = library.chain_rows(one)
    assert {n.key for n in nodes} == {one, two} and len(edges) == 2


def test_a_thousand_hops_are_read_in_a_few_statements_each(library: Library) -> None:
    copy = keep(library, COPY)
    keys = [copy, *(node_key("wire", f"https://wire.example/{n}", None) for n in range(900))]
    library.save_edges(copy, [], [edge(a, b) for a, b in pairwise(keys)])
    said: list[str] = []
    event.listen(library._engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    assert len(library.chain_rows(copy)[1]) == 900
    assert len(said) < 4 * 900


def test_matches_are_evidence_too(library: Library) -> None:
    copy = keep(library, COPY)
    match = Match("art_a", "nod_b", None, "id", "b", "copy", 20, 20, 0.9, 1.0, ((0, 10, 5, 15),))
    made = replace(edge(copy, node(WIRE, SOURCE).key), evidence=(match,))
    library.save_edges(copy, [node(WIRE, SOURCE)], [made])
    assert library.chain_rows(copy)[1] == (made,)


def test_rebuilding_gives_the_same(library: Library) -> None:
    copy = keep(library, COPY)
    declare(library, copy, node(WIRE, SOURCE))
    before = library.chain_rows(copy)

    def derive(article: str, found: Reading) -> tuple[Iterable[Node], Iterable[Edge]]:
        parent = node(WIRE, SOURCE)
        return [node(GAZETTE, COPY, key=article), parent], [edge(article, parent.key, (found.credits[0].evidence,))]

    assert library.rebuild_derived(derive) == 1
    assert library.chain_rows(copy) == before


def test_the_views_say_the_same(library: Library) -> None:
    copy = keep(library, COPY)
    middle = keep(library, SOURCE, WIRE)
    declare(library, copy, node(WIRE, SOURCE))
    declare(library, middle, node(POST, "https://post.example/a"))
    with library._engine.connect() as connection:
        chains = connection.execute(
            text("SELECT ancestor_key, hops FROM chains WHERE article_key = :k ORDER BY hops"), {"k": copy}
        )
        assert [tuple(row) for row in chains] == [(middle, 1), (node(POST, "https://post.example/a").key, 2)]
        origin = connection.execute(text("SELECT * FROM origins WHERE article_key = :k"), {"k": copy}).mappings().one()
    assert (origin["origin_kind"], origin["origin_outlet_slug"], origin["outlet_slug"]) == (
        "republication",
        "northern-wire",
        "harbour-gazette",
    )


def test_evidence_of_an_edge_rereads() -> None:
    assert quote(BODY, "harbour").quote == "harbour"

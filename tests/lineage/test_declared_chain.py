from hypothesis import given
from hypothesis import strategies as st

from provenance.lineage.chain import declared
from provenance.lineage.conflicts import conflicts
from provenance.lineage.nodes import article_node
from provenance.records.article import Credit, Reading
from provenance.records.lineage import Edge, Node
from provenance.records.outlet import OutletRef
from tests.report.made import RT, credit, date, links, outlet, quoted, reading, seed_reading

TEXT = "The mill burned down on Monday.\nFrom the Harbour Post.\nDistributed by Wordline.\n© Sea Agency\n"
POST = outlet("Harbour Post", "harbourpost.example")
WORDLINE = outlet("Wordline")
AGENCY = outlet("Sea Agency")
PAPER = outlet("Evening Paper", "evening.example")


def post(**more: object) -> Credit:
    return credit(quoted(TEXT, "From the Harbour Post.", "tail"), POST, **more)  # type: ignore[arg-type]


def chain(
    *credits: Credit, held: dict[str, Node] | None = None, **more: object
) -> tuple[Reading, tuple[Node, ...], tuple[Edge, ...]]:
    read = reading(TEXT, by=PAPER, url="https://evening.example/a/1", credits=credits, **more)  # type: ignore[arg-type]
    nodes, edges = declared(article_node(read, held=True), read, links, held or {})
    return read, nodes, edges


def test_the_given_page_has_one_edge_with_all_its_evidence() -> None:
    read = seed_reading()
    nodes, edges = declared(article_node(read, held=True), read, links)
    article, origin = nodes
    (edge,) = edges
    assert (edge.child, edge.parent) == (article.key, origin.key)
    assert (origin.name, origin.held, origin.url) == ("RT", False, None)
    assert origin.state_links and origin.state_links[0].code == "SC"
    assert origin.published and origin.published.value == "2015-11-04"
    assert (edge.relation, edge.state, edge.found_by, edge.credit) == (
        "republished_from",
        "declared",
        "credit",
        "named",
    )
    assert edge.confidence == 0.98
    assert len(edge.evidence) == 5 and "original source" in edge.evidence[0].quote  # type: ignore[union-attr]
    assert (edge.kept, edge.overlap, edge.words, edge.hours_later) == (None, None, None, None)


def test_within_a_family_only_the_strongest_counts() -> None:
    _, _, (edge,) = chain(post(strength=0.5), credit(quoted(TEXT, "Harbour Post", "tail"), POST, strength=0.4))
    assert edge.confidence == 0.5
    _, _, (edge,) = chain(
        post(strength=0.5), credit(quoted(TEXT, "Harbour Post", "tail"), POST, strength=0.4, family="copyright")
    )
    assert edge.confidence == 0.7


def test_a_distributor_stands_between() -> None:
    line = quoted(TEXT, "Distributed by Wordline.", "tail")
    read, nodes, edges = chain(post(), credit(line, WORDLINE, "syndicated_by"))
    article = nodes[0]
    names = {n.key: n.name for n in nodes}
    assert [(names[e.child], names[e.parent], e.relation) for e in edges] == [
        ("Evening Paper", "Wordline", "syndicated_by"),
        ("Wordline", "Harbour Post", "republished_from"),
    ]
    assert line in edges[1].evidence and article.name == read.page.outlet.name  # type: ignore[union-attr]


def test_the_agency_stands_behind_the_paper_that_had_it_first() -> None:
    wire = credit(quoted(TEXT, "© Sea Agency", "tail"), AGENCY, "wire", 0.8, family="copyright")
    _, nodes, edges = chain(post(), wire)
    names = {n.key: n.name for n in nodes}
    assert [(names[e.child], names[e.parent]) for e in edges] == [
        ("Evening Paper", "Harbour Post"),
        ("Harbour Post", "Sea Agency"),
    ]


def test_the_issuer_stands_behind_the_wire_of_its_press_release() -> None:
    pr_wire, issuer = outlet("Release Wire", "releasewire.example"), outlet("A Company")
    a = credit(quoted(TEXT, "Distributed by Wordline.", "tail"), pr_wire, "press_release", 0.8)
    b = credit(quoted(TEXT, "© Sea Agency", "tail"), issuer, "press_release", 0.9)
    read, nodes, edges = chain(a, b)
    names = {n.key: n.name for n in nodes}
    assert [(names[e.child], names[e.parent]) for e in edges] == [
        ("Evening Paper", "Release Wire"),
        ("Release Wire", "A Company"),
    ]
    assert conflicts(read, nodes[0], nodes, edges) == ()


def test_an_outlet_that_is_not_listed_is_called_as_the_page_calls_it() -> None:
    unlisted = OutletRef("lake-example", "lake.example", "lake.example", True)
    _, nodes, _ = chain(credit(quoted(TEXT, "© Sea Agency", "tail"), unlisted, name="the Lake News"))
    assert nodes[1].name == "the Lake News" and nodes[1].outlet == unlisted


def test_a_part_is_an_edge_of_its_own() -> None:
    part = credit(quoted(TEXT, "© Sea Agency", "tail"), AGENCY, "contributed", 0.9)
    _, nodes, edges = chain(post(), part)
    assert {(e.child == nodes[0].key, e.relation) for e in edges} == {(True, "contributed"), (True, "republished_from")}


def test_self_and_hat_tip_make_no_edge() -> None:
    hat = credit(quoted(TEXT, "© Sea Agency", "tail"), AGENCY, "hat_tip")
    own = credit(quoted(TEXT, "From the Harbour Post.", "tail"), PAPER, "self_origin", direction="self")
    _, nodes, edges = chain(hat, own)
    assert len(nodes) == 1 and edges == ()


def test_outward_credits_give_a_child() -> None:
    _, nodes, (edge,) = chain(post(relation="republished_to", direction="out"))
    assert edge.parent == nodes[0].key and edge.child == nodes[1].key and not nodes[1].held


def test_a_credited_address_in_the_library_is_that_article() -> None:
    read = reading(
        TEXT, by=POST, url="https://www.harbourpost.example/mill?utm_source=x", published=date("2020-01-01T08:00:00Z")
    )
    there = article_node(read, held=True)
    linked = post(url="http://harbourpost.example/mill#top")
    _, nodes, (edge,) = chain(
        linked, held={there.url: there} if there.url else {}, published=date("2020-01-01T11:30:00Z")
    )
    assert nodes[1] is there and edge.parent == there.key and edge.credit == "linked" and edge.hours_later == 3.5


def test_days_without_a_zone_give_no_hours() -> None:
    when = date("2020-01-01", "origin")
    _, _, (edge,) = chain(post(when=when), published=date("2020-01-03"))
    assert edge.hours_later is None


def test_a_link_to_the_own_site_or_a_front_page_is_no_address_of_the_source() -> None:
    for url in ("https://evening.example/author/post", "https://harbourpost.example/", "javascript:alert(1)"):
        _, nodes, (edge,) = chain(post(url=url))
        assert nodes[1].url is None and edge.parent == nodes[1].key


def test_ten_papers_with_one_text_lead_to_one_agency_node() -> None:
    keys = set()
    for n in range(10):
        read = reading(TEXT.upper() if n % 2 else TEXT, by=outlet(f"Paper {n}"), credits=(post(),))
        keys.add(declared(article_node(read, held=True), read)[1][0].parent)
    assert len(keys) == 1


def test_unnamed_agencies_are_a_node_only_where_nobody_is_named() -> None:
    unnamed = credit(quoted(TEXT, "© Sea Agency", "tail"), None, "wire", 0.6)
    _, nodes, _ = chain(unnamed)
    assert nodes[1].name == "a source not named" and nodes[1].outlet is None
    _, nodes, _ = chain(unnamed, post())
    assert [n.name for n in nodes[1:]] == ["Harbour Post"]


def test_a_credit_to_the_page_itself_makes_no_edge() -> None:
    read = reading(TEXT, by=PAPER, url="https://evening.example/a/1")
    me = article_node(read, held=True)
    _, _, edges = chain(credit(quoted(TEXT, "From the Harbour Post.", "tail"), POST, url="https://evening.example/a/1"))
    assert all(e.child != e.parent for e in edges)
    _, edges = declared(
        me,
        reading(TEXT, by=PAPER, credits=(post(url="https://harbourpost.example/x"),)),
        links,
        {"https://harbourpost.example/x": me},
    )
    assert edges == ()


def test_a_failed_reading_has_no_chain() -> None:
    failed = Reading("x", "k", "failed", "not_a_page", None, None, None, None, None, (), (), (), None, None, None, "1")
    nodes, edges = declared(article_node(failed, held=False), failed)
    assert len(nodes) == 1 and edges == ()


RELATIONS = (
    "republished_from",
    "wire",
    "contributed",
    "translated_from",
    "adapted_from",
    "excerpt_from",
    "co_published",
    "syndicated_by",
    "press_release",
    "hat_tip",
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(RELATIONS),
            st.sampled_from([RT, POST, AGENCY, WORDLINE, None]),
            st.floats(0, 1),
            st.sampled_from(["text", "byline", "meta", "pixel"]),
            st.sampled_from(
                [None, "https://rt.com/a", "https://harbourpost.example/", "junk", "https://evening.example/a/1"]
            ),
        ),
        max_size=8,
    )
)
def test_whatever_is_credited_edges_are_sound_and_order_does_not_show(rows: list[tuple[object, ...]]) -> None:
    credits = [
        credit(quoted(TEXT, TEXT[n : n + 5], "tail"), o, r, s, family=f, url=u, name=None)  # type: ignore[arg-type]
        for n, (r, o, s, f, u) in enumerate(rows)
    ]
    _, nodes, edges = chain(*credits)
    keys = {n.key for n in nodes}
    assert all(e.child in keys and e.parent in keys and e.child != e.parent and e.evidence for e in edges)
    assert all(0 <= e.confidence <= 0.98 for e in edges)
    _, again, edges_again = chain(*reversed(credits))
    assert set(edges_again) == set(edges) and {n.key for n in again} == keys

from dataclasses import replace

from provenance.lineage.conflicts import conflicts
from provenance.lineage.nodes import article_node
from provenance.records.article import Credit, Reading
from provenance.records.evidence import Evidence
from provenance.records.lineage import Conflict
from tests.report.made import RT, credit, date, drawn, edge, node, outlet, quoted, reading, seed_trace, traced

TEXT = "The bridge is open.\nFrom the Harbour Post.\nFrom the Lake News.\n"
POST, LAKE, PAPER = (
    outlet("Harbour Post", "example.org"),
    outlet("Lake News", "lake.example"),
    outlet("Paper", "paper.example"),
)


def line(words: str) -> Evidence:
    return quoted(TEXT, words, "tail")


def found(*credits: Credit, **more: object) -> dict[str, Conflict]:
    read: Reading = reading(TEXT, by=PAPER, url="https://paper.example/a", credits=credits, **more)  # type: ignore[arg-type]
    return {c.kind: c for c in traced(read).conflicts}


def test_the_given_page_has_none() -> None:
    assert seed_trace().conflicts == ()


def test_two_origins_are_rivals_with_both_lines() -> None:
    told = found(credit(line("From the Harbour Post."), POST), credit(line("From the Lake News."), LAKE, strength=0.9))
    assert [e.quote for e in told["rival_origins"].evidence] == ["From the Harbour Post.", "From the Lake News."]
    assert "Harbour Post (0.95) and Lake News (0.90)" in told["rival_origins"].detail


def test_a_distributor_or_an_agency_behind_is_no_rival() -> None:
    a = credit(line("From the Harbour Post."), POST)
    assert not found(a, credit(line("From the Lake News."), LAKE, "syndicated_by"))
    assert not found(a, credit(line("From the Lake News."), LAKE, "wire"))


def test_own_and_other_origin() -> None:
    own = credit(line("The bridge is open."), PAPER, "self_origin", direction="self")
    assert "names itself" in found(own, credit(line("From the Lake News."), LAKE))["rival_origins"].detail


def test_a_name_that_links_elsewhere() -> None:
    told = found(credit(line("From the Harbour Post."), POST, url="https://lake.example/x"))
    assert "leads to lake.example" in told["name_and_link"].detail
    assert not found(credit(line("From the Harbour Post."), POST, url="https://m.example.org/x"))


def test_a_source_dated_after_its_copy() -> None:
    later = credit(line("From the Harbour Post."), POST, when=date("2020-05-09", "origin", line("bridge")))
    told = found(later, published=date("2020-05-01", evidence=line("open")))
    assert "dated 2020-05-09, after the copy at Paper" in told["order_of_dates"].detail
    assert len(told["order_of_dates"].evidence) == 2
    assert not found(later, published=date("2020-05-08"))


def test_a_circle_is_told() -> None:
    a, b, c = node("A"), node("B"), node("C")
    (told,) = (x for x in drawn(a, (b, c), (edge(a, b), edge(b, c), edge(c, b))).conflicts if x.kind == "cycle")
    assert "B, C" in told.detail and told.evidence


def test_a_credit_that_leads_back() -> None:
    assert (
        "this very page"
        in found(credit(line("From the Harbour Post."), POST, url="https://www.paper.example/a?utm_source=q"))[
            "cycle"
        ].detail
    )


def test_a_lone_canonical_elsewhere() -> None:
    tag = Evidence("https://example.org/1", "canonical", "/html/head/link[1]", None, None, "canonical", "1")
    lone = credit(tag, POST, url=tag.quote, family="meta")
    assert "preferred" in found(lone)["canonical_elsewhere"].detail
    assert not found(lone, credit(line("From the Harbour Post."), POST))


def test_given_outlet_against_address() -> None:
    assert (
        "paper.example"
        in found(basis="given", host="paper.example").get("identity", Conflict("", "paper.example", ())).detail
    )
    read = reading(TEXT, by=RT, url="https://paper.example/a", basis="given", host="paper.example")
    (told,) = conflicts(read, article_node(read, held=True), (), ())
    assert told.kind == "identity" and "given as RT" in told.detail
    assert read.page and not conflicts(
        replace(read, page=replace(read.page, host="rt.com")), article_node(read, held=True), (), ()
    )


def test_one_outlet_with_two_addresses() -> None:
    told = found(
        credit(line("From the Harbour Post."), POST, url="https://example.org/1"),
        credit(line("From the Lake News."), POST, url="https://example.org/2", strength=0.5),
    )
    assert "2 different addresses" in told["two_addresses"].detail


def test_a_held_source_that_has_none_of_the_text() -> None:
    read = reading(
        TEXT, by=PAPER, url="https://paper.example/a", credits=(credit(line("From the Harbour Post."), POST),)
    )
    trace = traced(read)
    (one,) = trace.edges
    told = replace(one, overlap=0.0, words=0)
    (said,) = [c for c in conflicts(read, trace.article, trace.nodes, (told,)) if c.kind == "no_shared_text"]
    assert "Paper credits Harbour Post" in said.detail and said.evidence[0].quote == "From the Harbour Post."
    assert not [c for c in conflicts(read, trace.article, trace.nodes, (one,)) if c.kind == "no_shared_text"]

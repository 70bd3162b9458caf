"""Judgements in the database: once by key, withdrawn but never erased, joined to the chains they are about."""

from dataclasses import replace

from sqlalchemy import text

from provenance.records.judgement import End, Judgement, outlet_key
from provenance.records.keys import article_key, edge_key
from provenance.records.lineage import Node
from provenance.store.library import Library
from tests.store.stored import GAZETTE, WIRE, capture, edge, node, reading

COPY = "https://gazette.example/ferry"
SOURCE = "https://wire.example/ferry"
OLDER = "https://first.example/ferry"


def kept(library: Library, url: str = COPY) -> str:
    page = capture(url, url=url)
    added = library.add(reading(page), page)
    assert added.article
    return added.article


def on(child: str, parent: Node | str, decision: str = "reject", at: str = "2026-01-01T00:00:00.5Z") -> Judgement:
    url = parent if isinstance(parent, str) else parent.url
    ends = End(child, COPY, "Gazette", GAZETTE), End(article_key(url, None, ""), url, "Wire", WIRE)
    value = "wire" if decision == "assert" else None
    return Judgement(
        "", "edge", edge_key(child, ends[1].key), decision, "a note", "Ann", None, at, value, *ends  # type: ignore[arg-type]
    ).keyed()  # fmt: skip


def test_kept_once_and_withdrawn_for_good(library: Library) -> None:
    one = replace(on("art_" + "a" * 16, SOURCE), note="a note").keyed()
    gone = replace(one, withdrawn_at="2026-02-01T00:00:00Z", withdrawn_by="Bob", withdrawn_note="wrong")
    assert library.judgements.keep([one, one]) == ["new", "known"]
    assert library.judgements.listed() == [one] == library.judgements.listed(one.subject)
    assert library.judgements.keep([gone, gone, one]) == ["withdrawn", "known", "known"]
    assert library.judgements.listed(one.key) == [gone] and library.judgements.listed("edg_" + "b" * 16) == []


def test_a_chain_comes_with_the_judgements_on_it(library: Library) -> None:
    copy, parent = kept(library), node(WIRE, SOURCE)
    library.save_edges(copy, [node(GAZETTE, COPY, key=copy), parent], [edge(copy, parent.key)])
    ours, other = on(copy, parent), on("art_" + "b" * 16, OLDER)
    date = Judgement("", "date", copy, "reject", "n", None, None, "2026-01-01T00:00:00Z", article=copy).keyed()
    end = End(outlet_key(WIRE.slug), None, WIRE.name, WIRE)
    same = Judgement(
        "", "outlet", end.key, "confirm", "n", None, None, "2026-01-01T00:00:00Z", child=end, parent=end
    ).keyed()
    library.judgements.keep([ours, other, date, same])
    nodes, edges, found = library.judgements.chain(copy)
    assert [n.key for n in nodes] == [copy, parent.key] and len(edges) == 1
    assert {one.key for one in found} == {ours.key, date.key, same.key}
    library.rebuild_derived(lambda key, read: ([node(GAZETTE, COPY, key=key), parent], [edge(key, parent.key)]))
    assert {one.key for one in library.judgements.chain(copy)[2]} == {ours.key, date.key, same.key}


def test_a_node_judged_before_its_page_came_is_that_page(library: Library) -> None:
    copy, parent = kept(library), node(WIRE, SOURCE)
    library.save_edges(copy, [parent], [edge(copy, parent.key)])
    first = replace(on(copy, parent), parent=End(parent.key, None, "Wire", WIRE)).keyed()
    library.judgements.keep([first])
    source = kept(library, SOURCE)
    (found,) = library.judgements.chain(copy)[2]
    assert found.parent and found.parent.key == source
    ends = library.judgements.edge(edge_key(copy, source))
    assert ends and [n.key for n in ends] == [copy, source] and ends[1].held
    assert library.judgements.edge("edg_" + "a" * 16) is None and library.judgements.node("nod_" + "a" * 16) is None


def test_an_assertion_joins_two_chains(library: Library) -> None:
    copy, source, parent = kept(library), kept(library, SOURCE), node(GAZETTE, OLDER)
    library.save_edges(source, [parent], [edge(source, parent.key)])
    library.judgements.keep([on(copy, SOURCE, "assert")])
    for start in (copy, source, parent.key):
        nodes, edges, found = library.judgements.chain(start)
        assert {n.key for n in nodes} == {copy, source, parent.key} and len(edges) == 1 and len(found) == 1


def test_a_circle_of_assertions_ends(library: Library) -> None:
    copy, source = kept(library), kept(library, SOURCE)
    back = replace(
        on(copy, SOURCE, "assert"),
        subject=edge_key(source, copy),
        child=End(source, SOURCE, "w", WIRE),
        parent=End(copy, COPY, "g", None),
    )
    library.judgements.keep([on(copy, SOURCE, "assert"), back.keyed()])
    assert len(library.judgements.chain(copy)[2]) == 2


def test_a_credit_is_found_by_its_key(library: Library) -> None:
    copy = kept(library)
    credit = library.reading_of(copy).credits[0]
    found = library.judgements.credit(credit.key)
    assert found and (found.article, found.relation, found.quote) == (copy, credit.relation, credit.evidence.quote)
    assert library.judgements.credit("crd_" + "a" * 16) is None
    one = Judgement(
        "", "credit", credit.key, "reject", "n", None, None, "2026-01-01T00:00:00Z", article=copy, quote="q"
    )
    library.judgements.keep([one.keyed()])
    assert [j.quote for j in library.judgements.on_reading(copy)] == ["q"]
    library.forget(copy, "asked to")
    with library._engine.connect() as connection:
        assert connection.execute(text("SELECT quote FROM judgements")).scalars().all() == [None]

"""Conditions of a source held against its copy, by hand."""

from dataclasses import replace

import pytest

from provenance.lineage.chain import declared
from provenance.lineage.conditions import Pair, checks
from provenance.lineage.nodes import article_node
from provenance.records.article import Byline, Credit, Notice, Reading
from provenance.records.document import Document
from provenance.records.lineage import Edge
from tests.report.made import credit, outlet, quoted, reading

WIRE, PAPER = outlet("Northern Wire", "wire.example"), outlet("The Paper", "paper.example")
SOURCE = (
    "Ann Moor of Northern Wire saw the ferry.\nRepublish it, with a link, unaltered, in full. Ask desk@wire.example."
)


def notice(class_: str, *conditions: str) -> Notice:
    return Notice(class_, "Republish it", conditions, None, quoted(SOURCE, "Republish it", "tail"))


def pair(
    *notices: Notice, credits: tuple[Credit, ...] = (), text: str = "The ferry is gone.", status: str = "ok", kind: str = "html", **edge: object
) -> Pair:  # fmt: skip
    source = reading(SOURCE, by=WIRE, url="https://wire.example/1", notices=notices)
    told = credit(quoted("Northern Wire", "Northern Wire", "tail"), WIRE)
    _, edges = declared(
        article_node(reading("Northern Wire", by=PAPER), held=True), reading("Northern Wire", by=PAPER, credits=(told,))
    )
    made: Edge = replace(edges[0], **{"credit": "none", **edge})  # type: ignore[arg-type]
    child = replace(reading(text, by=PAPER, credits=credits), status=status, document=Document(text, "1", kind, ()))  # type: ignore[arg-type]
    return Pair(made, child, source, article_node(source, held=True))


def answers(found: Pair) -> dict[str, str]:
    return {c.condition: c.answer for c in checks(found)}


def named(text: str = "From Northern Wire", url: str | None = None) -> Credit:
    return credit(quoted(text, "Northern Wire", "tail"), WIRE, url=url)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (pair(notice("licence", "attribution")), "not_met"),
        (pair(notice("licence", "attribution"), status="partial"), "cannot_tell"),
        (pair(notice("licence", "attribution"), credit="tag"), "cannot_tell"),
        (pair(notice("licence", "attribution"), credit="byline"), "met"),
        (pair(notice("licence", "attribution"), credits=(named(),)), "met"),
        (
            pair(
                notice("licence", "attribution"), credits=(credit(quoted("By Wire", "Wire", "tail"), outlet("Wire")),)
            ),
            "cannot_tell",
        ),
        (pair(notice("licence", "source")), "not_met"),
    ],
)
def test_naming_the_source(found: Pair, wanted: str) -> None:
    assert answers(found) == {"attribution": wanted}


def test_an_author_whom_the_source_names_too_may_be_the_source_under_another_name() -> None:
    found = pair(notice("licence", "attribution"))
    article = found.child.article
    assert article is not None
    signed = replace(article, bylines=(Byline("Ann Moor", "person", None, quoted("Ann Moor", "Ann Moor", "byline")),))
    assert answers(replace(found, child=replace(found.child, article=signed))) == {"attribution": "cannot_tell"}


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (pair(notice("reuse_with_link")), "not_met"),
        (pair(notice("reuse_with_link"), kind="text"), "cannot_tell"),
        (pair(notice("reuse_with_link"), status="partial"), "cannot_tell"),
        (pair(notice("reuse_with_link"), credits=(named(),)), "not_met"),
        (pair(notice("reuse_with_link"), credits=(named(url="https://wire.example/1"),)), "met"),
        (pair(notice("reuse_with_link"), credit="linked"), "met"),
    ],
)
def test_linking_to_it(found: Pair, wanted: str) -> None:
    assert answers(found) == {"link": wanted}


@pytest.mark.parametrize(
    ("kept", "overlap", "title", "full", "same"),
    [
        (1.0, 1.0, False, "met", "met"),
        (0.95, 1.0, False, "cannot_tell", "cannot_tell"),
        (0.5, 1.0, False, "not_met", "not_met"),
        (1.0, 0.5, False, "met", "not_met"),
        (1.0, 1.0, True, "met", "cannot_tell"),
        (None, None, None, "cannot_tell", "cannot_tell"),
    ],
)
def test_the_text_whole_and_as_it_is(
    kept: float | None, overlap: float | None, title: bool | None, full: str, same: str
) -> None:
    found = pair(notice("licence", "in_full", "unaltered"), kept=kept, overlap=overlap, title_changed=title)
    assert answers(found) == {"in_full": full, "unaltered": same}


def test_what_no_page_shows_cannot_be_told() -> None:
    found = pair(
        notice("cross_posting_permission", "non_commercial", "share_alike", "community_sites", "something_new")
    )
    assert set(answers(found).values()) == {"cannot_tell"} and len(answers(found)) == 4


def test_permission_is_met_only_by_a_line_that_states_it() -> None:
    found = pair(notice("no_republication"), notice("reuse_by_contact", "attribution", "by_contact"))
    assert answers(found) == {"permission": "cannot_tell", "by_contact": "cannot_tell"}
    said = notice("reprinted_with_permission")
    granted = replace(found, child=replace(found.child, notices=(said,)))
    assert set(answers(granted).values()) == {"met"} and all(c.shown == said.evidence for c in checks(granted))


def test_rejected_edges_and_other_notices_state_nothing() -> None:
    assert answers(pair(notice("licence", "attribution"), state="rejected")) == {}
    assert answers(pair(notice("all_rights_reserved", "attribution"), notice("fair_use"))) == {}
    silent: Reading = pair().parent
    assert silent.notices == ()

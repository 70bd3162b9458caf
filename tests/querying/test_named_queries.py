"""Every named query says what it tells, runs on both databases, and counts what was put in."""

from dataclasses import replace
from pathlib import Path

import pytest

from provenance.errors import UnknownNameError, UsageError
from provenance.store.library import Library
from provenance.store.querying.named import named_queries, named_query
from provenance.store.querying.statement import fitted, statement
from tests.querying.test_attacks import ask
from tests.store.stored import GAZETTE, WIRE, capture, edge, node, reading

EXAMPLES = {"collection": "march", "outlet": "", "origin": "northern-wire", "source": "northern-wire"}
SOURCE, COPY = "https://wire.example/ferry", "https://gazette.example/ferry"


@pytest.fixture
def copied(db: str, evidence: str) -> str:
    """A collection of two articles, one of which is a copy of the other."""
    with Library.open(db, evidence) as library:
        library.collection_create("march", "made")
        keys = {}
        for url, outlet in ((SOURCE, WIRE), (COPY, GAZETTE)):
            page = capture(url, url=url)
            keys[url] = str(library.add(reading(page, outlet=outlet), page, collection="march").article)

        made = replace(edge(keys[COPY], keys[SOURCE]), found_by="both", overlap=0.95, kept=0.9, title_changed=True)
        nodes = [node(GAZETTE, COPY, key=keys[COPY]), node(WIRE, SOURCE, key=keys[SOURCE])]
        library.save_edges(keys[COPY], nodes, [made])
    return db


def test_each_runs_and_asks_for_what_it_says(copied: str, tmp_path: Path) -> None:
    told = {}
    for name, query in named_queries().items():
        asked = statement(query.sql)
        assert set(asked.parameters) == {p.name for p in query.parameters}, name
        assert query.tells[0].isupper() and all(p.tells for p in query.parameters)
        values = {p.name: EXAMPLES[p.name] for p in query.parameters}
        found, rows = ask(copied, query.sql, tmp_path, 1000, **values)
        told[name] = [dict(zip(found.columns, row, strict=True)) for row in rows]
    assert told["outlet-diet"] == [
        {"outlet": "harbour-gazette", "origin": "found", "origin_outlet": "northern-wire", "articles": 1, "outlet_articles": 1, "share": 1.0},
        {"outlet": "northern-wire", "origin": "no_other_origin", "origin_outlet": None, "articles": 1, "outlet_articles": 1, "share": 1.0},
    ]  # fmt: skip
    assert told["independent-origins"] == [{"articles": 2, "outlets": 2, "origins_at_most": 1}]
    assert [(r["copies"], r["credited"], r["named"], r["rate"]) for r in told["credit-rates"]] == [(1, 1, 1, 1.0)]
    assert told["headline-change"] == [{"outlet": "harbour-gazette", "copies": 1, "changed": 1, "share": 1.0}]
    dependent = {r["outlet"]: r for r in told["dependence"]}
    assert (
        dependent["harbour-gazette"]["share_of_words"] == pytest.approx(0.95)
        and dependent["harbour-gazette"]["wholly"] == 1
    )
    assert dependent["northern-wire"]["no_source_found"] == 1
    assert [(r["hops"], r["copies"], r["credited_throughout"]) for r in told["credit-survival"]] == [(1, 1, 1)]
    assert [r["outlet"] for r in told["carriers"]] == ["harbour-gazette"] == [r["outlet"] for r in told["copies-of"]]
    assert [r["articles"] for r in told["coverage"]] == [1, 1]
    assert [(r["copies"], r["sources"], r["concentration"]) for r in told["concentration"]] == [(1, 1, None)]


def test_a_name_that_is_none_is_said() -> None:
    with pytest.raises(UnknownNameError, match="outlet-diet"):
        named_query("nothing")


def test_parameters_are_given_or_missed() -> None:
    asked = statement("SELECT :a, :b, ':c', x::text -- :d")
    assert asked.parameters == ("a", "b")
    assert fitted(asked, {"a": "1"}, {"b": ""}) == {"a": "1", "b": ""}
    with pytest.raises(UsageError, match="--param b=VALUE"):
        fitted(asked, {"a": "1"}, {})
    with pytest.raises(UsageError, match="no parameter 'z'"):
        fitted(asked, {"a": "1", "b": "2", "z": ""}, {})

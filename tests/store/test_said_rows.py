"""Statements on both databases: kept with the reading, joined whatever the order, forgotten, made anew."""

import random
from dataclasses import replace

import pytest
from sqlalchemy import text as sql

from provenance.errors import UsageError
from provenance.lineage.said import rebuild_said, settle_said, statements_of, who_said
from provenance.store.library import Library
from tests.store.saying import ORE, add, said_in
from tests.store.stored import capture

LAKE = "We have measured the lake every morning since the spring and the water has fallen by two metres"
PAGES = [
    (1, f'"{ORE}," Irma Holt said.\n"{LAKE}," Jonas Brandt said.', "2015-11-04"),
    (2, f'"{ORE}," Holt said.', "2015-11-05"),
    (
        3,
        '"The mine will close in March and nobody who works there will be left without work," Irma Holt said.',
        "2015-11-06",
    ),
    (4, '"nobody who works in it will be left without a place," the minister said.', "2015-11-07"),
    (5, '"Bread will be cheaper by Easter and everybody who bakes it knows that," Tom Reed said.', "2015-11-08"),
]


def fill(library: Library, order: list[int] | None = None, *, settle: bool = True) -> dict[int, str]:
    return {PAGES[n][0]: add(library, *PAGES[n], settle=settle) for n in order or range(len(PAGES))}


def shape(library: Library) -> list[tuple[object, ...]]:
    """All quotations as they are kept, without row numbers."""
    wanted = "SELECT quotation_key, speaker, first_article_key, position, article_key, relation, attribution, diff FROM who_said"
    with library._engine.connect() as connection:
        return sorted(tuple(map(str, row)) for row in connection.execute(sql(wanted)))


def test_a_reading_comes_back_with_its_statements(library: Library) -> None:
    made, url = said_in(1, PAGES[0][1])
    added = library.add(made, capture(f"1 made {PAGES[0][1]}", url=url))
    assert library.reading_of(added.article or "").statements == made.statements


def test_one_statement_in_four_articles_is_one_quotation(library: Library) -> None:
    keys = fill(library)
    [found] = who_said(library, "the mine will close in March")
    assert found.speaker is not None and found.speaker.name == "Irma Holt"
    assert found.first.article == keys[1] and found.first_by == "time"
    assert [(c.article, c.relation) for c in found.carriers] == [(keys[2], "verbatim"), (keys[3], "altered")]
    assert found.first_basis.startswith("earliest known carrier among 3 held")


def test_only_who_carries_the_words_asked_for_counts(library: Library) -> None:
    keys = fill(library)
    [found] = who_said(library, "left without a place")
    assert {found.first.article, *(c.article for c in found.carriers)} == {keys[1], keys[2], keys[4]}


def test_asked_from_memory(library: Library) -> None:
    fill(library)
    [found] = who_said(library, "The mine closes in March; nobody who works in it is left without any place")
    assert found.text == ORE
    assert who_said(library, "the price of copper in Santiago") == ()


def test_asked_by_key(library: Library) -> None:
    fill(library)
    [found] = who_said(library, "the mine will close in March")
    assert [q.key for q in who_said(library, found.first.statements[0])] == [found.key]
    assert who_said(library, "quo_aaaaaaaaaaaaaaaa") == ()


@pytest.mark.parametrize("words", ["", "  ", "...", "is it the", "a " * 3000])
def test_words_that_ask_for_nothing(library: Library, words: str) -> None:
    fill(library)
    with pytest.raises(UsageError):
        who_said(library, words)


@pytest.mark.parametrize(
    "words", ["'; DROP TABLE statements; --", '"mine" OR NEAR(x)', "%_% mine", "mine*", "\0mine", "\ud800 mine"]
)
def test_words_are_no_commands(library: Library, words: str) -> None:
    fill(library)
    assert isinstance(who_said(library, words), tuple)


def test_statements_of_an_article_in_order(library: Library) -> None:
    keys = fill(library)
    told = statements_of(library, library.find_article(keys[1]))
    assert [s.text for s, _ in told] == [ORE, LAKE]
    assert [len(q.carriers) for _, q in told if q] == [3, 0]


def test_the_order_of_arrival_does_not_show(db: str, evidence: str, tmp_path: object) -> None:
    shapes = []
    for seed in range(3):
        order = list(range(len(PAGES)))
        random.Random(seed).shuffle(order)
        with Library.open(f"{tmp_path}/{seed}.db") as library:
            fill(library, order, settle=bool(seed % 2))
            settle_said(library)
            shapes.append(shape(library))
    assert shapes[0] == shapes[1] == shapes[2] and len(shapes[0]) == 6


def test_made_anew_with_the_same_keys(library: Library) -> None:
    fill(library)
    before = shape(library)
    assert rebuild_said(library) == 6
    assert shape(library) == before
    assert settle_said(library) == 0


def test_the_same_again_changes_nothing(library: Library) -> None:
    fill(library)
    before = shape(library)
    add(library, *PAGES[1])
    assert shape(library) == before


def test_what_is_forgotten_holds_nothing_together(library: Library) -> None:
    whole = "The dam was inspected twice this year and found sound. The second inspection left out the northern intake of the lake"
    long = add(library, 1, f'"{whole}," Irma Holt said.')
    first = add(library, 2, '"The dam was inspected twice this year and found sound," Irma Holt said.')
    second = add(library, 3, '"The second inspection left out the northern intake of the lake," Irma Holt said.')
    assert {row[4] for row in shape(library) if row[0] == shape(library)[0][0]} == {long, first, second}
    library.forget(long, "asked")
    settle_said(library)
    assert len({row[0] for row in shape(library)}) == 2
    assert [q.first.article for q in who_said(library, "the dam was inspected twice")] == [first]
    with library._engine.connect() as connection:
        for table, column in (("statements", "text"), ("quotations", "text"), ("quotation_carriers", "text")):
            left = connection.execute(
                sql(f"SELECT count(*) FROM {table} WHERE {column} LIKE '%sound. The second%'")
            ).scalar()
            assert left == 0, table
        assert connection.execute(sql("SELECT count(*) FROM statement_pairs WHERE statement_id NOT IN (SELECT id FROM statements)")).scalar() == 0  # fmt: skip


def test_a_newer_reading_replaces_the_statements(library: Library) -> None:
    made, url = said_in(1, PAGES[0][1])
    page = capture(f"1 made {PAGES[0][1]}", url=url)
    library.add(made, page)
    settle_said(library)
    library.add(replace(made, key="rdg_aaaaaaaaaaaaaaaa", statements=(made.statements or ())[1:]), page)
    settle_said(library)
    assert who_said(library, "the mine will close in March") == ()
    assert len(who_said(library, "the lake every morning")) == 1


def test_words_without_an_attribution_are_told_apart(library: Library) -> None:
    fill(library)
    bare = add(library, 6, f"{ORE}, it was heard at the gate.", "2015-11-09")
    [found] = who_said(library, "the mine will close in March and nobody who works in it")
    assert [(c.article, c.attribution) for c in found.unattributed] == [(bare, "dropped")]


def test_what_is_kept_of_statements_is_checked(library: Library) -> None:
    fill(library)
    assert library.verify() == ()
    with library._engine.begin() as connection:
        connection.execute(sql("UPDATE texts SET text = replace(text, 'March', 'April')"))
        connection.execute(sql("DELETE FROM search_tokens_said"))
    found = library.verify()
    assert any(f.kind == "quote" and "mine will close" in f.detail for f in found)
    assert ("search", "search_tokens_said") in {(f.kind, f.subject) for f in found}

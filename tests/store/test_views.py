"""The views against Python on made lineages: circles, rejected and asserted edges, pages found later, rivals."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Literal

import pytest
from sqlalchemy import text

from provenance.lineage.judgements import end_of, judged
from provenance.measure.credit import credit_rate
from provenance.measure.diet import diet
from provenance.records.counted import Copy
from provenance.records.judgement import End, Judgement, outlet_key
from provenance.records.keys import edge_key
from provenance.records.lineage import Edge, Node
from provenance.records.outlet import OutletRef
from provenance.reporting.gathering import Asked, Gathered, gather
from provenance.store.library import Library
from tests.store.saying import ORE, said_in
from tests.store.stored import GAZETTE, WIRE, capture, edge, node, reading

State = Literal["declared", "matched", "rejected"]
POST = OutletRef("island-post", "Island Post", "post.example", False)
OUTLETS = (GAZETTE, WIRE, POST)
RELATIONS = ("republished_from", "wire", "copied_from", "excerpted_from", "contributed", "co_published")
STATES: tuple[State, ...] = ("declared", "matched", "rejected")
DECISIONS = ("reject", "confirm", "assert")
ROUNDS = 12


def rows(library: Library, sql: str, **words: object) -> list[dict[str, Any]]:
    with library._engine.connect() as connection:
        return [dict(row) for row in connection.execute(text(sql), words).mappings()]


class World:
    """Seven held articles, four pages nobody holds, and each round other edges and judgements between them."""

    def __init__(self, library: Library) -> None:
        self.library = library
        library.collection_create("all", "made")
        urls = [f"https://{OUTLETS[n % 3].domain}/{n}" for n in range(7)]
        self.held: list[Node] = []
        for n, url in enumerate(urls):
            page = capture(url, url=url)
            added = library.add(reading(page, outlet=OUTLETS[n % 3]), page, collection="all" if n else None)
            assert added.article
            self.held.append(node(OUTLETS[n % 3], url, key=added.article))
        # Pages known from credits; the last turns out to be a held one.
        self.others = [node(OUTLETS[n % 3], f"https://{OUTLETS[n % 3].domain}/else/{n}") for n in range(3)]
        self.others.append(node(POST, urls[3]))

    def deal(self, dice: random.Random, states: Sequence[State] = STATES, decisions: Sequence[str] = DECISIONS) -> None:
        for one in self.held:
            parents = dice.sample([*self.held, *self.others], dice.choice((0, 1, 1, 2)))
            made = [self._edge(dice, one, p, states) for p in parents if p.key != one.key]
            if dice.random() < 0.3 and made:  # an article tells of a further step too
                above = dice.choice(self.others)
                if above.key != made[0].parent:
                    made.append(replace(self._edge(dice, one, above, states), child=made[0].parent))
                    made[-1] = replace(made[-1], key=edge_key(made[-1].child, above.key))
            nodes = {n.key: n for n in (*self.held, *self.others) if any(n.key in (e.child, e.parent) for e in made)}
            self.library.save_edges(one.key, list(nodes.values()), made)
        self._judge(dice, decisions)

    def _edge(self, dice: random.Random, child: Node, parent: Node, states: Sequence[State]) -> Edge:
        return replace(
            edge(child.key, parent.key),
            relation=dice.choice(RELATIONS), state=dice.choice(states),
            confidence=dice.choice((0.5, 0.7, 0.75, 0.99)), found_by=dice.choice(("credit", "text", "both")),
            credit=dice.choice(("linked", "named", "byline", "tag", "none")),
        )  # fmt: skip

    def _judge(self, dice: random.Random, decisions: Sequence[str]) -> None:
        judgements = self.library.judgements
        stands = [j for j in judgements.listed() if j.stands]
        judgements.keep(replace(j, withdrawn_at="2026-03-01T00:00:00Z") for j in stands)
        made = []
        for n in range(dice.randrange(5) if decisions else 0):
            decision = dice.choice(decisions)
            child, parent = dice.sample(self.held, 2) if decision == "assert" else self._ends(dice)
            value = "wire" if decision == "assert" else None
            at = f"2026-02-0{n + 1}T00:00:{dice.randrange(10, 60)}Z"
            subject, note = edge_key(child.key, parent.key), str(dice.random())
            ends = end_of(child), end_of(parent)
            made.append(Judgement("", "edge", subject, decision, note, "Ann", None, at, value, *ends).keyed())  # type: ignore[arg-type]
        judgements.keep(made)

    def _ends(self, dice: random.Random) -> tuple[Node, Node]:
        nodes = {n.key: n for n in (*self.held, *self.others)}
        edges = [e for one in self.held for e in self.library.chain_rows(one.key)[1]]
        chosen = dice.choice(edges) if edges else edge(self.held[0].key, self.held[1].key)
        return nodes[chosen.child], nodes[chosen.parent]

    def edges(self) -> dict[tuple[str, str], Edge]:
        """What lineage says, chain by chain."""
        found: dict[tuple[str, str], Edge] = {}
        for one in self.held:
            _, edges = judged(*self.library.judgements.chain(one.key))
            # A node that turned out to be the copy itself is no source of it.
            found |= {(e.child, e.parent): e for e in edges if e.state != "rejected" and e.child != e.parent}
        return found

    def outlet(self, key: str) -> str | None:
        outlet = next(n.outlet for n in (*self.held, *self.others) if n.key == key)
        return outlet.slug if outlet else None


@pytest.fixture
def world(library: Library) -> Iterator[World]:
    yield World(library)


def test_copies_are_what_lineage_says(world: World) -> None:
    for seed in range(ROUNDS):
        world.deal(random.Random(seed))
        assert_copies(world, world.edges())


def test_rates_are_what_the_measures_say(world: World) -> None:
    """Sources, ends of chains, diet and credit against `measure`, which reads the tables itself."""
    for seed in range(ROUNDS):
        world.deal(random.Random(seed), STATES[:2], DECISIONS[:2])
        with world.library.measuring() as held:
            found = gather(held, Asked("all", least=1))
            everywhere = gather(held, Asked(None, least=1))
        copies = {c.article.key: c for c in everywhere.copies}
        assert_sources(world, copies)
        assert_diet(world, found)
        assert_credit(world, found)


def assert_copies(world: World, edges: Mapping[tuple[str, str], Edge]) -> None:
    names = ("relation", "state", "confidence", "found_by", "credit")
    found = {(r["child_key"], r["parent_key"]): r for r in rows(world.library, "SELECT * FROM copies")}
    assert found.keys() == edges.keys()
    for pair, row in found.items():
        one = edges[pair]
        assert [row[n] for n in names] == [getattr(one, n) for n in names]
        extent = "beside" if one.relation in RELATIONS[4:] else "passage" if one.relation == RELATIONS[3] else "whole"
        assert bool(row["reviewed"]) == one.reviewed and row["extent"] == extent
        assert [row["child_outlet"], row["parent_outlet"]] == [world.outlet(k) for k in pair]
        for end in ("child", "parent"):
            assert (row[f"{end}_id"] is None) == row[f"{end}_key"].startswith("nod_")


def assert_sources(world: World, copies: Mapping[str, Copy]) -> None:
    names = {n.key for n in world.held}
    sources = {r["child_key"]: r for r in rows(world.library, "SELECT * FROM main_sources") if r["child_key"] in names}
    assert {k: r["parent_key"] for k, r in sources.items()} == {k: c.arrow.parent for k, c in copies.items()}
    roots = {r["article_key"]: r for r in rows(world.library, "SELECT * FROM roots")}
    assert roots.keys() == copies.keys()
    for key, copy in copies.items():
        row = roots[key]
        assert row["root_key"] == (copy.root.key if copy.root else None), (key, row)
        assert (row["root_outlet"] or "") == (copy.root.outlet if copy.root else "")
        assert (row["ended"] == "found") == (copy.root is not None) and row["extent"] == (
            "whole" if copy.whole else "passage"
        )
        if copy.root:
            assert (row["hops"], bool(row["credited"])) == (copy.hops, copy.named)
            assert row["confidence"] == pytest.approx(copy.chance)


def assert_diet(world: World, gathered: Gathered, outlets: Sequence[OutletRef] = OUTLETS) -> None:
    found = rows(world.library, "SELECT * FROM outlet_diet WHERE collection = 'all'")
    for outlet in outlets:
        sums = gathered.of(outlet.slug)
        assert sums is not None
        mine = [c for c in gathered.copies if c.article.outlet == outlet.slug]
        expected = {s.origin: (s.share.part, s.share.value) for s in diet(mine, sums.articles, gathered.rules)}
        told = [r for r in found if r["outlet"] == outlet.slug]
        assert {r["outlet_articles"] for r in told} == {sums.articles}
        got = {r["origin_outlet"] or r["origin"]: (r["articles"], r["share"]) for r in told}
        assert got == {k: (part, pytest.approx(value)) for k, (part, value) in expected.items() if part}


def assert_credit(world: World, gathered: Gathered) -> None:
    found = {r["outlet"]: r for r in rows(world.library, "SELECT * FROM credit_rates WHERE collection = 'all'")}
    names = {"linked": "linked", "named": "named", "byline": "byline", "tag": "tag", "none": "uncredited"}
    for outlet in OUTLETS:
        rate = credit_rate([c for c in gathered.copies if c.article.outlet == outlet.slug], gathered.rules)
        row = found.pop(outlet.slug, None)
        assert (row["copies"] if row else 0) == rate.copies
        if row:
            assert row["rate"] == pytest.approx(rate.credited.value) and row["credited"] == rate.credited.part
            assert {s: row[names[s]] for s, _, _ in rate.ladder} == {s: share.part for s, share, _ in rate.ladder}
    assert not found


def test_outlets_that_people_say_are_one_count_as_one(world: World) -> None:
    """In views, kept rows and measures alike; and as two again once that is withdrawn."""
    library = world.library
    world.deal(random.Random(5), STATES[:2], ())
    before = outlets_told(library)
    child, parent = (End(outlet_key(o.slug), None, o.name, o) for o in (POST, GAZETTE))
    one = Judgement(
        "",
        "outlet",
        outlet_key(POST.slug),
        "confirm",
        "one paper",
        "Ann",
        None,
        "2026-02-01T00:00:00Z",
        None,
        child,
        parent,
    ).keyed()
    library.judgements.keep([one])
    told = outlets_told(library)
    assert all(
        POST.slug in before[name] and POST.slug not in told[name] and GAZETTE.slug in told[name] for name in told
    )
    with library.measuring() as held:
        found = gather(held, Asked("all", least=1))
        assert held.outlet(POST.slug).slug == GAZETTE.slug
        mine = held.copying(found.scope, GAZETTE.slug)
    assert {s.outlet: s.articles for s in found.sums} == {GAZETTE.slug: 4, WIRE.slug: 2}
    assert mine == {c.article.key for c in found.copies if c.article.outlet == GAZETTE.slug}
    assert_diet(world, found, (GAZETTE, WIRE))
    library.judgements.keep([replace(one, withdrawn_at="2026-03-01T00:00:00Z")])
    assert outlets_told(library) == before


def outlets_told(library: Library) -> dict[str, set[str]]:
    """The outlets that views and kept rows name, by where."""
    asked = {
        "collected": "SELECT outlet FROM collected", "outlet_diet": "SELECT outlet FROM outlet_diet",
        "copies": "SELECT child_outlet FROM copies UNION SELECT parent_outlet FROM copies",
        "main_sources": "SELECT child_outlet FROM main_sources UNION SELECT parent_outlet FROM main_sources",
        "roots": "SELECT o.slug FROM roots r JOIN outlets o ON o.id = r.outlet_id UNION SELECT root_outlet FROM roots",
    }  # fmt: skip
    return {name: {str(v) for row in rows(library, sql) for v in row.values()} for name, sql in asked.items()}


def test_a_long_chain_ends_and_says_so(library: Library) -> None:
    page = capture("long", url="https://gazette.example/long")
    start = library.add(reading(page), page).article
    assert start
    chain = [start, *(node(WIRE, f"https://wire.example/{n}").key for n in range(60))]
    library.save_edges(start, [], [edge(a, b) for a, b in pairwise(chain)])
    [root] = rows(library, "SELECT * FROM roots")
    assert (root["ended"], root["hops"], root["root_key"]) == ("too_far", 50, None)
    assert max(r["hops"] for r in rows(library, "SELECT hops FROM chains")) == 50


def test_voices_count_statements_and_words(library: Library) -> None:
    library.collection_create("all", "made")
    made, url = said_in(1, f'"{ORE}," Irma Holt said.\n"{ORE} again," Irma Holt said.\n"{ORE}," the minister said.')
    library.add(made, capture("said", url=url), collection="all")
    found = rows(
        library,
        "SELECT name AS speaker, statements, articles, words FROM voices WHERE collection = 'all' ORDER BY words",
    )
    assert found == [
        {"speaker": None, "statements": 1, "articles": 1, "words": 18},
        {"speaker": "Irma Holt", "statements": 2, "articles": 1, "words": 37},
    ]

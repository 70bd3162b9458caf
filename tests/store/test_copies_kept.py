"""After anything that happens, the kept rows of `copies` and `roots` are what making all of them anew gives."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Connection, text

from provenance.lineage.judgements import end_of
from provenance.records.judgement import Judgement, outlet_key
from provenance.records.keys import edge_key
from provenance.records.lineage import Edge, Node
from provenance.store.counted import refreshing
from provenance.store.library import Library
from tests.store.stored import GAZETTE, WIRE, capture, edge, node, reading
from tests.store.test_views import DECISIONS, OUTLETS, POST, RELATIONS, STATES

STEPS, SEEDS = 30, 4
SEEN_LATER = 4


class Happenings:
    """A small library in which one thing after another happens, drawn by dice: pages come, are read again and forgotten,
    edges are derived, and people judge edges and outlets and take it back."""

    def __init__(self, library: Library, seed: int) -> None:
        self.library, self.dice = library, random.Random(seed)
        self.urls = [f"https://{OUTLETS[n % 3].domain}/{n}" for n in range(7 + SEEN_LATER)]
        self.held: dict[str, Node] = {}
        for url in self.urls[:7]:
            self._add(url)
        # Known from credits: some turn out to be pages that come later, some never come.
        self.others = [node(OUTLETS[n % 3], url) for n, url in enumerate(self.urls[5:])]
        self.others += [node(POST, f"https://post.example/else/{n}") for n in range(2)]
        self.count = 0
        for _ in range(6):
            self.derive()

    def _add(self, url: str) -> None:
        page = capture(f"{url} {self.dice.random()}", url=url)
        outlet = self.dice.choice(OUTLETS)
        added = self.library.add(reading(page, outlet=outlet), page)
        if added.article:
            self.held[url] = node(outlet, url, key=added.article)

    def step(self) -> str:
        chosen: Callable[[], None] = self.dice.choices(
            (self.derive, self.judge, self.withdraw, self.come, self.forget, self.merge, self.join),
            (8, 4, 2, 3, 1, 2, 1),
        )[0]
        chosen()
        return chosen.__name__

    def come(self) -> None:
        """A page that was not held, or one that is read anew as another outlet's."""
        self._add(self.dice.choice(self.urls))

    def forget(self) -> None:
        if len(self.held) > 4:
            url = self.dice.choice(sorted(self.held))
            self.library.forget(self.held.pop(url).key, "asked to")
            self.urls.remove(url)

    def derive(self) -> None:
        one = self.held[self.dice.choice(sorted(self.held))]
        every = {n.key: n for n in (*self.held.values(), *self.others)}
        parents = self.dice.sample(sorted(every), self.dice.choice((0, 1, 2, 3)))
        made = [self._edge(one.key, key) for key in parents if key != one.key]
        if made and self.dice.random() < 0.3:  # an article tells of a further step too
            above = self.dice.choice(self.others)
            if above.key != made[0].parent:
                made.append(self._edge(made[0].parent, above.key))
        nodes = [n for n in every.values() if any(n.key in (e.child, e.parent) for e in made)]
        self.library.save_edges(one.key, nodes, made)

    def _edge(self, child: str, parent: str) -> Edge:
        dice = self.dice
        return replace(
            edge(child, parent), relation=dice.choice(RELATIONS), state=dice.choice(STATES),
            confidence=dice.choice((0.5, 0.7, 0.75, 0.99)), found_by=dice.choice(("credit", "text", "both")),
            credit=dice.choice(("linked", "named", "none")), credit_outlet=dice.choice((None, WIRE, GAZETTE)),
        )  # fmt: skip

    def judge(self) -> None:
        child, parent = self.dice.sample([*self.held.values(), *self.others], 2)
        decision = self.dice.choice(DECISIONS)
        value = "wire" if decision == "assert" else None
        ends = end_of(child), end_of(parent)
        self._say("edge", edge_key(ends[0].key, ends[1].key), decision, value, *ends)

    def merge(self) -> None:
        one, other = self.dice.sample(OUTLETS, 2)
        ends = (replace(end_of(node(o, None)), key=outlet_key(o.slug)) for o in (one, other))
        self._say("outlet", outlet_key(one.slug), self.dice.choice(("confirm", "reject")), None, *ends)

    def _say(self, *said: object) -> None:
        self.count += 1
        kind, subject, decision, value, child, parent = said
        at = f"2026-02-01T{self.count // 3600:02}:{self.count // 60 % 60:02}:{self.count % 60:02}Z"
        one = Judgement("", kind, subject, decision, "seen", "Ann", None, at, value, child, parent)  # type: ignore[arg-type]
        self.library.judgements.keep([one.keyed()])

    def withdraw(self) -> None:
        stands = [one for one in self.library.judgements.listed() if one.stands]
        if stands:
            gone = replace(self.dice.choice(stands), withdrawn_at="2026-03-01T00:00:00Z")
            self.library.judgements.keep([gone])

    def join(self) -> None:
        """An address led to another page."""
        one = self.dice.choice(sorted(self.held))
        self.library.join(self.dice.choice(self.others).key, self.held[one].key, "redirect")


def rows(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    orders = {"copies": "child_key, parent_key", "roots": "article_key"}
    return {
        name: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {name} ORDER BY {order}"))]
        for name, order in orders.items()
    }


@pytest.fixture(params=range(SEEDS))
def happenings(library: Library, request: pytest.FixtureRequest) -> Iterator[Happenings]:
    yield Happenings(library, request.param)


def test_kept_rows_are_those_made_anew(happenings: Happenings) -> None:
    done: list[str] = []
    seen = [0, 0]
    for _ in range(STEPS):
        done.append(happenings.step())
        with happenings.library._engine.connect() as connection:
            connection.execution_options(writes=True)
            with connection.begin() as transaction:
                kept = rows(connection)
                refreshing.rebuild(connection)
                assert kept == rows(connection), done
                transaction.rollback()
        seen = [most + len(made) for most, made in zip(seen, kept.values(), strict=True)]
    assert min(seen) > STEPS, "next to nothing happened"

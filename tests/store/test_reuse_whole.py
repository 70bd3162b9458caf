"""Linking as a whole, on both databases: in bulk, by two writers at once, in crowds, from one version to the next."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import numpy as np
import pytest
from sqlalchemy import text as sql

from provenance import words
from provenance.lineage.bulk import settle_in_bulk
from provenance.lineage.settle import index_pending, settle
from provenance.records.lineage import Match
from provenance.records.outlet import OutletRef
from provenance.store.library import Library
from provenance.store.reuse.library import Reuse
from tests.store.stored import capture, reading

Page = tuple[str, int, str]
NAMES = ["amber", "birch", "cedar", "delta", "ember", "frost"]
FOOTER = "Write to the desk of this paper if you have seen something we should know about and want to tell"


def prose(seed: int, words: int = 120) -> str:
    rnd = random.Random(seed)
    return " ".join(f"{rnd.choice(NAMES)}{rnd.randrange(90)}" for _ in range(words))  # fmt: skip


def paper(n: int) -> OutletRef:
    return OutletRef(f"paper-{n}", f"Paper {n}", f"paper{n}.example", True)


def pages() -> list[Page]:
    """Eight stories of one paper with its footer, copies and excerpts elsewhere, twins, a stranger with the footer."""
    made = [(f"own{n}", 0, f"{prose(n)}\n{FOOTER}") for n in range(8)]
    made += [(f"copy{n}", n + 1, f"{prose(100 + n, 30)}\n{prose(n)}") for n in range(4)]
    made += [(f"part{n}", n + 20, f"{prose(200 + n)}\n{' '.join(prose(n).split()[:70])}") for n in range(4)]
    made += [(f"twin{n}", n + 40, prose(7)) for n in range(3)]
    return [*made, ("stranger", 60, f"{prose(77)}\n{FOOTER}")]


def add(library: Library, name: str, outlet: int, text: str, day: str = "2015-11-04") -> str:
    page = capture(f"{name} {text}", url=f"https://paper{outlet}.example/{name}", id=name)
    made = reading(page, text, outlet=paper(outlet), day=day)
    added = library.add(made, page)
    assert added.article is not None
    return added.article


def told(matches: list[Match]) -> list[tuple[object, ...]]:
    return sorted((m.a, m.b, m.kind, m.words, m.longest_run, m.cover_a, m.cover_b, m.spans) for m in matches)


def seen(library: Library) -> list[tuple[object, ...]]:
    return told(list(library.reuse.matches()))


def settled(db: str, evidence: str, listed: list[Page]) -> list[tuple[object, ...]]:
    with Library.open(db, evidence) as library:
        for page in listed:
            add(library, *page)
        settle(library.reuse)
        return seen(library)


@pytest.fixture
def right(tmp_path: object) -> list[tuple[object, ...]]:
    """What linking the pages one by one gives."""
    found = settled(f"{tmp_path}/right.db", f"{tmp_path}/right", pages())
    kinds = Counter(row[2] for row in found)
    # Own, copy, and part of the same story: 4 x (copy, excerpt, excerpt); own7 and its twins: 6.
    assert kinds == {"copy": 10, "excerpt": 8}
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_bulk_gives_the_same_pairs(db: str, evidence: str, right: list[tuple[object, ...]], seed: int) -> None:
    listed = pages()
    random.Random(seed).shuffle(listed)
    with Library.open(db, evidence) as library:
        for n, page in enumerate(listed):
            add(library, *page)
            if n == 9 * (seed - 1):
                settle(library.reuse)
        assert settle_in_bulk(library.reuse) > 0
        assert seen(library) == right
        assert settle_in_bulk(library.reuse) == 0 and settle(library.reuse) == 0 and seen(library) == right


def test_two_writers_never_miss_each_other(db: str, evidence: str, right: list[tuple[object, ...]]) -> None:
    listed = pages()
    random.Random(5).shuffle(listed)
    Library.open(db, evidence).close()

    def write(part: int) -> None:
        with Library.open(db, evidence) as library:
            for n, page in enumerate(listed[part::2]):
                add(library, *page)
                if n % 3 == part:
                    (settle, settle_in_bulk)[part](library.reuse)
            settle(library.reuse)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, range(2)))
    with Library.open(db, evidence) as library:
        settle(library.reuse)
        assert seen(library) == right


@pytest.mark.parametrize("bulk", [False, True])
def test_a_crowd_is_looked_up_by_its_earliest(
    sqlite_db: str, evidence: str, monkeypatch: pytest.MonkeyPatch, bulk: bool
) -> None:
    most = 5
    monkeypatch.setattr("provenance.store.reuse.crowds.MOST", most)
    shared = prose(1, 60)
    listed = [(f"p{n:02}", n, f"{prose(100 + n)}\n{shared}", f"2015-01-{n + 1:02}") for n in range(12)]
    random.Random(3).shuffle(listed)
    with Library.open(sqlite_db, evidence) as library:
        for n, page in enumerate(listed):
            add(library, *page)
            if not bulk and n % 4 == 0:
                settle(library.reuse)
        (settle_in_bulk if bulk else settle)(library.reuse)
        found = {frozenset((str(m.a_id), str(m.b_id))) for m in library.reuse.matches()}
    names = [f"p{n:02}" for n in range(12)]
    assert found == {frozenset(p) for p in combinations(names, 2) if min(p) < f"p{most:02}"}


def earlier_rule(monkeypatch: pytest.MonkeyPatch, seed: int = 77) -> None:
    """Let words and fingerprints be numbered as by another version of the rule."""
    monkeypatch.setattr(words, "_SEED", seed)
    monkeypatch.setattr(words, "_kinds", np.zeros_like(words._kinds))
    monkeypatch.setattr(words, "_values", np.zeros_like(words._values))


def test_a_new_version_takes_over_when_it_is_whole(
    db: str, evidence: str, right: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(db, evidence) as library, monkeypatch.context() as older:
        earlier_rule(older)
        before = Reuse(library._engine, library.reuse._write, version="0")
        for page in pages()[:-2]:
            add(library, *page)
        settle(before)
        assert len(seen(library)) == 15
    with Library.open(db, evidence) as library:
        index_pending(library.reuse)
        assert library.reuse.active() == "0" and len(list(library.reuse.matches())) == 15
        for page in pages()[-2:]:
            add(library, *page)
        settle(library.reuse)
        assert library.reuse.active() == words.VERSION and seen(library) == right
        assert rows(library, "SELECT DISTINCT version FROM text_classes") == [(words.VERSION,)]
        assert rows(library, ORPHANS) == [(0,)]


ORPHANS = "SELECT count(*) FROM fingerprints WHERE class_id NOT IN (SELECT id FROM text_classes)"


def rows(library: Library, wanted: str) -> list[tuple[object, ...]]:
    with library._engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sql(wanted))]


def test_forgetting_leaves_no_fingerprint_of_an_earlier_version(
    db: str, evidence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(db, evidence) as library:
        with monkeypatch.context() as older:
            earlier_rule(older)
            keys = [add(library, *page) for page in pages()]
            settle(Reuse(library._engine, library.reuse._write, version="0"))
        for key in keys:
            library.forget(key, "asked to")
        assert rows(library, "SELECT count(*) FROM fingerprints") == [(0,)]

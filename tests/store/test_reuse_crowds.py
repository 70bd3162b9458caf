"""One text at very many places: who is paired with whom, what is nearest, and how many there are, on both databases."""

import random
from itertools import combinations

import pytest

from provenance.lineage.settle import settle
from provenance.store.library import Library
from tests.store.test_reuse_whole import add, prose

NAMES = [f"p{n}" for n in range(9)]
CLAIMS = ("copy", "excerpt")


@pytest.fixture
def keys(library: Library, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Nine papers with one text, a day after another, come in any order; the first of them has an excerpt elsewhere."""
    monkeypatch.setattr("provenance.store.reuse.members.SHOWN", 5)
    monkeypatch.setattr("provenance.store.reuse.members.FIRST", 2)
    listed = list(enumerate(NAMES))
    random.Random(4).shuffle(listed)
    found = {name: add(library, name, n, prose(1), f"2015-01-{n + 1:02}") for n, name in listed}
    part = f"{prose(50)}\n{' '.join(prose(1).split()[:70])}"
    found["part"] = add(library, "part", 30, part, "2015-03-01")
    settle(library.reuse)
    return found


def test_late_twins_are_paired_with_the_first_alone(library: Library, keys: dict[str, str]) -> None:
    found = {frozenset((str(m.a_id), str(m.b_id))) for m in library.reuse.matches()}
    twins = {frozenset(p) for p in combinations(NAMES, 2) if max(p) < "p5" or min(p) < "p2"}
    assert found == twins | {frozenset(("part", name)) for name in NAMES[:5]}
    for name, key in keys.items():
        mine = {frozenset((str(m.a_id), str(m.b_id))) for m in library.reuse.matches_of(key)}
        assert mine == {pair for pair in found if name in pair}, name


def test_all_twins_count(library: Library, keys: dict[str, str]) -> None:
    assert library.reuse.carried(keys["p0"], CLAIMS) == (9, 9)
    assert library.reuse.carried(keys["p8"], CLAIMS) == (9, 9)
    assert library.reuse.carried(keys["p8"], ("excerpt",)) == (1, 1)
    assert library.reuse.carried(keys["part"], CLAIMS) == (9, 9)
    assert library.reuse.carried("art_unknown", CLAIMS) == (0, 0)


def test_the_nearest_are_those_asked_for_then_the_earliest(library: Library, keys: dict[str, str]) -> None:
    def near(name: str, most: int, *outlets: str) -> list[str]:
        found = library.reuse.nearest(keys[name], CLAIMS, most, outlets)
        return [str(m.b_id if m.a == keys[name] else m.a_id) for m in found]

    assert near("p1", 3) == ["p0", "p2", "p3"]
    assert near("p1", 3, "paper-7") == ["p7", "p0", "p2"]
    assert near("p8", 3) == ["p0", "p1"]
    assert near("part", 2) == ["p0", "p1"]

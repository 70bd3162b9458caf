"""The join in bulk gives for every class what looking it up would: tried against a plain count."""

import sys
from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import ProvenanceError
from provenance.lineage.bulk import found_in, with_duckdb
from provenance.store.reuse.crowds import MOST
from provenance.store.reuse.dumping import Classes, Rows

Prints = dict[int, set[int]]


def classes_of(numbers: list[int], fresh: set[int]) -> Classes:
    return Classes(np.array(numbers, np.int64), np.array([n in fresh for n in numbers], bool), np.zeros(len(numbers), np.int64))  # fmt: skip


def rows_of(prints: Prints, piece: int) -> list[Rows]:
    rows = sorted((h, n) for n, hashes in prints.items() for h in hashes)
    made = np.array(rows, np.int64).reshape(-1, 2)
    return [(made[i : i + piece, 0], made[i : i + piece, 1]) for i in range(0, len(made), piece)]


def counted(prints: Prints, ranked: list[int], most: int = MOST) -> dict[int, set[int]]:
    holders: dict[int, list[int]] = defaultdict(list)
    for number in ranked:
        for h in prints.get(number, ()):
            holders[h].append(number)
    common: Counter[tuple[int, int]] = Counter()
    for listed in holders.values():
        early = listed if len(listed) <= most else listed[:most]
        common.update({(a, b) if a < b else (b, a) for a in early for b in listed if a != b})
    found: dict[int, set[int]] = {n: set() for n in ranked}
    for (a, b), times in common.items():
        if times >= 2:
            found[a].add(b)
            found[b].add(a)
    return found


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(st.integers(1, 12), st.sets(st.integers(-6, 6), max_size=6), max_size=12),
    st.sets(st.integers(1, 12)),
    st.integers(1, 5),
    st.randoms(use_true_random=False),
)
def test_the_same_candidates_as_counting(prints: Prints, fresh: set[int], piece: int, rnd: object) -> None:
    ranked = sorted(prints)
    rnd.shuffle(ranked)  # type: ignore[attr-defined]
    found = {one.id: set(one.others) for one in found_in(classes_of(ranked, fresh), rows_of(prints, piece))}
    right = counted(prints, ranked)
    assert found == {n: right[n] for n in ranked if n in fresh}


def test_of_a_crowd_only_the_earliest_are_looked_up() -> None:
    ranked = list(range(400, 0, -1))
    prints = {n: {1, 2, 1000 + n} for n in ranked}
    found = {one.id: set(one.others) for one in found_in(classes_of(ranked, set(ranked)), rows_of(prints, 100))}
    assert found == counted(prints, ranked)
    assert len(found[400]) == 399 and len(found[1]) == MOST


def test_classes_that_share_nothing_are_told_of_too() -> None:
    found = list(found_in(classes_of([5, 3], {5, 3}), rows_of({5: {1}, 3: set()}, 10)))
    assert [(one.id, one.others) for one in found] == [(3, frozenset()), (5, frozenset())]


def test_without_duckdb_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(ProvenanceError, match=r"news-provenance\[bulk\]"):
        with_duckdb()

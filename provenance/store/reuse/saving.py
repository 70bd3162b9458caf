"""Keeping what comparing classes gave: unordered pairs, each once, whoever finds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from provenance.records.lineage import MatchKind
from provenance.store.keeping.inserting import batches
from provenance.store.reuse.candidates import Question
from provenance.store.reuse.rows import one_at_a_time
from provenance.store.schema.tables import MATCHES, TEXT_CLASSES

Pair = tuple[int, int]
"""Two classes, the smaller number first."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What two classes share; `spans` are runs of words (first in a, first in b, how many)."""

    a: int
    b: int
    kind: MatchKind
    words: int
    longest_run: int
    cover_a: float
    cover_b: float
    spans: tuple[tuple[int, int, int], ...]


def save(
    connection: Connection, asked: Sequence[Question], touched: Mapping[int, int], compared: Iterable[Pair], found: Sequence[Shared]
) -> None:  # fmt: skip
    """Keep what the comparisons gave, drop what is no match any more, and mark the classes as linked.

    `touched` tells how often each class had been touched when its text was read. One touched since,
    or gone and its number given to another, stays unlinked, and nothing is said of it here: linking it
    finds its pairs.
    """
    one_at_a_time(connection)
    same = _untouched(connection, touched)
    stale = {_pair(q.id, n) for q in asked if q.id in same for n in q.matched - q.candidates}
    for a, b in sorted({pair for pair in compared if same.issuperset(pair)} | stale):
        connection.execute(delete(MATCHES).where(MATCHES.c.a_class == a, MATCHES.c.b_class == b))
    rows = [_row(one) for one in found if one.a in same and one.b in same]
    if rows:
        connection.execute(insert(MATCHES), rows)
    linked = sorted(q.id for q in asked if q.id in same)
    for some in batches(linked):
        connection.execute(update(TEXT_CLASSES).where(TEXT_CLASSES.c.id.in_(some)).values(linked=True))


def _pair(one: int, other: int) -> Pair:
    return min(one, other), max(one, other)


def _row(one: Shared) -> dict[str, object]:
    return {
        "a_class": one.a, "b_class": one.b, "kind": one.kind, "words": one.words, "longest_run": one.longest_run,
        "cover_a": one.cover_a, "cover_b": one.cover_b, "spans": [list(span) for span in one.spans],
    }  # fmt: skip


def _untouched(connection: Connection, touched: Mapping[int, int]) -> set[int]:
    c = TEXT_CLASSES.c
    found: set[int] = set()
    for some in batches(sorted(touched)):
        rows = connection.execute(select(c.id, c.touched).where(c.id.in_(some)))
        found.update(row.id for row in rows if row.touched == touched[row.id])
    return found

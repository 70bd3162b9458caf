"""Keeping what comparing classes gave: unordered pairs, each once, whoever finds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def save(connection: Connection, asked: Sequence[Question], compared: Iterable[Pair], found: Sequence[Shared]) -> None:
    """Keep what the comparisons gave, drop what is no match any more, and mark the classes as linked.

    A class that was touched since the question was asked stays unlinked.
    """
    one_at_a_time(connection)
    stale = {_pair(q.id, n) for q in asked for n in q.matched - q.candidates}
    for a, b in sorted({*compared} | stale):
        connection.execute(delete(MATCHES).where(MATCHES.c.a_class == a, MATCHES.c.b_class == b))
    there = _there(connection, {n for one in found for n in (one.a, one.b)})
    rows = [_row(one) for one in found if one.a in there and one.b in there]
    if rows:
        connection.execute(insert(MATCHES), rows)
    c = TEXT_CLASSES.c
    for question in asked:
        same = (c.id == question.id) & (c.touched == question.touched)
        connection.execute(update(TEXT_CLASSES).where(same).values(linked=True))


def _pair(one: int, other: int) -> Pair:
    return min(one, other), max(one, other)


def _row(one: Shared) -> dict[str, object]:
    return {
        "a_class": one.a, "b_class": one.b, "kind": one.kind, "words": one.words, "longest_run": one.longest_run,
        "cover_a": one.cover_a, "cover_b": one.cover_b, "spans": [list(span) for span in one.spans],
    }  # fmt: skip


def _there(connection: Connection, numbers: Iterable[int]) -> set[int]:
    c = TEXT_CLASSES.c
    found: set[int] = set()
    for some in batches(sorted(numbers)):
        found.update(connection.execute(select(c.id).where(c.id.in_(some))).scalars())
    return found

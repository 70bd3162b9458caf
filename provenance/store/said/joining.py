"""Statements not joined yet put together with those they are the same as, in one transaction.

Whether two statements are the same is told by whoever calls. What comes out depends on the
statements that are held: of a crowd that shares a pair of words all meet those of the lowest rank.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text, update

from provenance.records.statement import Speaker
from provenance.store.keeping import waiting
from provenance.store.keeping.inserting import batches, insert_new
from provenance.store.said.rows import statement_of
from provenance.store.schema.tables import QUOTATIONS, SAID_PENDING, STATEMENT_PAIRS, STATEMENTS
from provenance.wording import Wording, wordings

CROWD = 64
"""Statements that share a pair of words with which all others that share it are compared."""
MOST = 20_000
"""Statements of one crowd a new one of low rank is compared with."""
LARGE = 200
"""Statements of a quotation that is not opened again for each new one."""
_LOCK = 0x73616964
_S, _P = STATEMENTS.c, STATEMENT_PAIRS.c
Meeting = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement as it is compared: row number, key, words, speaker, and the quotation it is in."""

    id: int
    key: str
    wording: Wording
    speaker: Speaker | None
    quotation: str | None


Ties = Callable[[Mapping[int, Saying], Sequence[Meeting]], tuple[list[Meeting], list[Meeting]]]
"""Of statements that meet: those that are one, and of these the ones along which statements are put together."""


def join_some(connection: Connection, ties: Ties, limit: int) -> int:
    """Join statements that are not, at most so many; returns how many there were.

    Quotations that a new statement is linked to are opened and their statements joined anew: a piece may
    fit the new one better.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
    ids = connection.execute(select(_S.id).where(~_S.joined).order_by(_S.id).limit(limit)).scalars().all()
    if not ids:
        return 0
    waiting.raised(connection, waiting.SAID_STATE)
    mine = sayings(connection, ids)
    known, meetings = _met(connection, mine)
    linked, _ = ties(known, meetings)
    if opened := _opened(
        connection, {q for pair in linked for n in pair if n not in mine and (q := known[n].quotation)}
    ):
        mine |= sayings(connection, opened)
        known, meetings = _met(connection, mine)
    _, tied = ties(known, meetings)
    for group in _groups(known, mine, tied):
        _put_together(connection, group)
    for some in batches(sorted(mine)):
        connection.execute(update(STATEMENTS).where(_S.id.in_(some)).values(joined=True))
    return len(ids)


def _met(connection: Connection, mine: dict[int, Saying]) -> tuple[dict[int, Saying], list[Meeting]]:
    meetings = meetings_of(connection, mine)
    return mine | sayings(connection, sorted({other for _, other in meetings} - set(mine))), meetings


def _opened(connection: Connection, quotations: Iterable[str]) -> list[int]:
    """The statements of these quotations, which are none any more; a large one stays whole."""
    found: list[int] = []
    for quotation in sorted(quotations):
        ids = connection.execute(select(_S.id).where(_S.quotation == quotation).limit(LARGE + 1)).scalars().all()
        if len(ids) <= LARGE:
            found += ids
            connection.execute(QUOTATIONS.delete().where(QUOTATIONS.c.key == quotation))
    for some in batches(found):
        connection.execute(update(STATEMENTS).where(_S.id.in_(some)).values(quotation=None))
        articles = connection.execute(select(_S.article_id).where(_S.id.in_(some)).distinct()).scalars().all()
        insert_new(connection, SAID_PENDING, [{"article_id": n} for n in articles])
    return found


def sayings(connection: Connection, ids: Sequence[int]) -> dict[int, Saying]:
    """The statements of these row numbers."""
    rows = [
        row
        for some in batches(ids)
        for row in connection.execute(select(STATEMENTS).where(_S.id.in_(some)).order_by(_S.id)).mappings()
    ]
    words = wordings([row["text"] for row in rows])
    return {
        row["id"]: Saying(row["id"], row["key"], w, statement_of(row).speaker, row["quotation"])
        for row, w in zip(rows, words, strict=True)
    }


def meetings_of(connection: Connection, mine: Mapping[int, Saying]) -> list[Meeting]:
    """(one of mine, another) that share two pairs of words or more."""
    owners: dict[int, list[int]] = defaultdict(list)
    for saying in mine.values():
        for number in saying.wording.pairs():
            owners[number].append(saying.id)
    counts: Counter[Meeting] = Counter()
    for number, crowd in crowds(connection, sorted(owners)).items():
        few = crowd[:CROWD]
        first = set(few) if len(crowd) > CROWD else set()
        every = _whole(connection, number) if not first.isdisjoint(owners[number]) else few
        for one in owners[number]:
            others = every if one in first else few
            counts.update((one, other) for other in others if other != one)
    return sorted({(a, b) if b not in mine or a < b else (b, a) for (a, b), n in counts.items() if n >= 2})


def crowds(connection: Connection, numbers: Sequence[int]) -> dict[int, list[int]]:
    """The statements that share each pair of words, by rank, at most one more than `CROWD` of each."""
    place = func.row_number().over(partition_by=_P.number, order_by=(_P.rank, _P.statement_id)).label("place")
    found: dict[int, list[int]] = defaultdict(list)
    for some in batches(numbers):
        ranked = select(_P.number, _P.statement_id, place).where(_P.number.in_(some)).subquery()
        few = select(ranked.c.number, ranked.c.statement_id).where(ranked.c.place <= CROWD + 1)
        for row in connection.execute(few.order_by(ranked.c.number, ranked.c.place)):
            found[row.number].append(row.statement_id)
    return found


def _whole(connection: Connection, number: int) -> list[int]:
    wanted = select(_P.statement_id).where(_P.number == number).order_by(_P.rank, _P.statement_id)
    return list(connection.execute(wanted.limit(MOST)).scalars())


def _groups(known: Mapping[int, Saying], ids: Iterable[int], pairs: Iterable[Meeting]) -> list[list[Saying]]:
    """The statements that belong together by these pairs; those of one quotation do already."""
    leaders: dict[int | str, int | str] = {}

    def leader(n: int | str) -> int | str:
        while leaders.setdefault(n, n) != n:
            leaders[n] = leaders[leaders[n]]
            n = leaders[n]
        return n

    for one in known.values():
        if one.quotation:
            leaders[leader(one.id)] = leader(one.quotation)
    for a, b in pairs:
        leaders[leader(a)] = leader(b)
    wanted = {leader(n) for n in ids}
    found: dict[int | str, list[Saying]] = defaultdict(list)
    for one in known.values():
        if leader(one.id) in wanted:
            found[leader(one.id)].append(one)
    return list(found.values())


def _put_together(connection: Connection, group: Sequence[Saying]) -> None:
    old = sorted({one.quotation for one in group if one.quotation})
    least = [one.key for one in group]
    for some in batches(old):
        least += connection.execute(select(func.min(_S.key)).where(_S.quotation.in_(some))).scalars().all()
    key = f"quo_{min(k for k in least if k)[4:]}"
    gone = [k for k in old if k != key]
    for some in batches(gone):
        connection.execute(update(STATEMENTS).where(_S.quotation.in_(some)).values(quotation=key))
        connection.execute(QUOTATIONS.delete().where(QUOTATIONS.c.key.in_(some)))
    for numbers in batches([one.id for one in group if one.quotation != key]):
        connection.execute(update(STATEMENTS).where(_S.id.in_(numbers)).values(quotation=key))

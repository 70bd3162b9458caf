"""Keeping `copies` and `roots` in step: in the transaction that changes an edge, an article or a judgement.

Rows are made anew for the copies something changed for, and the ends of chains for all below them. On PostgreSQL
one transaction does so at a time, after it has written what it changes: so each sees what all before it wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, or_, select, text

from provenance.store.counted.ends import ENDS
from provenance.store.counted.pairs import PAIRS
from provenance.store.keeping.inserting import batches
from provenance.store.schema.tables import COPIES, EDGES, RESOLUTIONS, ROOTS

MANY = 20_000
"""Copies from which on all rows are made anew: that is quicker than asking for them by name."""
_LOCK = 0x636F70696573
_TOLD = [c for c in COPIES.c if c.name not in ("edge_id", "edge_key")]
"""What a chain can depend on: an edge that is derived anew as it was has another row and nothing else."""


def rebuild(connection: Connection) -> None:
    """Make all rows anew."""
    _alone(connection)
    connection.execute(delete(COPIES))
    connection.execute(text(PAIRS.format(edges="", resolved="", judged="")))
    _looked_at(connection, "copies")
    _all_ends(connection)
    _looked_at(connection, "roots")


def refresh(connection: Connection, copies: Iterable[str], ends: Iterable[str] = ()) -> None:
    """Make the rows of some copies anew, and those of all copies of `ends`: articles and nodes that are others than before.

    Keys of any time do: what they are known as today is looked up. Costs what hangs on these copies, not what is held.
    """
    _alone(connection)
    changed = _names(connection, ends)
    touched = changed | _names(connection, {*copies, *_drawn_to(connection, changed)})
    if len(touched) > MANY:
        rebuild(connection)
        return
    different = _pairs(connection, sorted(touched))
    if (below := _below(connection, different)) is None:
        _all_ends(connection)
    else:
        _ends(connection, sorted(below))


def _alone(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _looked_at(connection: Connection, table: str) -> None:
    """Let PostgreSQL know what is in a table now: it would take a full one for empty, and plan for that."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"ANALYZE {table}"))


def _names(connection: Connection, keys: Iterable[str]) -> set[str]:
    """The keys, what they turned out to be, and what turned out to be them."""
    found = set(keys)
    r = RESOLUTIONS.c
    for some in batches(sorted(found)):
        same = select(r.node_key, r.article_key).where(or_(r.node_key.in_(some), r.article_key.in_(some)))
        found.update(key for row in connection.execute(same) for key in row)
    return found


def _drawn_to(connection: Connection, keys: Iterable[str]) -> set[str]:
    """The copies of these, by edges (rejected ones too) and by what people asserted."""
    found: set[str] = set()
    for some in batches(sorted(keys)):
        for table in (EDGES, COPIES):
            wanted = select(table.c.child_key).where(table.c.parent_key.in_(some))
            found.update(connection.execute(wanted).scalars())
    return found


def _copies_of(connection: Connection, keys: Iterable[str]) -> set[str]:
    """The copies for which these are possible sources."""
    found: set[str] = set()
    for some in batches(sorted(keys)):
        wanted = select(COPIES.c.child_key).where(COPIES.c.parent_key.in_(some), COPIES.c.place.is_not(None))
        found.update(connection.execute(wanted).scalars())
    return found


def _pairs(connection: Connection, keys: Sequence[str]) -> set[str]:
    """Make the pairs of these copies anew; those for which they differ now."""
    narrowed = PAIRS.format(
        edges="AND e.child_key IN :keys", resolved="AND c.article_key IN :keys", judged="AND child_key IN :keys"
    )
    insert = text(narrowed).bindparams(bindparam("keys", expanding=True))
    different: set[str] = set()
    for some in batches(keys):
        before = _rows(connection, some)
        connection.execute(delete(COPIES).where(COPIES.c.child_key.in_(some)))
        connection.execute(insert, {"keys": list(some)})
        different.update(row.child_key for row in before ^ _rows(connection, some))
    return different


def _rows(connection: Connection, keys: Sequence[str]) -> set[Row[Any]]:
    return set(connection.execute(select(*_TOLD).where(COPIES.c.child_key.in_(keys))))


def _below(connection: Connection, starts: Iterable[str]) -> set[str] | None:
    """These and all copies below them, whose chains may lead through them; None where they are very many."""
    found = set(starts)
    frontier = found
    while frontier:
        frontier = _copies_of(connection, frontier) - found
        found = found | frontier
        if len(found) > MANY:
            return None
    return found


def _all_ends(connection: Connection) -> None:
    connection.execute(delete(ROOTS))
    connection.execute(text(ENDS.format(starts="", rivals="", wanted="")))


def _ends(connection: Connection, keys: Sequence[str]) -> None:
    """Make the ends of the chains above these copies anew."""
    narrowed = ENDS.format(
        starts="AND child_key IN :starts", rivals="AND n.child_key IN :keys", wanted="AND c.article_key IN :keys"
    )
    insert = text(narrowed).bindparams(bindparam("keys", expanding=True), bindparam("starts", expanding=True))
    for some in batches(keys):
        connection.execute(delete(ROOTS).where(ROOTS.c.article_key.in_(some)))
        rivals = select(COPIES.c.parent_key).where(COPIES.c.is_rival == 1, COPIES.c.child_key.in_(some))
        starts = {*some, *connection.execute(rivals).scalars()}
        connection.execute(insert, {"keys": list(some), "starts": sorted(starts)})

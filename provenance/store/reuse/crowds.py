"""Fingerprints many classes have: only the earliest classes of such a crowd are looked up.

Earliest by the claimed publication, then by digest: so who is looked up depends on what is held, not
on the order in which it came. A crowded fingerprint counts for a pair where at least one of the two
is among its earliest.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from sqlalchemy import Connection, delete, select, text, update

from provenance.store.keeping.inserting import batches
from provenance.store.reuse.rows import given, insert_pairs, numbers_of
from provenance.store.schema.tables import CROWD_MEMBERS, CROWDS, FINGERPRINTS, TEXT_CLASSES
from provenance.words import Places

MOST = 256
"""Classes looked up of one fingerprint."""
Rank = tuple[str, str]
"""Earliest publication and digest of a class."""


def came(connection: Connection, ranks: dict[int, Rank], hashes: Places, classes: Places) -> None:
    """Bring the crowds up to date after classes came, or came to be earlier; each of these fingerprints with its class.

    The fingerprints come sorted; one may come several times.
    """
    if not len(hashes):
        return
    every = hashes[np.concatenate(([True], hashes[1:] != hashes[:-1]))]
    wanted = f"""
        SELECT asked.value, c.last_earliest, c.last_digest FROM {given(connection)} LEFT JOIN crowds c ON c.hash = asked.value
        WHERE c.hash IS NOT NULL OR EXISTS (SELECT 1 FROM fingerprints f WHERE f.hash = asked.value LIMIT 1 OFFSET {MOST})
    """  # noqa: S608
    rows = connection.execute(text(wanted), {"numbers": numbers_of(every.tolist())}).all()
    last = {row[0]: (row[1], row[2]) for row in rows if row[1] is not None}
    beyond = {row[0] for row in rows if row[1] is None}
    among = np.isin(hashes, np.fromiter(last, np.int64, len(last))) if last else np.zeros(len(hashes), dtype=bool)
    pairs = zip(hashes[among].tolist(), classes[among].tolist(), strict=True)
    rebuild(connection, beyond | {h for h, n in pairs if ranks[n] <= last[h]})


def crowded(connection: Connection, hashes: Iterable[int]) -> set[int]:
    """The crowded ones of the fingerprints."""
    wanted = f"SELECT c.hash FROM {given(connection)} JOIN crowds c ON c.hash = asked.value"  # noqa: S608
    return set(connection.execute(text(wanted), {"numbers": numbers_of(hashes)}).scalars())


def rebuild(connection: Connection, hashes: Iterable[int]) -> None:
    """Find the earliest classes of these fingerprints anew; those whose place changed are to be linked again."""
    moved: set[int] = set()
    for number in sorted(hashes):
        moved |= _rebuilt(connection, number)
    unlink(connection, moved)


def _rebuilt(connection: Connection, number: int) -> set[int]:
    before = set(connection.execute(select(CROWD_MEMBERS.c.class_id).where(CROWD_MEMBERS.c.hash == number)).scalars())
    c = TEXT_CLASSES.c
    ranked = (
        select(c.id, c.earliest, c.digest)
        .join(FINGERPRINTS, FINGERPRINTS.c.class_id == c.id)
        .where(FINGERPRINTS.c.hash == number)
        .order_by(c.earliest, c.digest)
        .limit(MOST + 1)
    )
    rows = connection.execute(ranked).all()
    connection.execute(delete(CROWD_MEMBERS).where(CROWD_MEMBERS.c.hash == number))
    connection.execute(delete(CROWDS).where(CROWDS.c.hash == number))
    if len(rows) <= MOST:
        return {row.id for row in rows} - before if before else set()
    kept = rows[:MOST]
    members = np.fromiter((row.id for row in kept), np.int64, MOST)
    insert_pairs(connection, "crowd_members", ("hash", "class_id"), np.full(MOST, number), members)
    values = {"hash": number, "last_earliest": kept[-1].earliest, "last_digest": kept[-1].digest}
    connection.execute(CROWDS.insert(), values)
    after = {row.id for row in kept}
    return before ^ after if before else _outside(connection, number, after)


def _outside(connection: Connection, number: int, kept: set[int]) -> set[int]:
    """The classes that are not looked up any more when a fingerprint becomes crowded."""
    every = connection.execute(select(FINGERPRINTS.c.class_id).where(FINGERPRINTS.c.hash == number)).scalars()
    return set(every) - kept


def unlink(connection: Connection, classes: Iterable[int]) -> None:
    """Say that these classes are to be compared with the others again."""
    for some in batches(sorted(classes)):
        again = update(TEXT_CLASSES).where(TEXT_CLASSES.c.id.in_(some))
        connection.execute(again.values(linked=False, touched=TEXT_CLASSES.c.touched + 1))

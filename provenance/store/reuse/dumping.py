"""The index as rows, for joins outside the database. Loads numpy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from provenance.store.schema.tables import FINGERPRINTS, TEXT_CLASSES
from provenance.words import Places

AT_ONCE = 500_000
"""Rows of a piece: a few tens of megabytes while they are made into arrays."""
Rows = tuple[Places, Places]
"""Fingerprints, and the class of each."""


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of a version: numbers, earliest first; which are to be compared yet; how often each was touched."""

    numbers: Places
    fresh: NDArray[np.bool_]
    touched: Places


def classes(connection: Connection, version: str) -> Classes:
    """All classes of a version, by earliest publication, then by digest."""
    c = TEXT_CLASSES.c
    wanted = select(c.id, c.linked, c.touched).where(c.version == version).order_by(c.earliest, c.digest)
    rows = connection.execute(wanted).all()
    return Classes(
        np.fromiter((row.id for row in rows), np.int64, len(rows)),
        np.fromiter((not row.linked for row in rows), np.bool_, len(rows)),
        np.fromiter((row.touched for row in rows), np.int64, len(rows)),
    )


def fingerprints(connection: Connection) -> Iterator[Rows]:
    """All fingerprints of all versions, sorted by number, in pieces."""
    f = FINGERPRINTS.c
    wanted = select(f.hash, f.class_id).order_by(f.hash, f.class_id)
    found = connection.execution_options(yield_per=AT_ONCE).execute(wanted)
    for some in found.partitions():
        made = np.array([tuple(row) for row in some], dtype=np.int64)
        yield made[:, 0], made[:, 1]

"""Which copies something that changed may matter to."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, or_, select

from provenance.store.keeping.inserting import batches
from provenance.store.schema.tables import JUDGEMENTS, NODES


def judged_at(connection: Connection, ends: Iterable[str]) -> set[str]:
    """The copies, by all keys they may be known by today, of edges that people judged at these ends."""
    j, copies = JUDGEMENTS.c, set[str]()
    for some in batches(sorted(ends)):
        at = (j.kind == "edge") & or_(j.child_key.in_(some), j.parent_key.in_(some))
        copies.update(connection.execute(select(j.child_key).where(at)).scalars())
    found = set(copies)
    for some in batches(sorted(copies)):
        found.update(connection.execute(select(NODES.c.key).where(NODES.c.claimed_key.in_(some))).scalars())
    return found

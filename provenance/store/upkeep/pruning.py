"""Taking raw bytes away that are older than one wants to keep; rows, texts and all that was read in them stay.

Each step leaves a sound library: bytes are overwritten by tombstones, then their rows say so; then files
that are mostly tombstones are written anew with what is left in them, rows follow, and the old file goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select, update

from provenance.records.upkeep import Pruned
from provenance.store.evidence.folder import Evidence
from provenance.store.evidence.places import WARCS, Blob, Span, parsed, place
from provenance.store.evidence.writer import held
from provenance.store.keeping.clock import now
from provenance.store.keeping.inserting import batches
from provenance.store.schema.tables import CAPTURES
from provenance.store.session import in_transaction, reading

_EACH = 100
_WORTH = 0.5
"""Of a file's bytes at least so many must be in use for it to stay as it is."""


def prune(engine: Engine, evidence: Evidence, before: str) -> Pruned:
    """Take away the bytes of captures that came in before a moment in UTC.

    Killed in between and run again it goes on; `verify` finds nothing amiss once it has ended. Bytes that a
    later capture shares stay.
    """
    evidence.close()
    sizes = _bytes(evidence)
    with reading(engine) as connection:
        old = _old(connection, before)
    captures = removed = 0
    for some in batches(old, _EACH):
        removed += sum(_length(written, evidence) for written in some)
        for written in some:
            evidence.remove(written)
        captures += in_transaction(engine, partial(_mark, places=some))
    for path in evidence.files():
        _rewrite(engine, evidence, path)
    evidence.close()
    return Pruned(captures, removed, max(0, sizes - _bytes(evidence)))


def pruned(connection: Connection) -> int:
    """How many captures have no bytes any more."""
    return int(connection.execute(select(func.count()).where(CAPTURES.c.pruned_at.is_not(None))).scalar_one())


def _old(connection: Connection, before: str) -> list[str]:
    c = CAPTURES.c
    wanted = select(c.kept_in).where(c.pruned_at.is_(None)).group_by(c.kept_in)
    return list(connection.execute(wanted.having(func.max(c.first_seen_at) < before).order_by(c.kept_in)).scalars())


def _mark(connection: Connection, places: Sequence[str]) -> int:
    return connection.execute(update(CAPTURES).where(CAPTURES.c.kept_in.in_(places)).values(pruned_at=now())).rowcount


def _length(written: str, evidence: Evidence) -> int:
    where = parsed(written)
    if isinstance(where, Span):
        return where.length
    file = evidence.folder / where.file
    return file.stat().st_size if file.exists() else 0


def _bytes(evidence: Evidence) -> int:
    return sum(path.stat().st_size for path in evidence.folder.rglob("*") if path.is_file())


def _rewrite(engine: Engine, evidence: Evidence, path: Path) -> None:
    """Write a file anew where most of it is unused and nobody writes to it."""
    with held(path) as taken:
        if taken:
            return
        with reading(engine) as connection:
            c = CAPTURES.c
            named = c.kept_in.startswith(f"{WARCS}/{path.name}#", autoescape=True)
            live = connection.execute(select(c.kept_in).where(named, c.pruned_at.is_(None)).distinct()).scalars().all()
            touched = connection.execute(select(func.count()).where(named, c.pruned_at.is_not(None))).scalar_one()
        spans = [span for span in map(parsed, live) if not isinstance(span, Blob)]
        if not touched or sum(span.length for span in spans) >= _WORTH * path.stat().st_size:
            return
        for span in sorted(spans, key=lambda s: s.offset):
            old = place(span.name, span.offset, span.length)
            new = evidence.copy(old)
            in_transaction(engine, partial(_moved, old=old, new=new))
        path.unlink()


def _moved(connection: Connection, old: str, new: str) -> None:
    connection.execute(update(CAPTURES).where(CAPTURES.c.kept_in == old).values(kept_in=new))

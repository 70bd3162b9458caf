"""Quotations as they were derived, for people who write SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select

from provenance.persons import person_key
from provenance.records.base import as_json
from provenance.records.quotation import Carrier, Quotation
from provenance.store.keeping.inserting import add_rows, batches
from provenance.store.schema.tables import ARTICLES, QUOTATION_CARRIERS, QUOTATIONS, SAID_PENDING, STATEMENTS


def save(connection: Connection, run: int, derived: Sequence[Quotation]) -> None:
    """Keep quotations, in place of what was kept under their keys; those whose statements have gone meanwhile are left."""
    keys = [q.key for q in derived]
    for some in batches(keys):
        connection.execute(delete(QUOTATIONS).where(QUOTATIONS.c.key.in_(some)))
    there = _still(connection, keys)
    standing = [q for q in derived if q.key in there]
    numbers = _numbers(connection, {c.article for q in standing for c in (q.first, *q.carriers)})
    add_rows(connection, QUOTATIONS, (_values(q, run) for q in standing))
    add_rows(
        connection, QUOTATION_CARRIERS,
        ({"quotation_key": q.key, "position": n, "article_id": numbers[c.article], **_carrier(c)}
         for q in standing for n, c in enumerate((q.first, *q.carriers)) if c.article in numbers),
    )  # fmt: skip


def done(connection: Connection, articles: Iterable[int]) -> None:
    """The quotations of these articles are derived."""
    for some in batches(sorted(articles)):
        connection.execute(delete(SAID_PENDING).where(SAID_PENDING.c.article_id.in_(some)))


def _still(connection: Connection, keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for some in batches(keys):
        wanted = select(STATEMENTS.c.quotation).where(STATEMENTS.c.quotation.in_(some)).distinct()
        found.update(connection.execute(wanted).scalars())
    return found


def _numbers(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in batches(sorted(keys)):
        listed = connection.execute(select(ARTICLES.c.key, ARTICLES.c.id).where(ARTICLES.c.key.in_(some)))
        found.update((row.key, row.id) for row in listed)
    return found


def _values(q: Quotation, run: int) -> dict[str, Any]:
    s = q.speaker
    outlets = {c.outlet.slug if c.outlet else c.article for c in (q.first, *q.carriers)}
    return {
        "key": q.key, "run_id": run, "text": q.text, "speaker_name": s and s.name, "speaker_mention": s and s.mention,
        "speaker_role": s and s.role, "speaker_affiliation": s and s.affiliation, "speaker_kind": s and s.kind,
        "speaker_person": person_key(s.name) if s and s.name else None,
        "speaker_from": q.speaker_from, "speaker_agreement": q.speaker_agreement, "occasion": q.occasion,
        "first_article_key": q.first.article, "first_by": q.first_by, "first_basis": q.first_basis,
        "carriers": 1 + len(q.carriers), "outlets": len(outlets),
    }  # fmt: skip


def _carrier(c: Carrier) -> dict[str, Any]:
    names = "; ".join(dict.fromkeys(one.name for one in c.credited))
    return {
        "relation": c.relation, "attribution": c.attribution, "speaker_name": c.speaker.name, "speaker_mention": c.speaker.mention,
        "text": c.text, "diff": as_json(c.diff), "credited": names or None,
    }  # fmt: skip

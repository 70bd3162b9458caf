"""Judgements: kept by key, so that the same twice is there once; withdrawn, never erased."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, insert, select, update

from provenance.records.base import as_json
from provenance.records.judgement import End, Judgement
from provenance.records.outlet import OutletRef
from provenance.store.schema.tables import JUDGEMENTS

Kept = Literal["new", "known", "withdrawn"]


def keep(connection: Connection, one: Judgement) -> Kept:
    """Keep a judgement as it is; one that is known may only become withdrawn."""
    found = connection.execute(select(JUDGEMENTS.c.withdrawn_at).where(JUDGEMENTS.c.key == one.key)).first()
    if found is None:
        connection.execute(insert(JUDGEMENTS), values_of(one))
        return "new"
    if one.stands or found.withdrawn_at is not None:
        return "known"
    names = ("withdrawn_at", "withdrawn_by", "withdrawn_note")
    values = {name: getattr(one, name) for name in names}
    connection.execute(update(JUDGEMENTS).where(JUDGEMENTS.c.key == one.key).values(values))
    return "withdrawn"


def values_of(one: Judgement) -> dict[str, Any]:
    """The row of a judgement."""
    ends = {"child": as_json(one.child), "parent": as_json(one.parent)} if one.child or one.parent else None
    return {
        "key": one.key, "kind": one.kind, "subject_key": one.subject, "decision": one.decision, "value": one.value,
        "child_key": one.child.key if one.child else None, "parent_key": one.parent.key if one.parent else None, "ends": ends,
        "article_key": one.article, "relation": one.relation, "name": one.name, "quote": one.quote, "note": one.note,
        "judged_by": one.by, "source": one.source, "at": one.at, "withdrawn_at": one.withdrawn_at,
        "withdrawn_by": one.withdrawn_by, "withdrawn_note": one.withdrawn_note,
    }  # fmt: skip


def judgement_of(row: RowMapping) -> Judgement:
    """The judgement of a row."""
    ends = row["ends"] or {}
    return Judgement(
        key=row["key"], kind=row["kind"], subject=row["subject_key"], decision=row["decision"], note=row["note"], by=row["judged_by"],
        source=row["source"], at=row["at"], value=row["value"], child=_end(ends.get("child")), parent=_end(ends.get("parent")),
        article=row["article_key"], relation=row["relation"], name=row["name"], quote=row["quote"], withdrawn_at=row["withdrawn_at"],
        withdrawn_by=row["withdrawn_by"], withdrawn_note=row["withdrawn_note"],
    )  # fmt: skip


def _end(value: Mapping[str, Any] | None) -> End | None:
    if value is None:
        return None
    return End(value["key"], value["url"], value["name"], OutletRef(**value["outlet"]) if value["outlet"] else None)


def forget(connection: Connection, article: str) -> None:
    """Take what a forgotten article wrote out of the judgements on it; they stay."""
    connection.execute(update(JUDGEMENTS).where(JUDGEMENTS.c.article_key == article).values(quote=None))

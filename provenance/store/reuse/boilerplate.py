"""Boilerplate: paragraphs that stand in many stories of one outlet, counted there and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from sqlalchemy import Connection, select, text

from provenance.store.reuse.rows import grouped, groups_of, insert_rows
from provenance.store.schema.tables import CLASS_ARTICLES, OUTLET_BOILERPLATE, OUTLET_PARAGRAPHS
from provenance.words import Places

STORIES = 4
"""A paragraph in more different stories of an outlet than this is boilerplate there."""
_HERE = "b.version = :version AND b.outlet_id = asked.owner AND b.hash = asked.value"
Place = tuple[int, int]
"""An outlet and a paragraph."""


def enter(connection: Connection, version: str, outlets: Places, paragraphs: Places, stories: Places) -> None:
    """Count paragraphs of stories, each with its outlet; a story is an outlet and the number of its text."""
    order = np.lexsort((stories, paragraphs, outlets))  # as the table is
    columns = {"outlet_id": outlets[order].tolist(), "hash": paragraphs[order].tolist(), "story": stories[order].tolist()}  # fmt: skip
    insert_rows(connection, OUTLET_PARAGRAPHS, {"version": [version] * len(order), **columns})


def leave(connection: Connection, version: str, stories: Mapping[Place, Iterable[int]]) -> None:
    """Count the paragraphs of stories no more."""
    gone = text(
        "DELETE FROM outlet_paragraphs WHERE version = :version AND outlet_id = :outlet AND hash = :hash AND story = :story"
    )
    rows = [
        {"version": version, "outlet": outlet, "hash": paragraph, "story": story}
        for (outlet, story), paragraphs in stories.items()
        for paragraph in set(paragraphs)
    ]
    if rows:
        connection.execute(gone, rows)


def among(connection: Connection, version: str, places: Iterable[Place]) -> set[Place]:
    """Which of the paragraphs are boilerplate of their outlets."""
    wanted = f"SELECT asked.owner, asked.value FROM {grouped(connection)} JOIN outlet_boilerplate b ON {_HERE}"  # noqa: S608
    rows = connection.execute(text(wanted), {"groups": groups_of(places), "version": version}).all()
    return {(row[0], row[1]) for row in rows}


def recount(
    connection: Connection, version: str, added: set[Place], removed: set[Place]
) -> tuple[set[Place], set[Place]]:
    """Bring what is boilerplate up to date after paragraphs came and went; what of them is, and what came or ceased to be.

    A paragraph is where it stands in more than `STORIES` stories; no more than that many rows are read of each.
    """
    many = f"EXISTS (SELECT 1 FROM outlet_paragraphs b WHERE {_HERE} LIMIT 1 OFFSET {STORIES})"  # noqa: S608
    known = f"EXISTS (SELECT 1 FROM outlet_boilerplate b WHERE {_HERE})"  # noqa: S608
    wanted = f"SELECT owner, value, known, many FROM (SELECT asked.owner, asked.value, {known} AS known, {many} AS many FROM {grouped(connection)}) counted WHERE known OR many"  # noqa: S608
    rows = connection.execute(text(wanted), {"groups": groups_of(added | removed), "version": version}).all()
    fresh = {(row[0], row[1]) for row in rows if row[3] and not row[2]}
    gone = {(row[0], row[1]) for row in rows if row[2] and not row[3]}
    outlets, paragraphs = zip(*sorted(fresh), strict=True) if fresh else ((), ())
    insert_rows(connection, OUTLET_BOILERPLATE, {"version": [version] * len(fresh), "outlet_id": outlets, "hash": paragraphs})  # fmt: skip
    _drop(connection, version, gone)
    return {(row[0], row[1]) for row in rows if row[3]}, fresh | gone


def _drop(connection: Connection, version: str, places: Iterable[Place]) -> None:
    gone = text("DELETE FROM outlet_boilerplate WHERE version = :version AND outlet_id = :outlet AND hash = :hash")
    rows = [{"version": version, "outlet": outlet, "hash": paragraph} for outlet, paragraph in sorted(places)]
    if rows:
        connection.execute(gone, rows)


def articles_with(connection: Connection, version: str, places: Iterable[Place]) -> set[int]:
    """The indexed articles in whose stories these paragraphs stand."""
    p, a = OUTLET_PARAGRAPHS.c, CLASS_ARTICLES.c
    same = (a.version == p.version) & (a.outlet_id == p.outlet_id) & (a.story == p.story)
    found: set[int] = set()
    for outlet, paragraph in places:
        here = (p.version == version) & (p.outlet_id == outlet) & (p.hash == paragraph)
        found.update(connection.execute(select(a.article_id).join(OUTLET_PARAGRAPHS, same).where(here)).scalars())
    return found

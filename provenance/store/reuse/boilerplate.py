"""Boilerplate: paragraphs that stand in many stories of one outlet, counted there and nowhere else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, select, text

from provenance.store.keeping.inserting import batches, insert_new
from provenance.store.reuse.rows import given, insert_rows, numbers_of
from provenance.store.schema.tables import CLASS_ARTICLES, OUTLET_BOILERPLATE, OUTLET_PARAGRAPHS

STORIES = 4
"""A paragraph in more different stories of an outlet than this is boilerplate there."""
Place = tuple[int, int]
"""An outlet and a paragraph."""


def enter(connection: Connection, version: str, stories: Mapping[Place, Iterable[int]]) -> None:
    """Count the paragraphs of stories; a story is an outlet and the number of its text."""
    rows: list[tuple[object, ...]] = [
        (version, outlet, paragraph, story)
        for (outlet, story), paragraphs in stories.items()
        for paragraph in set(paragraphs)
    ]
    insert_rows(connection, OUTLET_PARAGRAPHS, ("version", "outlet_id", "hash", "story"), rows)


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


def of_outlet(connection: Connection, version: str, outlet: int, paragraphs: Iterable[int]) -> set[int]:
    """Which of the paragraphs are boilerplate of the outlet."""
    wanted = f"SELECT asked.value FROM {given(connection)} JOIN outlet_boilerplate b ON b.version = :version AND b.outlet_id = :outlet AND b.hash = asked.value"  # noqa: S608
    values = {"numbers": numbers_of(set(paragraphs)), "version": version, "outlet": outlet}
    return set(connection.execute(text(wanted), values).scalars())


def recount(connection: Connection, version: str, added: Iterable[Place], removed: Iterable[Place]) -> set[Place]:
    """Bring what is boilerplate up to date after paragraphs came and went; what has become or ceased to be it."""
    by_outlet: dict[int, set[int]] = defaultdict(set)
    for outlet, paragraph in (*added, *removed):
        by_outlet[outlet].add(paragraph)
    gone = set(removed)
    changed: set[Place] = set()
    for outlet, paragraphs in sorted(by_outlet.items()):
        known = of_outlet(connection, version, outlet, paragraphs)
        asked = {p for p in paragraphs if p not in known or (outlet, p) in gone}
        many = _in_many(connection, version, outlet, asked)
        _remember(connection, version, outlet, many - known)
        _drop(connection, version, outlet, (known & asked) - many)
        changed |= {(outlet, p) for p in (many - known) | ((known & asked) - many)}
    return changed


def _in_many(connection: Connection, version: str, outlet: int, paragraphs: Iterable[int]) -> set[int]:
    """Which of the paragraphs stand in more than `STORIES` stories; no more than that many rows are read of each."""
    beyond = "SELECT 1 FROM outlet_paragraphs p WHERE p.version = :version AND p.outlet_id = :outlet AND p.hash = asked.value"
    wanted = f"SELECT asked.value FROM {given(connection)} WHERE EXISTS ({beyond} LIMIT 1 OFFSET {STORIES})"  # noqa: S608
    values = {"numbers": numbers_of(paragraphs), "version": version, "outlet": outlet}
    return set(connection.execute(text(wanted), values).scalars())


def _remember(connection: Connection, version: str, outlet: int, paragraphs: set[int]) -> None:
    rows = [{"version": version, "outlet_id": outlet, "hash": p} for p in sorted(paragraphs)]
    insert_new(connection, OUTLET_BOILERPLATE, rows)


def _drop(connection: Connection, version: str, outlet: int, paragraphs: set[int]) -> None:
    b = OUTLET_BOILERPLATE.c
    for some in batches(sorted(paragraphs)):
        connection.execute(
            delete(OUTLET_BOILERPLATE).where(b.version == version, b.outlet_id == outlet, b.hash.in_(some))
        )


def articles_with(connection: Connection, version: str, places: Iterable[Place]) -> set[int]:
    """The indexed articles in whose stories these paragraphs stand."""
    p, a = OUTLET_PARAGRAPHS.c, CLASS_ARTICLES.c
    same = (a.version == p.version) & (a.outlet_id == p.outlet_id) & (a.story == p.story)
    found: set[int] = set()
    for outlet, paragraph in places:
        here = (p.version == version) & (p.outlet_id == outlet) & (p.hash == paragraph)
        found.update(connection.execute(select(a.article_id).join(OUTLET_PARAGRAPHS, same).where(here)).scalars())
    return found

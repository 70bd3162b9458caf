"""Which articles' edges wait to be derived anew, and how often that changed.

A mark is set before texts are compared and taken away after the edges were derived: a kill in
between leaves it. Every mark raises the `edges_state`; edges derived from an older state than the
present one are not kept, so that of two writers the slower one never overwrites what the quicker
one knows better.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from provenance.store.keeping.inserting import batches, insert_new
from provenance.store.schema.tables import ARTICLES, EDGES_PENDING, META

Mark = tuple[int, int]
"""An article's row number, and the state in which it was marked."""

_STATE = "edges_state"
SAID_STATE = "said_state"
"""How often that changed which quotations are derived from: joined statements, edges."""


def state(connection: Connection, name: str = _STATE, *, lock: bool = False) -> int:
    """The number of marks set so far; with `lock` nobody else sets one before this transaction ends."""
    if lock:
        insert_new(connection, META, [{"name": name, "value": "0"}])
    wanted = select(META.c.value).where(META.c.name == name)
    return int(connection.execute(wanted.with_for_update() if lock else wanted).scalar() or 0)


def raised(connection: Connection, name: str = _STATE) -> int:
    """The state after one more change; nobody else raises it before this transaction ends."""
    number = state(connection, name, lock=True) + 1
    connection.execute(META.update().where(META.c.name == name).values(value=str(number)))
    return number


def mark(connection: Connection, keys: Sequence[str]) -> None:
    """Let these articles wait."""
    number = raised(connection)
    for some in batches(sorted(set(keys))):
        articles = select(ARTICLES.c.id).where(ARTICLES.c.key.in_(some))
        rows = [{"article_id": n, "mark": number} for n in connection.execute(articles).scalars()]
        if rows:
            connection.execute(insert(EDGES_PENDING), rows)


def marked(connection: Connection) -> dict[str, list[Mark]]:
    """The articles that wait, by key, with their marks."""
    joined = select(ARTICLES.c.key, EDGES_PENDING).join(ARTICLES, ARTICLES.c.id == EDGES_PENDING.c.article_id)
    found: dict[str, list[Mark]] = {}
    for row in connection.execute(joined):
        found.setdefault(row.key, []).append((row.article_id, row.mark))
    return found


def unmark(connection: Connection, marks: Sequence[Mark]) -> None:
    """Take these marks away; what was marked again meanwhile goes on waiting."""
    waits = EDGES_PENDING.c
    for article, number in marks:
        connection.execute(delete(EDGES_PENDING).where(waits.article_id == article, waits.mark == number))

"""Copies whose source's page states conditions for others."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, text

from provenance.records.counted import Scope, Stating
from provenance.store.measuring.scope import inside

_PAIRS = "JOIN copies c ON c.child_id = a.id AND c.place IS NOT NULL"
_STATES = """EXISTS (
    SELECT 1 FROM readings p JOIN notices n ON n.reading_id = p.id
    WHERE p.article_id = c.parent_id AND p.is_current AND n.notice_class IN ({classes}))"""
_SUMS = "SELECT count(*), count(c.parent_id), coalesce(sum(CASE WHEN {states} THEN 1 ELSE 0 END), 0) FROM {articles}"
_COPIES = "SELECT DISTINCT a.key FROM {articles} AND {states} ORDER BY a.key LIMIT :most"


def stating(
    connection: Connection, scope: Scope, outlet: str | None, classes: Iterable[str], most: int
) -> tuple[Stating, tuple[str, ...]]:
    """How many copies in a scope, of one outlet or of all, have sources that state conditions by notices of these
    classes, and the first of these copies by key."""
    articles, given = inside(connection, scope, outlet, _PAIRS)
    given |= {f"class{n}": name for n, name in enumerate(sorted(classes))}
    states = _STATES.format(classes=", ".join(f":{name}" for name in given if name.startswith("class")))
    sums = connection.execute(text(_SUMS.format(articles=articles, states=states)), given).one()
    keys = connection.execute(text(_COPIES.format(articles=articles, states=states)), given | {"most": most})
    return Stating(*(int(n) for n in sums)), tuple(keys.scalars())

"""The surest source of every copy, from the view that is documented for people who write SQL."""

from __future__ import annotations

from sqlalchemy import Connection, text

from provenance.records.counted import MainSource, Scope
from provenance.store.measuring.scope import inside

_MAIN = """
WITH main AS MATERIALIZED (
    SELECT edge_key, child_id, parent_id, parent_outlet, extent, state, reviewed, found_by, credit, overlap, title_changed FROM main_sources
)
SELECT s.edge_key, coalesce(o.slug, ''), coalesce(po.kind, 'unknown'), s.extent, s.state, s.reviewed, s.found_by, s.credit, s.overlap,
       s.title_changed, r.words, s.parent_id
FROM {articles}
"""
_JOIN = "JOIN main s ON s.child_id = a.id LEFT JOIN outlets po ON po.slug = s.parent_outlet"


def main_sources(connection: Connection, scope: Scope) -> tuple[MainSource, ...]:
    """One row for each copy in a scope."""
    articles, given = inside(connection, scope, None, _JOIN)
    found = connection.execute(text(_MAIN.format(articles=articles)), given)
    return tuple(
        MainSource(
            edge, outlet, kind, extent == "whole", state, bool(reviewed), found_by, credit, overlap,
            None if title is None else bool(title), words, parent is not None,
        )
        for edge, outlet, kind, extent, state, reviewed, found_by, credit, overlap, title, words, parent in found
    )  # fmt: skip

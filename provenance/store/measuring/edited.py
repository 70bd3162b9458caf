"""The texts of sources beside what copies have of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select

from provenance.records.counted import Edited, Place, Scope
from provenance.store.keeping.inserting import batches
from provenance.store.measuring.scope import inside
from provenance.store.schema.tables import ARTICLES, EDGE_EVIDENCE, EDGES, READINGS, STATEMENTS, TEXTS

_IS_TEXT = EDGE_EVIDENCE.c.measured.is_not(None)


def edited(connection: Connection, edges: Iterable[str]) -> tuple[Edited, ...]:
    """What the copies of these edges, by key, have of their sources' texts; edges whose texts are not both held are left out."""
    matches = _matches(connection, sorted(set(edges)))
    parents = sorted({str(match[match["parent"]]) for match in matches.values()})
    texts, said = _texts(connection, parents), _said(connection, parents)
    made = []
    for key, match in sorted(matches.items()):
        side = match["parent"]
        if (found := texts.get(match[side])) is None:
            continue
        text, body = found
        shared = sorted((s[f"{side}_start"], s[f"{side}_end"]) for s in match["spans"])
        made.append(Edited(key, text, body, tuple(shared), tuple(said.get(match[side], ()))))
    return tuple(made)


def _matches(connection: Connection, edges: Sequence[str]) -> dict[str, Any]:
    """One measured match for each edge, that with the most words."""
    found: dict[str, Any] = {}
    wanted = select(EDGES.c.key, EDGE_EVIDENCE.c.measured).join(EDGE_EVIDENCE, EDGE_EVIDENCE.c.edge_id == EDGES.c.id)
    for some in batches(edges):
        for key, match in connection.execute(wanted.where(_IS_TEXT, EDGES.c.key.in_(some)).order_by(EDGES.c.id)):
            if match and match["parent"] and (key not in found or match["words"] > found[key]["words"]):
                found[key] = match
    return found


def _texts(connection: Connection, keys: Sequence[str]) -> dict[str, tuple[str, tuple[tuple[int, int], ...]]]:
    wanted = (
        select(ARTICLES.c.key, TEXTS.c.text, READINGS.c.spans)
        .join(READINGS, (READINGS.c.article_id == ARTICLES.c.id) & READINGS.c.is_current)
        .join(TEXTS, TEXTS.c.id == READINGS.c.text_id)
    )
    found = {}
    for some in batches(keys):
        for key, text, spans in connection.execute(wanted.where(ARTICLES.c.key.in_(some))):
            found[key] = (text, tuple((a, b) for a, b in spans or ()))
    return found


def _said(connection: Connection, keys: Sequence[str]) -> dict[str, list[tuple[str, tuple[tuple[int, int], ...]]]]:
    s = STATEMENTS.c
    wanted = select(ARTICLES.c.key, s.speaker_name, s.content).join(ARTICLES, ARTICLES.c.id == s.article_id)
    found: dict[str, list[tuple[str, tuple[tuple[int, int], ...]]]] = defaultdict(list)
    for some in batches(keys):
        for key, name, content in connection.execute(
            wanted.where(ARTICLES.c.key.in_(some)).order_by(s.article_id, s.position)
        ):
            found[key].append((name or "", tuple((part["start"], part["end"]) for part in content)))
    return found


def offered(connection: Connection, scope: Scope, outlet: str) -> tuple[Place, ...]:
    """The articles of an outlet in a scope, by key."""
    from sqlalchemy import text

    articles, given = inside(connection, scope, outlet)
    wanted = f"SELECT a.key, o.slug, o.name, o.kind, r.words, r.title FROM {articles} ORDER BY a.key"  # noqa: S608 - names
    return tuple(
        Place(row.key, row.slug, row.name, row.kind, True, row.words, None, row.title)
        for row in connection.execute(text(wanted), given)
    )

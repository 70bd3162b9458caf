"""The articles a sample is drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from provenance.store.keeping import collections
from provenance.store.schema.tables import ARTICLES, COLLECTION_ARTICLES, READINGS


@dataclass(frozen=True, slots=True)
class Drawable:
    """An article that may be drawn: its key, its outlet's slug and its language, as far as known."""

    key: str
    outlet: str
    language: str


def drawable(connection: Connection, collection: str | None = None) -> list[Drawable]:
    """The held articles with a text, by key, of one collection or of all; raises UnknownNameError."""
    r = READINGS.c
    wanted = select(ARTICLES.c.key, r.outlet_slug, r.language).join(
        READINGS, (r.article_id == ARTICLES.c.id) & r.is_current
    )
    if collection is not None:
        number = collections.number(connection, collection)
        wanted = wanted.join(COLLECTION_ARTICLES, COLLECTION_ARTICLES.c.article_id == ARTICLES.c.id)
        wanted = wanted.where(COLLECTION_ARTICLES.c.collection_id == number)
    rows = connection.execute(wanted.where(r.text_id.is_not(None)).order_by(ARTICLES.c.key))
    return [Drawable(key, outlet or "", (language or "")[:2]) for key, outlet, language in rows]

"""Collections: named sets of articles and how they were sampled."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from provenance.errors import UnknownNameError, UsageError
from provenance.records.held import CollectionInfo
from provenance.store.keeping.clock import now
from provenance.store.keeping.inserting import insert_new
from provenance.store.schema.tables import COLLECTION_ARTICLES, COLLECTIONS
from provenance.text import sha256_text, storable


def number(connection: Connection, name: str) -> int:
    """The row number of a collection; raises UnknownNameError."""
    key = _key(name)
    found = connection.execute(select(COLLECTIONS.c.id).where(COLLECTIONS.c.key == key)).scalar()
    if found is None:
        names = sorted(connection.execute(select(COLLECTIONS.c.name)).scalars())[:20]
        known = f"; there are: {', '.join(names)}" if names else "; there are none yet"
        raise UnknownNameError(f"no collection {name!r}{known} (provenance collection create)")
    assert isinstance(found, int)
    return found


def put(connection: Connection, collection: int, articles: Iterable[int]) -> None:
    """Put articles into a collection, by row numbers; those that are in it stay as they are."""
    rows = [{"collection_id": collection, "article_id": article, "added_at": now()} for article in articles]
    if rows:
        insert_new(connection, COLLECTION_ARTICLES, rows)


def _key(name: str) -> str:
    return sha256_text(storable(name.strip()))


def create(connection: Connection, name: str, how_sampled: str, *, through_copies: bool = False) -> CollectionInfo:
    """Make a collection; the same one again changes nothing.

    Raises UsageError for a nameless one, one that does not say how it is sampled, and where the
    name is taken by one that was sampled otherwise.
    """
    name, how_sampled = storable(name.strip()), storable(how_sampled.strip())
    if not name or not how_sampled:
        raise UsageError("a collection needs a name and a word on how it is sampled: rates are computed inside one")
    row = {
        "key": _key(name), "name": name, "how_sampled": how_sampled, "created_at": now(), "through_copies": through_copies,
    }  # fmt: skip
    insert_new(connection, COLLECTIONS, [row])
    kept = show(connection, name)
    if (kept.how_sampled, kept.through_copies) != (how_sampled, through_copies):
        raise UsageError(f"there is a collection {name!r} already, sampled otherwise: {kept.how_sampled}")
    return kept


def show(connection: Connection, name: str) -> CollectionInfo:
    """A collection by name; raises UnknownNameError."""
    return _infos(connection, number(connection, name))[0]


def listed(connection: Connection) -> list[CollectionInfo]:
    """All collections by name."""
    return sorted(_infos(connection, None), key=lambda c: c.name)


def _infos(connection: Connection, only: int | None) -> list[CollectionInfo]:
    c = COLLECTIONS.c
    articles = func.count(COLLECTION_ARTICLES.c.article_id)
    wanted = (
        select(c.name, c.how_sampled, c.created_at, articles, c.through_copies)
        .outerjoin(COLLECTION_ARTICLES, COLLECTION_ARTICLES.c.collection_id == c.id)
        .group_by(c.id, c.name, c.how_sampled, c.created_at, c.through_copies)
    )
    if only is not None:
        wanted = wanted.where(c.id == only)
    return [CollectionInfo(*row) for row in connection.execute(wanted)]

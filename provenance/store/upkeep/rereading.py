"""Captures as they were taken in, given back from rows and evidence, to be read again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from provenance.errors import StoreError
from provenance.records.added import Added
from provenance.records.article import Reading
from provenance.records.capture import Capture, Given
from provenance.store.keeping import adding
from provenance.store.schema.tables import ARTICLES, CAPTURES, OUTLETS, READINGS, SIGHTINGS

_GIVEN = frozenset(f.name for f in fields(Given))


@dataclass(frozen=True, slots=True)
class Stored:
    """One capture as somebody handed it in: which, under which id, and what was said of it.

    `article` is the row number of what it was read as, None where no article came of it.
    """

    capture: int
    id: str
    given: tuple[tuple[str, str], ...]
    article: int | None


def stored(connection: Connection, outlet: str | None, since: str | None) -> list[Stored]:
    """All captures that pages came in and whose bytes are kept, in the order in which they came; each way of handing one in once.

    `outlet` is a slug; `since` a moment in UTC before which nothing was taken in.
    """
    s, c, r = SIGHTINGS.c, CAPTURES.c, READINGS.c
    seen = select(s.capture_id, s.batch_id, s.given, s.article_id, s.id.label("number")).join(
        CAPTURES, c.id == s.capture_id
    )
    seen = seen.join(ARTICLES, ARTICLES.c.id == s.article_id)
    if outlet is not None:
        seen = seen.join(OUTLETS, OUTLETS.c.id == ARTICLES.c.outlet_id).where(OUTLETS.c.slug == outlet)
    failed = select(c.id, r.given_id, c.given).join(READINGS, (r.capture_id == c.id) & r.article_id.is_(None))
    failed = failed.where(~select(s.id).where(s.capture_id == c.id).exists()).order_by(c.id, r.id)
    seen, failed = seen.where(c.pruned_at.is_(None)), failed.where(c.pruned_at.is_(None))
    if since is not None:
        seen, failed = seen.where(c.first_seen_at >= since), failed.where(c.first_seen_at >= since)
    rows = connection.execute(seen.order_by(s.capture_id, s.id))
    found = [Stored(row.capture_id, row.batch_id, _pairs(row.given), row.article_id) for row in rows]
    if outlet is None:
        found += [Stored(row.id, row.given_id, _pairs(row.given), None) for row in connection.execute(failed)]
    first: dict[tuple[Any, ...], Stored] = {}
    for one in found:
        first.setdefault((one.capture, one.given, one.article), one)
    return sorted(first.values(), key=lambda one: one.capture)


def _pairs(given: dict[str, str] | None) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((k, v) for k, v in (given or {}).items() if k in _GIVEN))


def place_of(connection: Connection, key: str) -> tuple[Stored, str] | None:
    """The capture of a key, and where its bytes lie; None where it is not kept."""
    row = connection.execute(select(CAPTURES.c.id, CAPTURES.c.kept_in).where(CAPTURES.c.key == key)).first()
    return (Stored(row.id, key, (), None), row.kept_in) if row else None


def capture_of(connection: Connection, one: Stored, fetch: Callable[[str], bytes]) -> Capture:
    """The capture, with its bytes; raises StoreError where they are missing or damaged."""
    row = connection.execute(select(CAPTURES).where(CAPTURES.c.id == one.capture)).mappings().one()
    content = fetch(row["kept_in"])
    if hashlib.sha256(content).hexdigest() != row["sha256"]:
        raise StoreError(f"evidence is damaged: {row['kept_in']}: not the bytes of this capture")
    return _capture(row, one, content)


def _capture(row: RowMapping, one: Stored, content: bytes) -> Capture:
    return Capture(
        id=one.id, key=row["key"], sha256=row["sha256"], media=row["media"], url=row["url"], fetched_at=row["fetched_at"],
        given=Given(**dict(one.given)), content=content, url_final=row["url_final"], headers=tuple((k, v) for k, v in row["headers"]),
        path=row["path"], truncated=row["truncated"],
    )  # fmt: skip


def keep(connection: Connection, one: Stored, reading: Reading, capture: Capture, run: int) -> Added:
    """Keep a re-reading beside the earlier ones: under the article the capture was read as before.

    The very same reading again changes nothing.
    """
    task = adding.Task(reading, capture, "", run, None, None, fresh=False)
    return adding.keep_again(connection, task, one.capture, one.article)

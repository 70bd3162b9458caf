"""The captures and revisions of an article, and what the extractors read in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import Connection, RowMapping, func, select

from provenance.records.history import History, PastCapture, PastReading
from provenance.store.asking import loading
from provenance.store.keeping.inserting import batches
from provenance.store.schema.tables import CAPTURES, CREDITS, READINGS, SIGHTINGS, TEXTS
from provenance.text import join_spans, word_changes


def history(connection: Connection, ref: str | int) -> History:
    """All captures of an article, earliest first; raises UnknownNameError."""
    article = loading.find(connection, ref)
    readings = _readings(connection, article.row)
    observed = _observed(connection, article.row)
    captures = _captures(connection, article.key, sorted({*readings, *observed}))
    dated = sorted((*_when(row, observed.get(row["id"])), row["id"], row) for row in captures)
    listed: list[PastCapture] = []
    revisions: dict[str, int] = {}
    before: str | None = None
    for at, basis, number, row in dated:
        read = readings.get(number, ())
        chosen = next((r for r in reversed(read) if r["sha256"] is not None), None)
        words = _words(connection, chosen) if chosen else None
        changed = word_changes(before, words) if words is not None and before is not None else None
        text = chosen["sha256"] if chosen else None
        listed.append(
            PastCapture(
                key=row["key"], at=at, at_basis=basis, url=row["url_final"] or row["url"], outcome=row["outcome"], reason=row["reason"],
                http_status=row["status"], sha256=row["sha256"], bytes=row["size"],
                revision=revisions.setdefault(text, len(revisions) + 1) if text else None, text=text,
                words_added=changed[0] if changed else None, words_removed=changed[1] if changed else None,
                readings=tuple(_reading(r) for r in read), robots_ignored=row["robots_ignored"], pruned_at=row["pruned_at"],
            )
        )  # fmt: skip
        before = words if words is not None else before
    return History(article, len(revisions), tuple(listed))


def _captures(connection: Connection, article: str, numbers: Sequence[int]) -> list[RowMapping]:
    found = {}
    for some in batches(numbers):
        for row in connection.execute(select(CAPTURES).where(CAPTURES.c.id.in_(some))).mappings():
            found[row["id"]] = row
    failed = (CAPTURES.c.page_key == article) & (CAPTURES.c.media == "none")
    for row in connection.execute(select(CAPTURES).where(failed)).mappings():
        found[row["id"]] = row
    return list(found.values())


def _observed(connection: Connection, article: int) -> dict[int, str | None]:
    """When the captures of an article were seen, by their row numbers."""
    seen = (
        select(SIGHTINGS.c.capture_id, func.min(SIGHTINGS.c.observed_at))
        .where(SIGHTINGS.c.article_id == article)
        .group_by(SIGHTINGS.c.capture_id)
    )
    return {row[0]: row[1] for row in connection.execute(seen)}


def _when(row: RowMapping, observed: str | None) -> tuple[str, Literal["fetched", "observed", "taken_in"]]:
    if row["fetched_at"]:
        return row["fetched_at"], "fetched"
    return (observed, "observed") if observed else (row["first_seen_at"], "taken_in")


def _readings(connection: Connection, article: int) -> dict[int, list[RowMapping]]:
    r = READINGS.c
    credits = select(func.count()).where(CREDITS.c.reading_id == r.id).scalar_subquery()
    wanted = (
        select(
            r.id, r.capture_id, r.key, r.extractor, r.is_current, r.status, r.reason, r.title, r.words, r.origin_kind,
            TEXTS.c.sha256, credits.label("credits"),
        )
        .outerjoin(TEXTS, TEXTS.c.id == r.text_id)
        .where(r.article_id == article)
        .order_by(r.id)
    )  # fmt: skip
    found: dict[int, list[RowMapping]] = {}
    for row in connection.execute(wanted).mappings():
        found.setdefault(row["capture_id"], []).append(row)
    return found


def _words(connection: Connection, reading: RowMapping) -> str:
    wanted = select(TEXTS.c.text, READINGS.c.spans).join(TEXTS, TEXTS.c.id == READINGS.c.text_id)
    row = connection.execute(wanted.where(READINGS.c.id == reading["id"])).one()
    return join_spans(row.text, row.spans or ())


def _reading(row: RowMapping) -> PastReading:
    return PastReading(
        key=row["key"], extractor=row["extractor"], current=row["is_current"], status=row["status"], reason=row["reason"],
        text=row["sha256"], title=row["title"], words=row["words"], origin=row["origin_kind"], credits=row["credits"],
    )  # fmt: skip

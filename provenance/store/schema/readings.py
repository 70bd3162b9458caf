"""Readings and what they found, each row with the evidence it rests on.

`position` keeps the order of the record; it is what a row is counted by inside its reading.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from provenance.store.schema.base import (
    Base,
    Evidenced,
    Id,
    Json,
    Key,
    MaybeEvidenced,
    Moment,
    OutletNamed,
    ReadingId,
    Sha,
    Word,
)


class ReadingRow(OutletNamed, Base):
    """What one extractor version found in one capture.

    The outlet columns are the page's; those with `origin_` its stated origin. `digest` covers the
    whole content: the same capture read with other outlets, or with other words of the caller, is
    another reading with the same key. A failed reading has no article.
    """

    __tablename__ = "readings"
    __table_args__ = (
        UniqueConstraint("key", "digest"),
        Index(None, "article_id"),
        Index(None, "capture_id"),
        Index(None, "text_id"),
        Index(None, "text_class"),
        Index(None, "published_not_before"),
        Index(None, "published_not_after"),
        Index(
            "uq_readings_current",
            "article_id",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
        Index(
            "ix_readings_counted",
            "article_id",
            "words",
            "published_not_before",
            "published_not_after",
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
    )

    id: Mapped[Id]
    key: Mapped[Key]
    digest: Mapped[Sha]
    given_id: Mapped[str]
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"))
    capture_id: Mapped[int] = mapped_column(ForeignKey("captures.id"))
    text_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    is_current: Mapped[bool]
    status: Mapped[Word]
    reason: Mapped[Word | None]
    detail: Mapped[str | None]
    registry_digest: Mapped[str | None]
    extractor: Mapped[Word]
    url: Mapped[str | None]
    host: Mapped[str | None]
    identity_basis: Mapped[Word | None]
    sha256: Mapped[str | None]
    charset: Mapped[str | None]
    archived_from: Mapped[Json | None]
    document_version: Mapped[Word | None]
    document_kind: Mapped[Word | None]
    title: Mapped[str | None]
    subtitle: Mapped[str | None]
    language: Mapped[str | None]
    words: Mapped[int | None]
    spans: Mapped[Json | None]
    text_class: Mapped[Sha | None]
    published_not_before: Mapped[Moment | None]
    published_not_after: Mapped[Moment | None]
    origin_kind: Mapped[Word | None]
    origin_basis: Mapped[Word | None]
    origin_name: Mapped[str | None]
    origin_url: Mapped[str | None]
    origin_confidence: Mapped[float | None]
    origin_outlet_slug: Mapped[str | None]
    origin_outlet_name: Mapped[str | None]
    origin_outlet_domain: Mapped[str | None]
    origin_outlet_provisional: Mapped[bool | None]
    statements: Mapped[Json | None]
    own_voice: Mapped[Json | None]


class IdentityEvidence(Evidenced, Base):
    """What a claimed identity of a page rests on."""

    __tablename__ = "identity_evidence"
    __table_args__ = (UniqueConstraint("reading_id", "position"),)

    id: Mapped[Id]
    reading_id: Mapped[ReadingId]
    position: Mapped[int]


class DateClaimRow(MaybeEvidenced, Base):
    """One claimed date with its bounds.

    `role` is the place in the reading: `published`, `modified`, `dates` (in order of `position`),
    or `credit` (the date of the credit at `position`).
    """

    __tablename__ = "date_claims"
    __table_args__ = (UniqueConstraint("reading_id", "role", "position"),)

    id: Mapped[Id]
    reading_id: Mapped[ReadingId]
    role: Mapped[Word]
    position: Mapped[int]
    value: Mapped[str]
    not_before: Mapped[Moment]
    not_after: Mapped[Moment]
    precision: Mapped[Word]
    kind: Mapped[Word]
    source: Mapped[str]


class BylineRow(Evidenced, OutletNamed, Base):
    """One name given as author."""

    __tablename__ = "bylines"
    __table_args__ = (UniqueConstraint("reading_id", "position"),)

    id: Mapped[Id]
    reading_id: Mapped[ReadingId]
    position: Mapped[int]
    name: Mapped[str]
    kind: Mapped[Word]


class CreditRow(Evidenced, OutletNamed, Base):
    """The page's own claim about where its text came from."""

    __tablename__ = "credits"
    __table_args__ = (UniqueConstraint("reading_id", "position"), Index(None, "key"))

    id: Mapped[Id]
    reading_id: Mapped[ReadingId]
    position: Mapped[int]
    key: Mapped[Key]
    relation: Mapped[Word]
    direction: Mapped[Word]
    name: Mapped[str | None]
    url: Mapped[str | None]
    authors: Mapped[Json]
    licence: Mapped[str | None]
    item_id: Mapped[str | None]
    partial: Mapped[bool]
    strength: Mapped[float]
    family: Mapped[Word]


class CopyrightRow(Evidenced, OutletNamed, Base):
    """Whose rights a line claims."""

    __tablename__ = "copyright_lines"
    __table_args__ = (UniqueConstraint("reading_id", "position"),)

    id: Mapped[Id]
    reading_id: Mapped[ReadingId]
    position: Mapped[int]
    text: Mapped[str]
    holder: Mapped[str | None]
    author: Mapped[str | None]
    years: Mapped[Json]
    reserved: Mapped[bool]
    scope: Mapped[Word]


class NoticeRow(Evidenced, Base):
    """A sentence on terms, liability, corrections or labels."""

    __tablename__ = "notices"
    __table_args__ = (UniqueConstraint("reading_id", "position"),)

    id: Mapped[Id]
    reading_id: Mapped[ReadingId]
    position: Mapped[int]
    notice_class: Mapped[Word]
    text: Mapped[str]
    conditions: Mapped[Json]
    contact: Mapped[str | None]

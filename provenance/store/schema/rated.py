"""Ratings of outlets by others, as a user imported them. None are shipped, and no measure reads them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from provenance.store.schema.base import Base, Id, Moment, Sha


class RatingSource(Base):
    """One imported file of ratings: whose it is, of which day, and under which terms. `key` is a digest of the name."""

    __tablename__ = "rating_sources"

    id: Mapped[Id]
    key: Mapped[Sha] = mapped_column(unique=True)
    name: Mapped[str]
    licence_note: Mapped[str | None]
    as_of: Mapped[str | None]
    file_name: Mapped[str]
    file_sha256: Mapped[Sha]
    imported_at: Mapped[Moment]


class Rating(Base):
    """What one source says of one host under one scheme (a column of its file); `number` where that is one."""

    __tablename__ = "ratings"
    __table_args__ = (Index(None, "source_id"), Index(None, "host"))

    id: Mapped[Id]
    source_id: Mapped[int] = mapped_column(ForeignKey("rating_sources.id", ondelete="CASCADE"))
    host: Mapped[str] = mapped_column(String(255))
    scheme: Mapped[str]
    value: Mapped[str]
    number: Mapped[float | None]

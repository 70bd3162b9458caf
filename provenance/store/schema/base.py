"""What the tables share: names of constraints, kinds of columns, and the columns of evidence.

Moments we saw are text, ISO 8601 in UTC with `Z`: both databases then compare, sort and print them
alike. Long texts (addresses, titles, names) carry no unique index, PostgreSQL's limit forbids it;
what must be unique is a key or a digest.
"""

from __future__ import annotations

from typing import Annotated, Any

from sqlalchemy import JSON, Double, ForeignKey, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

Id = Annotated[int, mapped_column(primary_key=True)]
Key = Annotated[str, mapped_column(String(20))]
"""A key of `records.keys`."""
Sha = Annotated[str, mapped_column(String(64))]
"""Hex SHA-256."""
Moment = Annotated[str, mapped_column(String(32))]
"""ISO 8601 in UTC, `2015-11-04T00:00:00Z`."""
Word = Annotated[str, mapped_column(String(64))]
"""A word of one of our closed lists."""
Json = Annotated[Any, mapped_column(JSON(none_as_null=True))]
ReadingId = Annotated[int, mapped_column(ForeignKey("readings.id", ondelete="CASCADE"))]


class Base(DeclarativeBase):
    """Base of the tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: Text(), float: Double()}  # noqa: RUF012 - SQLAlchemy looks for this name


class Evidenced:
    """The evidence a row rests on; `start_at` and `end_at` count code points in the reading's text."""

    quote: Mapped[str]
    place: Mapped[Word]
    locator: Mapped[str | None]
    start_at: Mapped[int | None]
    end_at: Mapped[int | None]
    rule: Mapped[str]
    rule_version: Mapped[Word]


class MaybeEvidenced:
    """The same columns where evidence may be absent (a date the caller gave, an edge found by text)."""

    quote: Mapped[str | None]
    place: Mapped[Word | None]
    locator: Mapped[str | None]
    start_at: Mapped[int | None]
    end_at: Mapped[int | None]
    rule: Mapped[str | None]
    rule_version: Mapped[Word | None]


class OutletNamed:
    """An outlet as a reading named it then: a claim, so it does not change with the registry."""

    outlet_slug: Mapped[str | None]
    outlet_name: Mapped[str | None]
    outlet_domain: Mapped[str | None]
    outlet_provisional: Mapped[bool | None]

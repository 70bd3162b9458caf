"""Outlets, their names, hosts and sourced facts.

`source` says who put a row there: `shipped` (a registry file), `user` (a person here), `seen`
(a page named it and no registry knows it). A sync touches shipped and seen rows only.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from provenance.store.schema.base import Base, Id, Json, Sha, Word

NAME_KEY_LENGTH = 200
"""Names are found by this much of their folded form: an index has to stay short."""
SLUG_LENGTH = 255


class OutletRow(Base):
    """Who publishes. `digest` tells whether a shipped entry has changed.

    `same_as` is the row of the outlet that people say this one is, through several steps; None for itself.
    """

    __tablename__ = "outlets"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH), unique=True)
    name: Mapped[str]
    kind: Mapped[Word]
    provisional: Mapped[bool]
    country: Mapped[str | None]
    languages: Mapped[Json]
    source: Mapped[Word]
    digest: Mapped[Sha | None]
    same_as: Mapped[int | None]


class OutletNameRow(Base):
    """One name of an outlet."""

    __tablename__ = "outlet_names"
    __table_args__ = (Index(None, "outlet_id"), Index(None, "name_key"))

    id: Mapped[Id]
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id", ondelete="CASCADE"))
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(String(NAME_KEY_LENGTH))
    kind: Mapped[Word]
    language: Mapped[str | None]
    source: Mapped[Word]


class OutletDomainRow(Base):
    """One host of an outlet, and the days between which it was so, where known."""

    __tablename__ = "outlet_domains"
    __table_args__ = (Index(None, "outlet_id"), Index(None, "host"))

    id: Mapped[Id]
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id", ondelete="CASCADE"))
    host: Mapped[str] = mapped_column(String(255))
    role: Mapped[Word]
    valid_from: Mapped[str | None]
    valid_to: Mapped[str | None]
    source: Mapped[Word]


class OutletFactRow(Base):
    """What one dated source says about an outlet; sources may disagree and both stay."""

    __tablename__ = "outlet_facts"
    __table_args__ = (Index(None, "outlet_id"),)

    id: Mapped[Id]
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id", ondelete="CASCADE"))
    property: Mapped[str]
    value: Mapped[str]
    source_name: Mapped[str]
    source_url: Mapped[str | None]
    as_of: Mapped[str | None]
    source: Mapped[Word]

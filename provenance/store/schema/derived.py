"""What is derived and can be thrown away: nodes and edges, by the article they were derived from.

The same node or edge may be derived from several articles (ten papers credit one agency): each
article keeps its own row, and a chain is put together by key. So one article's rows can be
replaced without touching another's, and the order of arrival does not show.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from provenance.store.schema.base import Base, Id, Json, Key, MaybeEvidenced, Moment, OutletNamed, Sha, Word


class NodeRow(OutletNamed, Base):
    """An article in a chain, held or known only from a credit.

    `claimed_key` is the key an article at the claimed address would have: a page found later is
    joined by it.
    """

    __tablename__ = "nodes"
    __table_args__ = (
        UniqueConstraint("article_id", "key"),
        Index(None, "key"),
        Index(None, "claimed_key"),
        Index(None, "reading_id"),
    )

    id: Mapped[Id]
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    reading_id: Mapped[int] = mapped_column(ForeignKey("readings.id", ondelete="CASCADE"))
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    position: Mapped[int]
    key: Mapped[Key]
    claimed_key: Mapped[Key | None]
    text_class: Mapped[Sha | None]
    name: Mapped[str]
    host: Mapped[str | None]
    url: Mapped[str | None]
    title: Mapped[str | None]
    published: Mapped[Json | None]
    held: Mapped[bool]
    state_links: Mapped[Json]


class EdgeRow(Base):
    """`child_key` (the copy) comes from `parent_key`; `reading_id` is what it was derived from."""

    __tablename__ = "edges"
    __table_args__ = (
        UniqueConstraint("article_id", "key"),
        Index(None, "key"),
        Index(None, "child_key"),
        Index(None, "parent_key"),
        Index(None, "reading_id"),
    )

    id: Mapped[Id]
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    reading_id: Mapped[int] = mapped_column(ForeignKey("readings.id", ondelete="CASCADE"))
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    position: Mapped[int]
    key: Mapped[Key]
    child_key: Mapped[Key]
    parent_key: Mapped[Key]
    relation: Mapped[Word]
    state: Mapped[Word]
    confidence: Mapped[float]
    found_by: Mapped[Word]
    direction_basis: Mapped[Json]
    credit: Mapped[Word]
    credit_outlet_slug: Mapped[str | None]
    credit_outlet_name: Mapped[str | None]
    credit_outlet_domain: Mapped[str | None]
    credit_outlet_provisional: Mapped[bool | None]
    kept: Mapped[float | None]
    overlap: Mapped[float | None]
    words: Mapped[int | None]
    title_changed: Mapped[bool | None]
    hours_later: Mapped[float | None]
    reviewed: Mapped[bool]


class EdgeEvidence(MaybeEvidenced, Base):
    """What an edge rests on: quoted words, or a measured match (`measured`, a MATCH of the contract)."""

    __tablename__ = "edge_evidence"
    __table_args__ = (UniqueConstraint("edge_id", "position"),)

    id: Mapped[Id]
    edge_id: Mapped[int] = mapped_column(ForeignKey("edges.id", ondelete="CASCADE"))
    position: Mapped[int]
    measured: Mapped[Json | None]


class EdgesPending(Base):
    """An article whose edges wait to be derived anew; `mark` is the state of `meta.edges_state` that it was marked in."""

    __tablename__ = "edges_pending"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    mark: Mapped[int] = mapped_column(primary_key=True)


class Resolution(Base):
    """A node known from a credit turned out to be this article; nothing is rewritten."""

    __tablename__ = "resolutions"
    __table_args__ = (Index(None, "article_key"),)

    node_key: Mapped[Key] = mapped_column(primary_key=True)
    article_key: Mapped[Key]
    basis: Mapped[Word]
    at: Mapped[Moment]

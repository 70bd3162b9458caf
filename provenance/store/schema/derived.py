"""What is derived and can be thrown away: nodes and edges, by the article they were derived from.

The same node or edge may be derived from several articles (ten papers credit one agency): each
article keeps its own row, and a chain is put together by key. So one article's rows can be
replaced without touching another's, and the order of arrival does not show. What follows from all
of them together, as people judged it, stands in `copies` and `roots` (see `store.counted`).
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from provenance.store.schema.base import Base, Id, Json, Key, MaybeEvidenced, Moment, OutletNamed, Sha, Word

_REJECTED = text("state = 'rejected'")


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
        Index("ix_edges_rejected", "key", sqlite_where=_REJECTED, postgresql_where=_REJECTED),
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


class CopyRow(Base):
    """A copy and a source of it, as people judged it, by the keys they are known by today; the surest telling speaks.

    `place` ranks the possible sources of a copy, 1 for the one that counts, None for what is only beside it;
    `is_rival` is 1 where another than the first is nearly as sure. No foreign keys: rows are made anew, not cascaded.
    """

    __tablename__ = "copies"
    __table_args__ = (
        Index(None, "parent_key"),
        Index(None, "child_outlet", "edge_key"),
        Index(None, "parent_outlet"),
        Index(None, "child_id", sqlite_where=text("place = 1"), postgresql_where=text("place = 1")),
    )

    child_key: Mapped[Key] = mapped_column(primary_key=True)
    parent_key: Mapped[Key] = mapped_column(primary_key=True)
    edge_key: Mapped[Key]
    edge_id: Mapped[int | None]
    child_id: Mapped[int | None]
    child_outlet: Mapped[str | None]
    parent_id: Mapped[int | None]
    parent_outlet: Mapped[str | None]
    relation: Mapped[Word]
    extent: Mapped[Word]
    state: Mapped[Word]
    confidence: Mapped[float]
    found_by: Mapped[Word]
    credit: Mapped[Word]
    credit_outlet: Mapped[str | None]
    kept: Mapped[float | None]
    overlap: Mapped[float | None]
    words: Mapped[int | None]
    title_changed: Mapped[bool | None]
    hours_later: Mapped[float | None]
    reviewed: Mapped[int]
    judged: Mapped[Word | None]
    place: Mapped[int | None]
    is_rival: Mapped[int]


class RootRow(Base):
    """The end of the chain of main sources above a held copy; no foreign keys, as in `copies`."""

    __tablename__ = "roots"
    __table_args__ = (Index(None, "article_id"), Index(None, "root_outlet"))

    article_key: Mapped[Key] = mapped_column(primary_key=True)
    article_id: Mapped[int]
    outlet_id: Mapped[int | None]
    extent: Mapped[Word]
    root_key: Mapped[Key | None]
    root_id: Mapped[int | None]
    root_outlet: Mapped[str | None]
    hops: Mapped[int]
    confidence: Mapped[float]
    credited: Mapped[int]
    ended: Mapped[Word]

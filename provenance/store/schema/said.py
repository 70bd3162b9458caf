"""What was said, as articles are read now, and the same statement across articles.

All of it can be made anew: statements from the readings that hold them, quotations from statements
and edges. `rank` is a number that follows from the words alone, so that order of arrival does not show.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from provenance.store.schema.base import Base, Id, Json, Key, Word


class StatementRow(Base):
    """One statement of an article's current reading; `words` are its words as ` word `, for deciding on phrases.

    `person` is equal for the spellings of one full name. `quotation` is the key of the quotation it was
    joined to, null until then; `joined` says that it was compared with the others.
    """

    __tablename__ = "statements"
    __table_args__ = (
        UniqueConstraint("article_id", "position"),
        Index(None, "reading_id"),
        Index(None, "key"),
        Index(None, "quotation"),
        Index(None, "person"),
        Index("ix_statements_unjoined", "id", sqlite_where=text("NOT joined"), postgresql_where=text("NOT joined")),
    )

    id: Mapped[Id]
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    reading_id: Mapped[int] = mapped_column(ForeignKey("readings.id", ondelete="CASCADE"))
    position: Mapped[int]
    key: Mapped[Key]
    type: Mapped[Word]
    zone: Mapped[Word]
    text: Mapped[str]
    words: Mapped[str]
    weight: Mapped[int]
    rank: Mapped[int] = mapped_column(BigInteger)
    content: Mapped[Json]
    cue: Mapped[Json | None]
    speaker_start: Mapped[int | None]
    speaker_end: Mapped[int | None]
    speaker_mention: Mapped[str | None]
    speaker_name: Mapped[str | None]
    speaker_kind: Mapped[Word | None]
    speaker_role: Mapped[str | None]
    speaker_affiliation: Mapped[str | None]
    speaker_method: Mapped[Word | None]
    speaker_confidence: Mapped[float | None]
    person: Mapped[str | None]
    venue: Mapped[Json | None]
    quotation: Mapped[Key | None]
    joined: Mapped[bool] = mapped_column(server_default=false())


class StatementPair(Base):
    """Two neighbouring content words of a statement, as a number: what statements find each other by."""

    __tablename__ = "statement_pairs"
    __table_args__ = ({"sqlite_with_rowid": False},)

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    rank: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    statement_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class SaidPending(Base):
    """An article whose statements or edges came or changed since its quotations were last derived."""

    __tablename__ = "said_pending"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)


class QuotationRow(Base):
    """One statement across articles: its words in the first carrier, its speaker, and why the first is first.

    `speaker_person` is equal for the spellings of one full name, as `StatementRow.person` is.
    """

    __tablename__ = "quotations"
    __table_args__ = (Index(None, "first_article_key"),)

    key: Mapped[Key] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    text: Mapped[str]
    speaker_name: Mapped[str | None]
    speaker_mention: Mapped[str | None]
    speaker_role: Mapped[str | None]
    speaker_affiliation: Mapped[str | None]
    speaker_kind: Mapped[Word | None]
    speaker_person: Mapped[str | None]
    speaker_from: Mapped[Key | None]
    speaker_agreement: Mapped[Word]
    occasion: Mapped[str | None]
    first_article_key: Mapped[Key]
    first_by: Mapped[Word]
    first_basis: Mapped[str]
    carriers: Mapped[int]
    outlets: Mapped[int]


class QuotationCarrier(Base):
    """One article that carries a quotation, the first at position 0; `credited` are the names it credits."""

    __tablename__ = "quotation_carriers"
    __table_args__ = (Index(None, "article_id"),)

    quotation_key: Mapped[Key] = mapped_column(ForeignKey("quotations.key", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    relation: Mapped[Word]
    attribution: Mapped[Word]
    speaker_name: Mapped[str | None]
    speaker_mention: Mapped[str | None]
    text: Mapped[str]
    diff: Mapped[Json]
    credited: Mapped[str | None]

"""What people decided. It is not derived: it hangs on keys only and stays when all else is made anew."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from provenance.store.schema.base import Base, Id, Json, Key, Moment, Word


class Judgement(Base):
    """A person's decision; withdrawn, never erased.

    `child_key` and `parent_key` are the ends of a judged edge (or outlet) that `ends` tells more of;
    `article_key` says of which article a credit or date is.
    """

    __tablename__ = "judgements"
    __table_args__ = (
        UniqueConstraint("key"),
        Index(None, "subject_key"),
        Index(None, "child_key"),
        Index(None, "parent_key"),
        Index(None, "article_key"),
    )

    id: Mapped[Id]
    key: Mapped[Key]
    kind: Mapped[Word]
    subject_key: Mapped[Key]
    decision: Mapped[Word]
    value: Mapped[str | None]
    child_key: Mapped[Key | None]
    parent_key: Mapped[Key | None]
    ends: Mapped[Json | None]
    article_key: Mapped[Key | None]
    relation: Mapped[Word | None]
    name: Mapped[str | None]
    quote: Mapped[str | None]
    note: Mapped[str]
    judged_by: Mapped[str | None]
    source: Mapped[str | None]
    at: Mapped[Moment]
    withdrawn_at: Mapped[Moment | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_note: Mapped[str | None]

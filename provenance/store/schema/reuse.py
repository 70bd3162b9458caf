"""Text reuse: which articles hold the same words, the fingerprints of texts, and what pairs of them share.

The unit is a class: articles whose words, boilerplate of their outlet aside, are the same; it is
fingerprinted and compared once. All rows of one version of the rule stand beside those of another,
so a new version is built while the old one answers. Everything here can be made anew from the texts.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from provenance.store.schema.base import Base, Json, Key, Moment, Sha, Word


class ReusePending(Base):
    """An article whose text came or changed since it was last indexed; written with the reading."""

    __tablename__ = "reuse_pending"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)


class TextClass(Base):
    """Texts of the same words. `earliest` is the earliest claimed publication of a member (`9999` for none).

    `first_key` is the smallest key of its members: the text that stands for the class. `linked` says
    that it was compared with all others as of `touched`, which counts changes that bear on that.
    """

    __tablename__ = "text_classes"
    __table_args__ = (
        Index("uq_text_classes_version", "version", "digest", unique=True),
        Index(
            "ix_text_classes_unlinked", "id", sqlite_where=text("NOT linked"), postgresql_where=text("NOT linked")
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[Word]
    digest: Mapped[Sha]
    words: Mapped[int]
    earliest: Mapped[Moment]
    first_key: Mapped[Key]
    linked: Mapped[bool] = mapped_column(server_default=false())
    touched: Mapped[int]


class ClassArticle(Base):
    """The class an article's text fell into, and which paragraphs of its body were cut as boilerplate.

    `story` is a number for the words of the whole body; `outlet_id` the outlet in whose boilerplate
    the article was looked up, 0 for none. `class_id` is null where nothing is left to compare.
    """

    __tablename__ = "class_articles"
    __table_args__ = (
        Index("ix_class_articles_class_id", "class_id"),
        Index("ix_class_articles_story", "version", "outlet_id", "story"),
        Index("ix_class_articles_article_id", "article_id"),
    )

    version: Mapped[Word] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    reading_id: Mapped[int] = mapped_column(ForeignKey("readings.id", ondelete="CASCADE"))
    class_id: Mapped[int | None] = mapped_column(ForeignKey("text_classes.id"))
    outlet_id: Mapped[int]
    story: Mapped[int] = mapped_column(BigInteger)
    cut: Mapped[Json]


class Fingerprint(Base):
    """A fingerprint of a class. No foreign key: millions of rows, deleted with their class."""

    __tablename__ = "fingerprints"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's name

    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    class_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Crowd(Base):
    """A fingerprint more classes have than are looked up, and the last of those that are."""

    __tablename__ = "crowds"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    last_earliest: Mapped[Moment]
    last_digest: Mapped[Sha]


class CrowdMember(Base):
    """One of the earliest classes of a crowded fingerprint: these are looked up."""

    __tablename__ = "crowd_members"
    __table_args__ = ({"sqlite_with_rowid": False},)

    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    class_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class OutletParagraph(Base):
    """A paragraph of an outlet's story: what boilerplate is counted by."""

    __tablename__ = "outlet_paragraphs"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    version: Mapped[Word] = mapped_column(primary_key=True)
    outlet_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    story: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)


class OutletBoilerplate(Base):
    """A paragraph that stands in so many stories of an outlet that it is boilerplate there."""

    __tablename__ = "outlet_boilerplate"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    version: Mapped[Word] = mapped_column(primary_key=True)
    outlet_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)


class MatchRow(Base):
    """What two classes share: an unordered pair, the smaller number first.

    `spans` are runs of words, (first in a, first in b, how many), counted in the words of the class:
    each member article finds its own code points from them.
    """

    __tablename__ = "matches"
    __table_args__ = (Index("ix_matches_b_class", "b_class"),)

    a_class: Mapped[int] = mapped_column(
        ForeignKey("text_classes.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    b_class: Mapped[int] = mapped_column(
        ForeignKey("text_classes.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    kind: Mapped[Word]
    words: Mapped[int]
    longest_run: Mapped[int]
    cover_a: Mapped[float]
    cover_b: Mapped[float]
    spans: Mapped[Json]

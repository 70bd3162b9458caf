"""What is held: captures, texts, articles, sightings, collections; runs, tombstones, search."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from provenance.store.schema.base import Base, Id, Json, Key, Moment, Sha, Word


class Meta(Base):
    """Single values about this database, for example the registry it was last synced with."""

    __tablename__ = "meta"

    name: Mapped[Word] = mapped_column(primary_key=True)
    value: Mapped[str]


class Run(Base):
    """One use of the program that wrote something; derived rows name it."""

    __tablename__ = "runs"

    id: Mapped[Id]
    started_at: Mapped[Moment]
    version: Mapped[Word]
    settings_digest: Mapped[Sha | None]


class CaptureRow(Base):
    """Bytes received from one place at one time; `kept_in` says where in the evidence they lie.

    Fetches that gave no page are here too, with the `reason`; `page_key` is the key an article at that
    address has, `given` what the caller said of it when it was first handed in. `robots_ignored`: a person
    asked for it whatever robots.txt says. `pruned_at`: its bytes were taken away then.
    """

    __tablename__ = "captures"
    __table_args__ = (Index(None, "sha256"), Index(None, "page_key"))

    id: Mapped[Id]
    key: Mapped[Key] = mapped_column(unique=True)
    sha256: Mapped[Sha]
    media: Mapped[Word]
    url: Mapped[str | None]
    url_final: Mapped[str | None]
    fetched_at: Mapped[str | None]
    headers: Mapped[Json]
    path: Mapped[str | None]
    size: Mapped[int]
    kept_in: Mapped[str]
    first_seen_at: Mapped[Moment]
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    page_key: Mapped[Key | None]
    outcome: Mapped[Word] = mapped_column(server_default=text("'page'"))
    reason: Mapped[Word | None]
    detail: Mapped[str | None]
    status: Mapped[int | None]
    address: Mapped[str | None]
    hops: Mapped[Json | None]
    truncated: Mapped[bool] = mapped_column(server_default=false())
    given: Mapped[Json | None]
    robots_ignored: Mapped[bool] = mapped_column(server_default=false())
    pruned_at: Mapped[Moment | None]


class TextRow(Base):
    """One frozen `document.text`, by digest."""

    __tablename__ = "texts"

    id: Mapped[Id]
    sha256: Mapped[Sha] = mapped_column(unique=True)
    text: Mapped[str]
    characters: Mapped[int]


class ArticleRow(Base):
    """One outlet's publication of a text at one address. `url` is canonical; the key stands for it."""

    __tablename__ = "articles"
    __table_args__ = (Index(None, "outlet_id"),)

    id: Mapped[Id]
    key: Mapped[Key] = mapped_column(unique=True)
    url: Mapped[str | None]
    outlet_id: Mapped[int | None] = mapped_column(ForeignKey("outlets.id"))
    identity_basis: Mapped[Word]
    first_seen_at: Mapped[Moment]


class Sighting(Base):
    """One time an article was handed to us: the caller's id for it and what the caller said of it."""

    __tablename__ = "sightings"
    __table_args__ = (Index(None, "article_id"), Index(None, "collection_id"))

    id: Mapped[Id]
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    capture_id: Mapped[int] = mapped_column(ForeignKey("captures.id"))
    collection_id: Mapped[int | None] = mapped_column(ForeignKey("collections.id"))
    batch_id: Mapped[str]
    given: Mapped[Json]
    observed_at: Mapped[str | None]
    observed_by: Mapped[str | None]
    seen_at: Mapped[Moment]


class Collection(Base):
    """A named set of articles and how it was sampled; `through_copies`: they were found because they copy."""

    __tablename__ = "collections"

    id: Mapped[Id]
    key: Mapped[Sha] = mapped_column(unique=True)
    name: Mapped[str]
    how_sampled: Mapped[str]
    through_copies: Mapped[bool] = mapped_column(server_default=false())
    created_at: Mapped[Moment]


class CollectionArticle(Base):
    """An article's place in a collection."""

    __tablename__ = "collection_articles"
    __table_args__ = (Index(None, "article_id"),)

    collection_id: Mapped[int] = mapped_column(ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    added_at: Mapped[Moment]


class Tombstone(Base):
    """What was forgotten, by key, so that it is not taken in again."""

    __tablename__ = "tombstones"

    key: Mapped[Key] = mapped_column(primary_key=True)
    reason: Mapped[str]
    at: Mapped[Moment]


class SearchText(Base):
    """The words of an article's text and title, each as ` word `, for deciding on phrases.

    `overflows` marks a text with more distinct words than the token index takes.
    """

    __tablename__ = "search_texts"
    __table_args__ = (Index(None, "overflows"),)

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    words: Mapped[str]
    title_words: Mapped[str]
    overflows: Mapped[bool]

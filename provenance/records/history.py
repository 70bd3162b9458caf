"""What became of an article over time: its captures, its revisions, and the readings of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from provenance.records.base import Record, as_json
from provenance.records.held import HeldArticle


@dataclass(frozen=True, slots=True)
class PastReading(Record):
    """One reading of a capture in short; `extractor` tells re-readings of the same bytes apart."""

    key: str
    extractor: str
    current: bool
    status: str
    reason: str | None
    text: str | None
    title: str | None
    words: int | None
    origin: str | None
    credits: int


@dataclass(frozen=True, slots=True)
class PastCapture(Record):
    """One time the article's address was asked, or the article was handed in.

    `at` is when, ISO 8601 in UTC, and `at_basis` how we know: it was fetched then, somebody saw it
    then (as the caller says), or we were handed it then. `outcome` and `reason` are those of the
    fetch. `revision` counts the different texts from 1, None where no text came; `words_added` and
    `words_removed` compare the article's words with those of the capture before that had any.
    `robots_ignored` says that a person asked for it whatever robots.txt says; `pruned_at` when its bytes were
    taken away, None where they are kept.
    """

    key: str
    at: str
    at_basis: Literal["fetched", "observed", "taken_in"]
    url: str | None
    outcome: str
    reason: str | None
    http_status: int | None
    sha256: str
    bytes: int
    revision: int | None
    text: str | None
    words_added: int | None
    words_removed: int | None
    readings: tuple[PastReading, ...]
    robots_ignored: bool = False
    pruned_at: str | None = None


@dataclass(frozen=True, slots=True)
class History(Record):
    """An article's captures, earliest first (`provenance.history/1`)."""

    article: HeldArticle
    revisions: int
    captures: tuple[PastCapture, ...]

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, schema number first."""
        body = as_json(self)
        assert isinstance(body, dict)
        return {"schema": "provenance.history/1", **body}

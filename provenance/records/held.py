"""What the library says about what it holds."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.records.base import Record
from provenance.records.outlet import OutletRef


@dataclass(frozen=True, slots=True)
class HeldArticle(Record):
    """A held article in short: `key` everywhere, `row` here; title and dates from its current reading.

    `published_from` and `published_to` bound the claimed publication, ISO 8601 in UTC.
    """

    key: str
    row: int
    url: str | None
    outlet: OutletRef | None
    identity_basis: str
    title: str | None
    published_from: str | None
    published_to: str | None
    first_seen_at: str
    reading: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Hit(Record):
    """An article in which searched words occur.

    `hits` counts the phrase in what was searched. `snippet` is a piece of `document.text` (of the
    title in a search of titles) from code point `start` to `end`; the first hit lies at `hit_start` to `hit_end`.
    """

    article: HeldArticle
    hits: int
    snippet: str
    start: int
    end: int
    hit_start: int
    hit_end: int


@dataclass(frozen=True, slots=True)
class CollectionInfo(Record):
    """A named set of articles and how it was sampled; `through_copies`: they were found because they copy."""

    name: str
    how_sampled: str
    created_at: str
    articles: int
    through_copies: bool = False


@dataclass(frozen=True, slots=True)
class Finding(Record):
    """Something `verify` found amiss: what kind of thing, which one, and what is wrong in one line."""

    kind: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class FileCheck(Record):
    """What came of checking one WARC or WACZ file.

    `records` are sound as far as can be told; of these `unvouched` have neither a digest nor a
    checksum around them, so that a change in them could not be seen.
    """

    records: int
    unvouched: int
    findings: tuple[Finding, ...]

"""What lies in a bundle: one zip with a story's report, the captures it cites, and the digests of all of it."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.records.base import Record

SCHEMA = "provenance.bundle/1"
MANIFEST, CITATION, QUOTES = "manifest.json", "CITATION.txt", "quotes.json"
CAPTURES = "captures.wacz"
PAGE = "index.html"


@dataclass(frozen=True, slots=True)
class BundledFile(Record):
    """A file of the bundle: its size in bytes and its digest."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class BundledCapture(Record):
    """A cited capture: of which article, where it was read, and the digest of its bytes without content codings.

    `text` is the digest of the text that was read in it, which lies in `texts/`; `reading` and `extractor` by what.
    """

    key: str
    article: str
    name: str
    url: str | None
    sha256: str
    text: str
    reading: str
    extractor: str


@dataclass(frozen=True, slots=True)
class Quoted(Record):
    """Words a conclusion rests on: whose (key of an edge or article), in which text, from where to where.

    `start` and `end` count code points; both are None for what does not stand in the visible text.
    """

    subject: str
    text: str
    quote: str
    where: str
    locator: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Manifest(Record):
    """The head of a bundle; the digest of its file is what a citation names."""

    title: str
    made: str
    version: str
    files: tuple[BundledFile, ...]
    captures: tuple[BundledCapture, ...]
    missing: tuple[str, ...]
    """Articles whose capture could not be packed, each with the reason."""

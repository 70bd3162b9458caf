"""Bytes as they came in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from provenance.records.base import Record, internal
from provenance.records.fetched import Fetched

Media = Literal["html", "text", "pdf"]


@dataclass(frozen=True, slots=True)
class Given(Record):
    """What the caller says about an input; it outranks what the page says and is kept as such.

    `listed_in` is the address of a feed that named the page, `credited` and `credited_url` whom that feed
    names as its source: a claim like the page's own, and no more.
    """

    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    language: str | None = None
    observed_at: str | None = None
    observed_by: str | None = None
    listed_in: str | None = None
    credited: str | None = None
    credited_url: str | None = None


@dataclass(frozen=True, slots=True)
class Capture(Record):
    """Bytes received from one place at one time; never changed.

    `key` is made of address, time and blob digest (`records.keys.capture_key`). For a file `url`
    is the address the caller gave, or None, and `fetched_at` is None: the same file taken in
    twice is one capture. A fetched page has the address asked for in `url`, the one that answered in
    `url_final`, and the whole record in `fetched`; `truncated` says that only its first part came.
    """

    id: str
    key: str
    sha256: str
    media: Media
    url: str | None
    fetched_at: str | None
    given: Given
    content: bytes = internal(repr=False)
    url_final: str | None = None
    headers: tuple[tuple[str, str], ...] = field(default=())
    path: str | None = None
    truncated: bool = False
    fetched: Fetched | None = field(default=None, repr=False, metadata={"json": False})

    @property
    def given_elsewhere(self) -> str | None:
        """The address the caller says a page has that was fetched from another one (a mirror, a test site)."""
        return self.given.url if self.fetched and self.given.url != self.url else None


@dataclass(frozen=True, slots=True)
class FailedInput(Record):
    """An input that could not be taken in: `reason` is a code of the contract, `detail` one line.

    `fetched` is the record of the fetch, where it was one.
    """

    id: str
    reason: str
    detail: str
    given: Given
    fetched: Fetched | None = field(default=None, repr=False, metadata={"json": False})

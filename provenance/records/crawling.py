"""What a night works with: sources, what is to be fetched, at which pace, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from provenance.records.base import Record, as_json
from provenance.records.capture import Given
from provenance.records.morning import Republished

ListKind = Literal["rss", "atom", "json", "sitemap", "sitemap_index", "section"]


@dataclass(frozen=True, slots=True)
class SourceInfo(Record):
    """A list of pages that is watched; moments are UTC, `every` seconds.

    `failures` counts the times in a row that it could not be read, `reason` and `detail` say why the last
    time; `new_at` is when it last named a page we did not know; `pages` counts the pages known from it.
    """

    row: int
    url: str
    kind: ListKind
    title: str | None
    every: int | None
    until: str | None
    added_at: str
    asked_at: str | None
    ok_at: str | None
    new_at: str | None
    failures: int
    reason: str | None
    detail: str | None
    pages: int = 0
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Pace(Record):
    """How hard a crawl works; all in seconds but `workers`.

    `gap` lies at least between the end of one request to a host and the next one, Crawl-delay and
    Retry-After count up to `cap`. What would be waited for longer than `patience` is put off to the
    next run. A host is leased for `lease`, renewed while it is worked on. Lists are asked again after
    `again`, pages after `revisit`, doubled each time they have not changed. A database that is gone is
    waited for as long as `outage`.
    """

    gap: float = 1.0
    cap: float = 3600.0
    patience: float = 120.0
    lease: float = 60.0
    again: float = 600.0
    revisit: float = 20 * 3600.0
    outage: float = 300.0
    workers: int = 16


@dataclass(frozen=True, slots=True)
class Work(Record):
    """One request to make: for a host's robots.txt, a list, or a page; its host is leased to who asked.

    `robots` is the text of the host's rules as last read, None where nothing is forbidden.
    `conditions` are the validators of the last answer. `listed` says of a page which list names it, and whom
    that list names as its source.
    """

    what: Literal["robots", "list", "page"]
    row: int
    url: str
    host: int
    origin: str
    robots: str | None
    standing: str | None
    delay: float | None
    tries: int
    conditions: tuple[tuple[str, str], ...]
    source: int | None = None
    kind: ListKind | None = None
    unchanged: int = 0
    every: int | None = None
    listed: Given = field(default_factory=Given)


@dataclass(frozen=True, slots=True)
class Trouble(Record):
    """A source or page that could not be read, with the reason."""

    url: str
    reason: str | None
    detail: str | None


@dataclass(frozen=True, slots=True)
class CrawlSummary(Record):
    """What one pass did. Requests count robots.txt, lists and pages; bytes are those of bodies as they came.

    `put_off` counts pages and lists that wait for a host longer than the run would; `forbidden` those that
    robots.txt keeps us from. `dead` are sources that could not be read, `silent` those that name nothing new for
    longer than is usual with them, `changed` sites whose pages are suddenly not read whole. `republished` are the
    sources of the articles that came in or were revised.
    """

    started_at: str
    ended_at: str
    requests: int
    bytes: int
    lists: int
    listed: int
    found: int
    pages: int
    new: int
    revised: int
    known: int
    unchanged: int
    partial: int
    failed: int
    forbidden: int
    put_off: int
    dead: tuple[Trouble, ...]
    reasons: tuple[tuple[str, int], ...]
    silent: tuple[Trouble, ...] = ()
    changed: tuple[Trouble, ...] = ()
    republished: tuple[Republished, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, schema number first."""
        body = as_json(self)
        assert isinstance(body, dict)
        told = {"reasons": dict(self.reasons), "republished": [one.to_dict() for one in self.republished]}
        return {"schema": "provenance.crawl/1", **body, **told}


@dataclass(frozen=True, slots=True)
class CrawlStatus(Record):
    """How crawling stands now: sources, those failing, pages waiting, when a list was last read in full."""

    sources: int
    failing: tuple[Trouble, ...]
    waiting: int
    done: int
    given_up: int
    last_ok_at: str | None
    articles: int

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, schema number first."""
        body = as_json(self)
        assert isinstance(body, dict)
        return {"schema": "provenance.status/1", **body}

"""What a feed, a sitemap or a section page lists: addresses, and what is claimed of them there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from provenance.records.base import Record
from provenance.times import Interval, utc_text

Kind = Literal["rss", "atom", "json", "sitemap", "sitemap_index", "section"]
MOST_ENTRIES = 50_000
"""Entries of one list that are looked at: as many as one sitemap may have (sitemaps.org)."""
LONGEST_URL = 2083


@dataclass(frozen=True, slots=True)
class Credit(Record):
    """Where an entry says that it was taken from: RSS and Atom `<source>`, JSON Feed `external_url`. A claim."""

    name: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Entry(Record):
    """One page a list names; `published` and `updated` are claims, ISO 8601 as stated, with the UTC moment each may be at the latest."""

    url: str
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    latest: str | None = None
    credit: Credit | None = None


@dataclass(frozen=True, slots=True)
class Listing(Record):
    """What was found in one list: its entries in order, and the lists it names.

    `problem` is one line where the list could not be read to its end; what stands before is kept.
    """

    kind: Kind
    title: str | None
    entries: tuple[Entry, ...]
    lists: tuple[Entry, ...] = ()
    problem: str | None = None


def latest_of(*dates: Interval | None) -> str | None:
    """The latest moment any of these dates allows, in UTC."""
    return max((utc_text(d.not_after) for d in dates if d), default=None)

"""Following credited pages: how far a person wants it, and what came of each page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from provenance.records.base import Record
from provenance.records.dates import DateClaim
from provenance.records.memento import Archive


@dataclass(frozen=True, slots=True)
class Following(Record):
    """Which credited pages are fetched: those at most `hops` edges from the article, nearest first.

    At most `pages` are tried in at most `seconds`; the rest is named as passed over. `archives` are
    asked for their earliest copy of each; none unless a person wants it. `statements_with` is the pipeline of the settings.
    """

    hops: int
    archives: tuple[Archive, ...] = ()
    pages: int = 20
    seconds: float = 600.0
    statements_with: str | None = None


@dataclass(frozen=True, slots=True)
class Followed(Record):
    """What came of one credited page.

    `node` is the key it was known by, `url` the address asked. `status`: the page came from its own
    site (`live`) or as an archive's copy (`archived`), it did not come (`failed`), or it was not tried
    (`passed_over`). `article` is the key of what it was read as. `reason` is a code of the contract
    (`not_found`: what came is another page) and `detail` one line: for an archived page why the live one
    did not do. `archived_from` is the copy that was read, `observed` the earliest moment at which an
    archive saw a page at the address.
    """

    node: str
    name: str
    url: str
    status: Literal["live", "archived", "failed", "passed_over"]
    article: str | None = None
    reason: str | None = None
    detail: str | None = None
    archived_from: dict[str, str | None] | None = None
    observed: DateClaim | None = None

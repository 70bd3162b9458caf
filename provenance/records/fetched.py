"""What came of one fetch: the evidence, whether or not it is a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from provenance.records.base import Record, internal

Outcome = Literal["page", "partial", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Fetching(Record):
    """How a person wants pages fetched.

    `allow_private` switches the guard against inside addresses off; `ignore_robots` is recorded
    with every fetch; `contact` (an e-mail or web address) is told to every server in the user agent.
    """

    allow_private: bool = False
    ignore_robots: bool = False
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class Hop(Record):
    """One request: the address asked, the IP address connected to, the status that came.

    `headers` are those of a redirect, as received; `cut` says that there were more than are kept. The
    last answer's stand in `Fetched`.
    """

    url: str
    address: str | None
    status: int | None
    headers: tuple[tuple[str, str], ...] = ()
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Fetched(Record):
    """One fetch, kept for failures too.

    `url` is the address as given, `url_final` the last one asked. `status`, `http_version`,
    `phrase`, `headers` (as received, order and repetition kept) and `address` are the last
    answer's, None or empty where none came. `sent` are the headers of the last request.
    `fetched_at` is when the last request began, UTC. `wire` is the body as it came, still in its
    content codings but without transfer framing; `content` is what it decodes to, as far as it
    does, and empty where it would be more than the limit. `truncated` says that `wire` or
    `content` is not the whole. `outcome` is `page` (whole), `partial` (the first part of one),
    `unchanged` (304 to a conditional request) or `failed`; `reason` is a code of the contract and
    `detail` one line, None for `page` and `unchanged`.
    """

    url: str
    url_final: str
    hops: tuple[Hop, ...]
    address: str | None
    status: int | None
    http_version: str | None
    phrase: str | None
    headers: tuple[tuple[str, str], ...]
    sent: tuple[tuple[str, str], ...]
    fetched_at: str
    outcome: Outcome
    reason: str | None
    detail: str | None
    truncated: bool
    allow_private: bool
    ignore_robots: bool
    wire: bytes = internal(repr=False)
    content: bytes = internal(repr=False)

    def header(self, name: str) -> str | None:
        """The first header of this name, in any case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

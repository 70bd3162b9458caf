"""What an archive says it holds of an address."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.records.base import Record
from provenance.records.dates import DateClaim


@dataclass(frozen=True, slots=True)
class Archive(Record):
    """A web archive to ask: `base` is what stands before time stamp and address in the addresses of its copies.

    Its list of copies (a TimeMap, RFC 7089) is at `base` + `timemap/link/` + address; `cdx` is its CDX
    server, where it has one, which is asked first.
    """

    base: str
    cdx: str | None = None


@dataclass(frozen=True, slots=True)
class Memento(Record):
    """An archive's copy of a page: `url` is the address it was taken at, `address` where the copy is fetched.

    `archive` is the archive's host. `seen` says by when somebody saw a page at that address (kind
    `observed`), with the archive's words as evidence; it tells nothing of the text that stood there.
    """

    archive: str
    url: str
    address: str
    seen: DateClaim

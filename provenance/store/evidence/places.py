"""Places in the evidence: where in which file the bytes of a capture lie."""

from __future__ import annotations

import re
from dataclasses import dataclass

from provenance.errors import StoreError

WARCS = "warc"
"""The folder of WARC files in the evidence."""
_WARC = re.compile(r"warc/([0-9a-f]{32}-\d{5,9}\.warc\.gz)#(\d{1,15})\+(\d{1,12})")
_BLOB = re.compile(r"blobs/[0-9a-f]{2}/([0-9a-f]{64})\.gz")


@dataclass(frozen=True, slots=True)
class Span:
    """The records of one capture: `length` bytes from `offset` on in a file of the folder `warc`."""

    name: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Blob:
    """A gzip file of its own, as an earlier layout had it; `sha256` is that of what it holds."""

    file: str
    sha256: str


def place(name: str, offset: int, length: int) -> str:
    """A place as rows write it."""
    return f"warc/{name}#{offset}+{length}"


def parsed(written: str) -> Span | Blob:
    """The place a row names; raises StoreError for what is none."""
    if span := _WARC.fullmatch(written):
        return Span(span[1], int(span[2]), int(span[3]))
    if blob := _BLOB.fullmatch(written):
        return Blob(written, blob[1])
    raise StoreError(f"not a place in the evidence: {written[:100]}")

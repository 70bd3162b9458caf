"""Damage in WARC files: any file by itself, and in ours what lies between the records that rows name."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from provenance.capture.warcdigest import agrees
from provenance.capture.warcframe import RawRecord, records
from provenance.errors import InputError
from provenance.records.held import Finding
from provenance.store.evidence.folder import Evidence
from provenance.store.evidence.places import Span
from provenance.store.evidence.tails import end_of
from provenance.store.evidence.tombstone import HEADER
from provenance.store.evidence.writer import held

_OURS = b"\x1f\x8b\x08\0\0\0\0\0\0\x03"
_SOFTWARE = b"software: provenance/"


def check_file(path: Path) -> tuple[int, list[Finding]]:
    """How many sound records a WARC file has, and what is damaged: file, offset, address, why.

    Raises InputError where the file cannot be read or holds no record at all.
    """
    sound, found = 0, []
    try:
        with path.open("rb") as stream:
            for record in _checked(stream):
                sound += record.damage is None
                if record.damage:
                    found.append(_finding(path.name, record))
    except OSError as error:
        raise InputError("not_found", f"{path}: cannot be read ({error.strerror or error})") from error
    if not sound and not found:
        raise InputError("empty", f"{path}: holds no WARC record")
    return sound, found


def check_rest(evidence: Evidence, named: Mapping[str, Sequence[Span]]) -> Iterator[Finding]:
    """What is damaged in our files outside the spans that rows name.

    A write under way, or one that a kill left unfinished, at the end of a file is no damage: no row names it.
    """
    for path in evidence.files():
        try:
            yield from _rest_of(path, named.get(path.name, ()))
        except OSError as error:
            yield Finding("evidence", path.name, f"cannot be read: {error.strerror or error}")


def _rest_of(path: Path, spans: Sequence[Span]) -> Iterator[Finding]:
    with held(path) as taken, path.open("rb") as stream:
        end, state = end_of(stream)
        if state == "whole" or (state == "damaged" and not taken):
            end = stream.seek(0, 2)
        for start, stop in _between(spans, end):
            for record in _checked(cast(BinaryIO, _Part(stream, start, stop)), ours=True):
                if record.damage:
                    yield _finding(path.name, record, start)


def _finding(name: str, record: RawRecord, base: int = 0) -> Finding:
    uri = record.fields.get("warc-target-uri", "").strip("<>")[:500]
    why = (record.damage or "").partition(" (record at byte")[0]
    return Finding("evidence", f"{name}#{base + record.offset}", f"{uri or 'a record whose address is lost'}: {why}")


def _checked(stream: BinaryIO, ours: bool = False) -> Iterator[RawRecord]:
    """The records of a file; in our own files also the bytes that no checksum covers are looked at."""
    for record in records(stream):
        if record.damage is None:
            ours = ours or (record.fields.get("warc-type") == "warcinfo" and _SOFTWARE in record.block)
            damage = (_header(stream, record.offset) if ours else None) or _payload(record)
            if damage:
                yield RawRecord(record.number, record.fields, damage=damage, offset=record.offset)
                continue
        yield record


def _header(stream: BinaryIO, offset: int) -> str | None:
    """What is wrong with a gzip header of ours, which has no checksum of its own."""
    at = stream.tell()
    stream.seek(offset)
    start = stream.read(len(_OURS))
    stream.seek(at)
    return None if start in (_OURS, HEADER) else "its gzip header is not as it was written"


def _payload(record: RawRecord) -> str | None:
    """What is wrong with the payload of a record whose block has no digest of its own."""
    stated = record.fields.get("warc-payload-digest")
    if not stated or "warc-block-digest" in record.fields or record.large:
        return None
    payload = record.block
    if record.fields.get("content-type", "").startswith("application/http"):
        head, _, payload = record.block.partition(b"\r\n\r\n")
        if b"transfer-encoding" in head.lower():
            return None
    if record.fields.get("warc-type") not in ("response", "resource"):
        return None
    return "its digest is not that of its bytes" if agrees(stated, (payload,)) is False else None


def _between(spans: Sequence[Span], end: int) -> Iterator[tuple[int, int]]:
    at = 0
    for span in sorted(spans, key=lambda s: s.offset):
        if span.offset > at:
            yield at, span.offset
        at = max(at, span.offset + span.length)
    if end > at:
        yield at, end


class _Part(io.RawIOBase):
    """Part of a file as a file."""

    def __init__(self, stream: BinaryIO, start: int, stop: int) -> None:
        self._stream, self._start, self._stop, self._at = stream, start, stop, 0

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + (0, self._at, self._stop - self._start)[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        left = max(0, self._stop - self._start - self._at)
        self._stream.seek(self._start + self._at)
        data = self._stream.read(left if size < 0 else min(size, left))
        self._at += len(data)
        return data

"""Damage in WARC files: any file by itself, and in ours what lies between the records that rows name."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from provenance.capture.warc import archives_in
from provenance.capture.warcdigest import agrees
from provenance.capture.warcframe import RawRecord, records
from provenance.errors import InputError
from provenance.records.held import FileCheck, Finding
from provenance.store.evidence.folder import Evidence
from provenance.store.evidence.places import Span
from provenance.store.evidence.tails import end_of
from provenance.store.evidence.tombstone import HEADER
from provenance.store.evidence.writer import held

_OURS = b"\x1f\x8b\x08\0\0\0\0\0\0\x03"
_SOFTWARE = b"software: provenance/"
_STEP = 1 << 20


def check_file(path: Path) -> FileCheck:
    """What is damaged in a WARC or WACZ file: file, offset, address, why; and what could not be checked.

    Raises InputError where the file cannot be read or holds no record at all.
    """
    count = _Count()
    try:
        with path.open("rb") as stream:
            if stream.read(4) == b"PK\x03\x04":
                _check_package(path.name, stream, count)
            else:
                count.take(path.name, stream)
    except OSError as error:
        raise InputError("not_found", f"{path}: cannot be read ({error.strerror or error})") from error
    if not count.sound and not count.found:
        raise InputError("empty", f"{path}: holds no WARC record")
    return FileCheck(count.sound, count.unvouched, tuple(count.found))


def check_package(name: str, stream: BinaryIO) -> FileCheck:
    """As `check_file`, for a WACZ that lies in something else."""
    count = _Count()
    _check_package(name, stream, count)
    return FileCheck(count.sound, count.unvouched, tuple(count.found))


class _Count:
    """What was found so far in the parts of one file."""

    def __init__(self) -> None:
        self.sound = self.unvouched = 0
        self.found: list[Finding] = []

    def take(self, name: str, stream: BinaryIO, covered: bool = False) -> None:
        """Check one WARC; `covered` where a checksum around it was found to be right."""
        stream.seek(0)
        covered = covered or stream.read(2) == _OURS[:2]  # a gzip member has a checksum
        for record in _checked(stream):
            if record.damage:
                self.found.append(_finding(name, record))
                continue
            self.sound += 1
            self.unvouched += not (covered or _vouched(record))


def _check_package(name: str, stream: BinaryIO, count: _Count) -> None:
    """Every part of a WACZ against the package's own checksums, and the records of its WARCs."""
    try:
        with ZipFile(stream) as package:
            archives = frozenset(archives_in(package))
            for part in package.infolist():
                label = f"{name}#{part.filename.rpartition('/')[2]}"
                damage = _part_damage(package, part)
                if damage:
                    count.found.append(Finding("evidence", label, damage))
                if part.filename in archives:
                    with package.open(part) as member:
                        count.take(label, cast(BinaryIO, member), covered=damage is None)
    except (BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        count.found.append(Finding("evidence", name, f"the package is damaged ({str(error)[:120]})"))


def _part_damage(package: ZipFile, part: ZipInfo) -> str | None:
    try:
        with package.open(part) as member:
            while member.read(_STEP):
                pass
    except (BadZipFile, EOFError, zlib.error) as error:
        return f"a part of the package is damaged ({str(error)[:120]})"
    return None


def _vouched(record: RawRecord) -> bool:
    """Whether a digest in the record's own headers was compared with its bytes."""
    return not record.large and ("warc-block-digest" in record.fields or _payload_of(record) is not None)


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
    payload = _payload_of(record)
    differs = payload is not None and agrees(record.fields["warc-payload-digest"], (payload,)) is False
    return "its digest is not that of its bytes" if differs else None


def _payload_of(record: RawRecord) -> bytes | None:
    """The bytes that a payload digest covers; None where there is none to compare, or the block has its own."""
    if "warc-payload-digest" not in record.fields or "warc-block-digest" in record.fields or record.large:
        return None
    if record.fields.get("warc-type") not in ("response", "resource"):
        return None
    if not record.fields.get("content-type", "").startswith("application/http"):
        return record.block
    head, _, payload = record.block.partition(b"\r\n\r\n")
    return None if b"transfer-encoding" in head.lower() else payload


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

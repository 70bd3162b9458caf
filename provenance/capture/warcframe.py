"""Where the records of a WARC file begin and end; a damaged one is named, and its sound neighbours are read.

A torn gzip member or a wrong length is damage here, not the quiet end of the file: after it the
next place where a record begins is looked for.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from provenance.capture.warcdigest import block_agrees

MAX_BLOCK = 24 * 1024 * 1024
"""Records with a longer block are named and passed over."""
MAX_SKIPPED = 8 * 1024**3
_MAX_HEADERS = 64 * 1024
_STEP = 65_536
_BEGIN = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n")
_GZIP = b"\x1f\x8b\x08"
_MOST_DAMAGES = 1000


class DamageError(Exception):
    """The record is not whole; says why."""


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record: its place among the file's records from 1, its fields by lower-case name, its bytes.

    `damage` says why there are none; `large` that they were passed over. `offset` is where in the file
    it begins; records in one gzip member share that of the member.
    """

    number: int
    fields: Mapping[str, str] = field(default_factory=dict)
    block: bytes = b""
    damage: str | None = None
    large: bool = False
    offset: int = 0


class _Plain:
    """Bytes of the file as they are, from an offset on."""

    def __init__(self, stream: BinaryIO, offset: int) -> None:
        self._stream = stream
        stream.seek(offset)
        self._buffer = bytearray()

    def _more(self) -> bytes:
        return self._stream.read(_STEP)

    def read(self, size: int) -> bytes:
        """So many bytes, fewer at the end only."""
        while len(self._buffer) < size and (piece := self._more()):
            self._buffer += piece
        out = bytes(self._buffer[:size])
        del self._buffer[:size]
        return out

    def line(self) -> bytes:
        """The next line with its end; DamageError where it is longer than all headers may be."""
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            if searched > _MAX_HEADERS:
                raise DamageError("its headers have no end")
            if not (piece := self._more()):
                end = len(self._buffer) - 1
                break
            self._buffer += piece
        return self.read(end + 1)

    def skip(self, size: int) -> int:
        """Pass over so many bytes; returns how many there were."""
        done = 0
        while done < size and (piece := self.read(min(_STEP, size - done))):
            done += len(piece)
        return done


class _Member(_Plain):
    """What one gzip member holds; `end` is the offset after it, once it was read to its end."""

    def __init__(self, stream: BinaryIO, offset: int) -> None:
        super().__init__(stream, offset)
        self._inflate = zlib.decompressobj(31)
        self._raw = b""
        self._at = offset

    @property
    def end(self) -> int:
        """The offset in the file after what was unpacked."""
        return self._at - len(self._inflate.unused_data)

    def _more(self) -> bytes:
        while not self._inflate.eof:
            raw = self._inflate.unconsumed_tail or self._raw
            self._raw = b""
            if not raw:
                raw = self._stream.read(_STEP)
                self._at += len(raw)
                if not raw:
                    raise DamageError("the gzip ends early")
            try:
                piece = self._inflate.decompress(raw, _STEP)
            except zlib.error as error:
                raise DamageError(f"the gzip is damaged ({str(error)[:80]})") from error
            if piece:
                return piece
        return b""


def records(stream: BinaryIO) -> Iterator[RawRecord]:
    """All records of a seekable WARC file, gzip or plain, in order; damaged ones with their damage."""
    stream.seek(0)
    start = stream.read(3)
    yield from _packed(stream) if start.startswith(_GZIP[:2]) else _unpacked(stream)


def _packed(stream: BinaryIO) -> Iterator[RawRecord]:
    offset: int | None = 0
    number = damages = 0
    while offset is not None:
        stream.seek(offset)
        if not stream.read(1):
            return
        member = _Member(stream, offset)
        fields: dict[str, str] = {}
        try:
            while (record := _record(member, number + 1, fields)) is not None:
                number += 1
                yield replace(record, offset=offset)
                fields = {}
            offset = member.end
        except DamageError as error:
            number, damages = number + 1, damages + 1
            yield RawRecord(number, fields, damage=f"{error} (record at byte {offset})", offset=offset)
            offset = _next_member(stream, offset + 1) if damages < _MOST_DAMAGES else None


def _next_member(stream: BinaryIO, offset: int) -> int | None:
    """The next offset where a gzip member begins that holds a WARC record."""
    for found in _occurrences(stream, _GZIP, offset):
        try:
            if _Member(stream, found).read(5) == b"WARC/":
                return found
        except DamageError:
            continue
    return None


def _unpacked(stream: BinaryIO) -> Iterator[RawRecord]:
    offset: int | None = 0
    number = damages = 0
    while offset is not None:
        reader = _Plain(stream, offset)
        fields: dict[str, str] = {}
        try:
            while (record := _record(reader, number + 1, fields)) is not None:
                number += 1
                yield replace(record, offset=offset or 0)
                offset = stream.tell() - len(reader._buffer)
                fields = {}
            return
        except DamageError as error:
            number, damages = number + 1, damages + 1
            yield RawRecord(number, fields, damage=f"{error} (record at byte {offset})", offset=offset)
            offset = _next_record(stream, offset + 1) if damages < _MOST_DAMAGES else None


def _next_record(stream: BinaryIO, offset: int) -> int | None:
    """The next offset where a plain record begins: also in the middle of a line, behind a torn record."""
    for found in _occurrences(stream, b"WARC/", offset):
        stream.seek(found)
        if _BEGIN.match(stream.read(12)):
            return found
    return None


def _occurrences(stream: BinaryIO, needle: bytes, offset: int) -> Iterator[int]:
    """Offsets of a byte string from an offset on; the stream may be moved between two of them."""
    window, at = b"", offset
    while True:
        stream.seek(at + len(window))
        piece = stream.read(16 * _STEP)
        if not piece:
            return
        window += piece
        start = 0
        while (found := window.find(needle, start)) >= 0:
            yield at + found
            start = found + 1
        keep = len(needle) - 1
        at, window = at + len(window) - keep, window[-keep:]


def _record(reader: _Plain, number: int, fields: dict[str, str]) -> RawRecord | None:
    """The next record of a reader, None at its end. `fields` is filled as far as they can be read."""
    line = _first_line(reader)
    if line is None:
        return None
    if not line.startswith(b"WARC/"):
        raise DamageError("no record begins where one should")
    _read_fields(reader, fields)
    length = fields.get("content-length", "")
    if not length.isascii() or not length.isdigit() or len(length) > 15:
        raise DamageError("its Content-Length is no number")
    size = int(length)
    large = size > MAX_BLOCK
    if size > MAX_SKIPPED:
        raise DamageError(f"its Content-Length is {length}")
    block = b"" if large else reader.read(size)
    got = reader.skip(size) if large else len(block)
    if got < size:
        raise DamageError(f"it ends early: {got} bytes of {size}")
    ending = reader.read(4)
    if ending != b"\r\n\r\n":
        raise DamageError("its end mark is not where its Content-Length says")
    if not large and block_agrees(fields, block) is False:
        raise DamageError("its digest is not that of its bytes")
    return RawRecord(number, fields, block, large=large)


def _first_line(reader: _Plain) -> bytes | None:
    for _ in range(8):
        line = reader.line()
        if line.strip(b"\r\n\0"):
            return line
        if not line:
            return None
    raise DamageError("no record begins where one should")


def _read_fields(reader: _Plain, fields: dict[str, str]) -> None:
    total, last = 0, ""
    while stripped := (line := reader.line()).strip(b"\r\n"):
        total += len(line)
        if total > _MAX_HEADERS:
            raise DamageError("its headers are too long")
        text = stripped.decode("utf-8", "replace")
        if text[0] in " \t" and last:
            fields[last] += f" {text.strip()}"
            continue
        name, mark, value = text.partition(":")
        if not mark:
            raise DamageError("a line of its headers is none")
        last = name.strip().lower()
        fields[last] = value.strip()
    if not line:
        raise DamageError("it ends within its headers")

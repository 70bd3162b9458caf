"""The end of a WARC file of ours: whole, torn by a kill in the middle of a write, or damaged."""

from __future__ import annotations

import zlib
from typing import BinaryIO, Literal

_GZIP = b"\x1f\x8b\x08"
_WINDOWS = (64 * 1024, 1024 * 1024, 64 * 1024 * 1024)
_STEP = 256 * 1024
State = Literal["whole", "torn", "damaged"]


def end_of(stream: BinaryIO) -> tuple[int, State]:
    """The offset after the last whole record, and what follows it.

    `whole`: nothing. `torn`: a record that breaks off (or zeros that never became one), as an
    unfinished write leaves it; no row can name it. `damaged`: anything else, which a row may name.
    Looks at no more than the last 64 MiB.
    """
    size = stream.seek(0, 2)
    for window in _WINDOWS:
        start = max(0, size - window)
        stream.seek(start)
        data = stream.read(size - start)
        end = _last_whole(data)
        if end is None and start == 0:
            end = 0
        if end is not None:
            rest = data[end:]
            return start + end, "whole" if not rest else "torn" if _breaks_off(rest) else "damaged"
        if start == 0:
            break
    return size, "damaged"


def _last_whole(data: bytes) -> int | None:
    """The end of the last member in the data that is a whole WARC record."""
    at = len(data)
    while (at := data.rfind(_GZIP, 0, at + 2)) >= 0:
        rest = _after(data, at)
        if rest is not None:
            return len(data) - rest
    return None


def _after(data: bytes, at: int) -> int | None:
    """How many bytes follow the whole member that begins here; None where none does."""
    inflate, seen = zlib.decompressobj(31), b""
    try:
        for start in range(at, len(data), _STEP):
            piece = inflate.decompress(data[start : start + _STEP])
            seen = (seen + piece)[:5]
            if len(seen) == 5 and seen != b"WARC/":
                return None
            if inflate.eof:
                return len(inflate.unused_data) + max(0, len(data) - start - _STEP)
    except zlib.error:
        return None
    return None


def _breaks_off(rest: bytes) -> bool:
    if not rest.strip(b"\0"):
        return True
    if len(rest) < len(_GZIP):
        return _GZIP.startswith(rest)
    inflate = zlib.decompressobj(31)
    try:
        for start in range(0, len(rest), _STEP):
            inflate.decompress(rest[start : start + _STEP])
            if inflate.eof:
                return False
    except zlib.error:
        return False
    return True

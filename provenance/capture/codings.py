"""Content codings undone in small steps: a bomb costs no more memory than the limit.

Every decoder is a generator from pieces to pieces, none larger than a few steps; stacked codings
are generators on generators, each of which may give no more than the limit.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from provenance.errors import InputError

STEP = 65_536
"""Bytes decoded at a time."""
MAX_STACKED = 2
"""Most codings on top of each other."""
_MAX_MEMBERS = 1000
_ZSTD_WINDOW = 8 * 1024 * 1024
_ZSTD_STEP = 64  # bytes of input: a block of 128 KiB may need only four of them

Pieces = Iterator[bytes]


class _DamagedError(Exception):
    """The coding is broken or ends early."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """What could be decoded; `damage` says in one line what ended it before its end."""

    content: bytes
    damage: str | None = None


def codings_of(headers: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The content codings that headers declare, in the order in which they were applied."""
    values = ",".join(value for name, value in headers if name.lower() == "content-encoding")
    return tuple(name for part in values.split(",") if (name := part.strip().lower()) not in ("", "identity", "none"))


def decode(wire: bytes, codings: tuple[str, ...], limit: int) -> Decoded:
    """Undo the codings, last applied first; what came before damage is kept.

    Raises InputError: `too_deep` for more than two codings, `unsupported_type` for one that is not
    known, `too_large` where the result, or what lies between two codings, is over `limit` bytes.
    """
    if len(codings) > MAX_STACKED:
        raise InputError("too_deep", f"{len(codings)} content codings on top of each other")
    if unknown := [name for name in codings if name not in _DECODERS]:
        raise InputError("unsupported_type", f"the content coding {unknown[0][:40]!r} is not known")
    if not codings or not wire:
        return Decoded(wire)
    pieces: Pieces = (wire[i : i + STEP] for i in range(0, len(wire), STEP))
    for name in reversed(codings):
        pieces = _at_most(limit, _DECODERS[name](pieces))
    out = bytearray()
    try:
        for piece in pieces:
            out += piece
    except _DamagedError as error:
        return Decoded(bytes(out), str(error))
    return Decoded(bytes(out))


def _at_most(limit: int, pieces: Pieces) -> Pieces:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limit:
            raise InputError("too_large", f"decodes to more than {limit / 1024**2:g} MiB")
        yield piece


def _inflated(pieces: Pieces, window: int, name: str) -> Pieces:
    """zlib in all its wrappings; gzip may have several members one after the other."""
    for _ in range(_MAX_MEMBERS):
        member = zlib.decompressobj(window)
        for piece in pieces:
            rest = piece
            while rest and not member.eof:
                try:
                    out = member.decompress(rest, STEP)
                except zlib.error as error:
                    raise _DamagedError(f"the {name} coding is damaged ({str(error)[:80]})") from error
                if out:
                    yield out
                rest = member.unconsumed_tail
            while not member.eof and (out := member.decompress(b"", STEP)):
                yield out
            if member.eof:
                break
        if not member.eof:
            raise _DamagedError(f"the {name} coding ends early")
        rest = member.unused_data
        if window != 31 or not rest.startswith(b"\x1f\x8b"):
            return
        pieces = chain((rest,), pieces)
    raise _DamagedError(f"the {name} coding has more than {_MAX_MEMBERS} members")


def _gzip(pieces: Pieces) -> Pieces:
    return _inflated(pieces, 31, "gzip")


def _deflate(pieces: Pieces) -> Pieces:
    """With the zlib wrapping of the standard, or without, as some servers send it."""
    first = next(pieces, b"")
    wrapped = len(first) > 1 and first[0] & 15 == 8 and (first[0] << 8 | first[1]) % 31 == 0
    return _inflated(chain((first,), pieces), 15 if wrapped else -15, "deflate")


def _brotli(pieces: Pieces) -> Pieces:
    import brotli

    decoder = brotli.Decompressor()
    for piece in pieces:
        feed = piece
        while True:
            try:
                out = decoder.process(feed, output_buffer_limit=STEP)
            except brotli.error as error:
                raise _DamagedError("the brotli coding is damaged") from error
            if out:
                yield out
            if decoder.is_finished():
                return
            if not out:
                break
            feed = b""
    raise _DamagedError("the brotli coding ends early")


def _zstd(pieces: Pieces) -> Pieces:
    import zstandard

    source = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    frame = source.decompressobj()
    frames, open_ = 1, True
    for piece in pieces:
        for start in range(0, len(piece), _ZSTD_STEP):
            rest = piece[start : start + _ZSTD_STEP]
            while rest:
                if not open_:
                    frame, frames, open_ = source.decompressobj(), frames + 1, True
                    if frames > _MAX_MEMBERS:
                        raise _DamagedError(f"the zstd coding has more than {_MAX_MEMBERS} frames")
                try:
                    out = frame.decompress(rest)
                except zstandard.ZstdError as error:
                    raise _DamagedError(f"the zstd coding is damaged ({str(error)[:80]})") from error
                if out:
                    yield out
                open_ = not frame.eof
                rest = frame.unused_data if frame.eof else b""
    if open_:
        raise _DamagedError("the zstd coding ends early")


_DECODERS: dict[str, Callable[[Pieces], Pieces]] = {
    "gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstd,
}  # fmt: skip

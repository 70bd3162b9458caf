"""Saved pages and texts, taken in as they are: one path, or standard input."""

from __future__ import annotations

import hashlib
import sys
import zlib
from pathlib import Path
from typing import BinaryIO

from provenance.capture.packages import unwrapped
from provenance.capture.sniff import is_pdf, media_of, seems_binary
from provenance.errors import InputError
from provenance.records.capture import Capture, Given, Media
from provenance.records.keys import capture_key
from provenance.times import parse_given
from provenance.urls import is_url

MAX_BYTES = 20 * 1024 * 1024
"""Most bytes of one page or text, after unpacking."""
MAX_PACKED = 10 * 1024 * 1024
"""Most bytes of one gzip file."""

_STEP = 65_536
_MAX_MEMBERS = 1000


def take(target: str, *, given: Given, id: str | None = None) -> Capture:
    """Take in the file at a path, or standard input (`-`), plain or gzip.

    The digest is that of the unpacked bytes, so a page and its gzip are one capture. Raises
    InputError (`not_found`, `empty`, `unsupported_type`, `too_large`, `truncated`, `not_a_page`;
    `network_error` for a web address) and BadDateError for a malformed given date.
    """
    if is_url(target):
        raise InputError("network_error", f"{target}: is an address, no file; see fetch_page")
    if target == "-":
        content = unpack(_bounded(sys.stdin.buffer, "standard input"), "standard input")
        return take_bytes(content, given=given, id=id or target, name="")
    content = unpack(_read(target), target)
    return take_bytes(content, given=given, id=id or target, name=target, path=target)


def take_bytes(
    content: bytes, *, given: Given, id: str, name: str, path: str | None = None, media: Media | None = None,
    headers: tuple[tuple[str, str], ...] = (),
) -> Capture:  # fmt: skip
    """A capture of bytes in hand; `name` is a file name whose ending tells the media, if any.

    Of a package (.mhtml) it is the page in it that is captured, of a PDF the document itself. Raises InputError where they
    are empty or no text, BadDateError for a malformed given date.
    """
    shown = name or id
    check_dates(given)
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\f\0"):
        raise InputError("empty", f"{shown}: there is nothing in it")
    if len(content) > MAX_BYTES:
        raise InputError("too_large", _too_large(shown, MAX_BYTES))
    package = unwrapped(content, shown) if media is None else None
    if package is not None:
        content, media, headers = package.content, package.media, package.headers
    if media is None and is_pdf(content):
        media = "pdf"
    binary = seems_binary(content) if media is None else None
    if binary:
        raise InputError("unsupported_type", f"{shown}: seems to be {binary}; give HTML or plain text")
    sha256 = hashlib.sha256(content).hexdigest()
    return Capture(
        id=id, key=capture_key(given.url, None, sha256), sha256=sha256, media=media or media_of(name, content),
        url=given.url, fetched_at=None, given=given, content=content, headers=headers, path=path,
    )  # fmt: skip


def check_dates(given: Given) -> None:
    """Raise BadDateError for a malformed given date."""
    for date in (given.published, given.observed_at):
        if date is not None:
            parse_given(date)


def _read(target: str) -> bytes:
    path = Path(target)
    try:
        if path.is_dir():
            raise InputError("not_found", f"{target}: is a directory; name a file in it")
        with path.open("rb") as stream:
            return _bounded(stream, target)
    except FileNotFoundError:
        raise InputError("not_found", f"{target}: there is no such file") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError("not_found", f"{target}: cannot be read ({why})") from error


def _bounded(stream: BinaryIO, name: str) -> bytes:
    content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise InputError("too_large", _too_large(name, MAX_BYTES))
    return content


def unpack(content: bytes, name: str) -> bytes:
    """The bytes themselves, or what is in them where they are gzip: in small steps, to the cap.

    Raises InputError: `too_large`, `truncated` (the gzip ends early), `not_a_page` (it is damaged).
    """
    if not content.startswith(b"\x1f\x8b"):
        return content
    if len(content) > MAX_PACKED:
        raise InputError("too_large", _too_large(name, MAX_PACKED))
    try:
        return _inflate(content, name)
    except zlib.error as error:
        raise InputError("not_a_page", f"{name}: the gzip is damaged ({error})") from error


def _inflate(content: bytes, name: str) -> bytes:
    out = bytearray()
    rest = content
    for _ in range(_MAX_MEMBERS):
        member = zlib.decompressobj(31)
        while not member.eof:
            piece = member.decompress(rest, _STEP)
            rest = member.unconsumed_tail
            out += piece
            if len(out) > MAX_BYTES:
                raise InputError("too_large", _too_large(name, MAX_BYTES))
            if not piece and not rest and not member.eof:
                raise InputError("truncated", f"{name}: the gzip ends early after {len(out)} bytes")
        rest = member.unused_data
        if not rest.startswith(b"\x1f\x8b"):
            return bytes(out)
    raise InputError("too_deep", f"{name}: the gzip has more than {_MAX_MEMBERS} members")


def _too_large(name: str, limit: int) -> str:
    return f"{name}: more than {limit // (1024 * 1024)} MiB"

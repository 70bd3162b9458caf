"""Web archives made by others, WARC and WACZ: one capture an HTML record, in a stream.

The target of a record was fetched by somebody at its date: its address, headers and time are kept
as those of a fetch. Records that hold no page (pictures, requests, redirects) are passed over; what
should hold one and does not is named with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from provenance.capture import codings
from provenance.capture.files import MAX_BYTES, take_bytes
from provenance.capture.sniff import media_of, seems_binary
from provenance.capture.warcdigest import agrees
from provenance.capture.warcframe import RawRecord, records
from provenance.errors import InputError
from provenance.records.capture import Capture, FailedInput, Given
from provenance.records.keys import capture_key
from provenance.text import storable
from provenance.times import parse_iso, utc_text
from provenance.urls import canonical_url, is_url

Headers = tuple[tuple[str, str], ...]
Item = Capture | FailedInput

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})(?: |\r|\n|$)")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_MAX_HEADERS = 200
_WARC_NAME = re.compile(r"(?:.*/)?archive/[^/]+\.warc(?:\.gz)?|[^/]+\.warc(?:\.gz)?", re.I)
_MAX_ENTRIES = 10_000


def is_web_archive(target: str) -> bool:
    """Whether a path names a WARC or WACZ file, by its ending or its first bytes."""
    name = target.lower()
    if name.endswith((".warc", ".warc.gz", ".wacz")):
        return Path(target).is_file()
    try:
        with Path(target).open("rb") as stream:
            return stream.read(5) == b"WARC/"
    except (OSError, ValueError):
        return False


def take_archive(target: str, given: Given) -> Iterator[Item]:
    """The HTML pages of a WARC or WACZ file, in order, as captures with id `target#record`.

    A given address chooses the records of that page. Damaged, too large, revisit and error records
    are FailedInputs; so is a file that holds no page at all.
    """
    found = 0
    for item in _records_of(target, given):
        found += 1
        yield item
    if not found:
        chosen = f" of {given.url}" if given.url else ""
        yield FailedInput(target, "empty", f"{target}: holds no HTML page{chosen}", given)


def _records_of(target: str, given: Given) -> Iterator[Item]:
    try:
        with Path(target).open("rb") as stream:
            if stream.read(4) == b"PK\x03\x04":
                yield from _wacz(target, stream, given)
            else:
                yield from _pages(target, stream, given)
    except OSError as error:
        why = error.strerror or str(error)
        yield FailedInput(target, "not_found", f"{target}: cannot be read ({why})", given)


def _wacz(target: str, stream: BinaryIO, given: Given) -> Iterator[Item]:
    try:
        with ZipFile(stream) as package:
            names = archives_in(package)
            for name in names:
                with package.open(name) as member:
                    label = target if len(names) == 1 else f"{target}#{name.rpartition('/')[2]}"
                    yield from _pages(label, member, given)  # type: ignore[arg-type]
    except (BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        yield FailedInput(target, "parser_failed", f"{target}: the package is damaged ({str(error)[:120]})", given)


def archives_in(package: ZipFile) -> list[str]:
    """The names of the WARC files in a WACZ package."""
    return [n for n in package.namelist()[:_MAX_ENTRIES] if _WARC_NAME.fullmatch(n)]


def _pages(label: str, stream: BinaryIO, given: Given) -> Iterator[Item]:
    wanted = canonical_url(given.url) if given.url else None
    for record in records(stream):
        url = record.fields.get("warc-target-uri", "").strip("<>")
        if wanted is not None and is_url(url) and canonical_url(url) != wanted:
            continue
        id = f"{label}#{record.number}"
        try:
            page = _page(record, id, url, given)
        except InputError as error:
            shown = f"{id} ({url[:200]})" if url else id
            yield FailedInput(id, error.reason, storable(f"{shown}: {error.detail}"), given)
            continue
        if page is not None:
            yield page


def _page(record: RawRecord, id: str, url: str, given: Given) -> Capture | None:
    """The page a record holds, None where it is none. Raises InputError where it should and does not."""
    if record.damage:
        raise InputError("truncated" if "early" in record.damage else "parser_failed", f"damaged: {record.damage}")
    kind = record.fields.get("warc-type", "").lower()
    if kind not in ("response", "resource", "revisit") or not is_url(url):
        return None
    if kind == "revisit":
        same = record.fields.get("warc-refers-to-target-uri") or record.fields.get("warc-refers-to") or "another record"
        raise InputError("not_a_page", f"a revisit: the page is the same as in {same[:300]}")
    if record.large:
        raise InputError("too_large", f"a record of {record.fields['content-length']} bytes")
    status, headers, body = _http(record.block) if kind == "response" else (200, (), record.block)
    if kind == "resource":
        headers = (("content-type", record.fields.get("content-type", "")),)
    return _capture(record, id, url, given, status, headers, body)


def _capture(
    record: RawRecord, id: str, url: str, given: Given, status: int, headers: Headers, body: bytes
) -> Capture | None:
    declared = next((v.lower() for k, v in headers if k.lower() == "content-type"), "")
    if declared and "html" not in declared:
        return None
    content, damage = _content(headers, body)
    if 300 <= status < 400 or (not declared and media_of("", content) != "html"):
        return None
    if status != 200:
        raise InputError("http_error", f"the server answered {status}")
    stated = record.fields.get("warc-payload-digest") if "warc-block-digest" not in record.fields else None
    if stated and agrees(stated, (body, _dechunked(headers, body), content)) is False:
        raise InputError("parser_failed", "damaged: its digest is not that of its bytes")
    if binary := seems_binary(content):
        raise InputError("not_a_page", f"declared as HTML, seems to be {binary}")
    date = parse_iso(record.fields.get("warc-date", ""))
    if date is None:
        raise InputError("parser_failed", "its WARC-Date is no date")
    made = take_bytes(content, given=replace(given, url=None), id=id, name="", media="html", headers=headers)
    fetched_at = utc_text(date.not_before)
    cut = bool(damage) or "warc-truncated" in record.fields
    key = capture_key(url, fetched_at, made.sha256)
    return replace(made, key=key, url=url, fetched_at=fetched_at, truncated=cut)


def _http(block: bytes) -> tuple[int, Headers, bytes]:
    """Status, headers and body of a stored HTTP answer."""
    status = _STATUS.match(block)
    end = _HEAD_END.search(block, 0, 256 * 1024)
    if status is None or end is None:
        raise InputError("not_a_page", "holds no answer of a web server")
    lines = block[: end.start()].decode("latin-1").splitlines()[1 : _MAX_HEADERS + 1]
    pairs = (line.partition(":") for line in lines if ":" in line)
    headers = tuple((storable(name.strip()), storable(value.strip())) for name, _, value in pairs)
    return int(status[1]), headers, block[end.end() :]


def _content(headers: Headers, body: bytes) -> tuple[bytes, str | None]:
    """The page's bytes without transfer and content codings, and what is damaged in them.

    Some writers undo a coding and leave the header: a body that is plainly HTML is taken as it is.
    """
    body = _dechunked(headers, body)
    names = codings.codings_of(headers)
    if names and re.match(rb"\s{0,100}<[!a-zA-Z]", body[:200]):
        return body, None
    decoded = codings.decode(body, names, MAX_BYTES)
    return decoded.content, decoded.damage


def _dechunked(headers: Headers, body: bytes) -> bytes:
    """The body without chunked transfer coding; as it is where it is not in chunks."""
    if not any(k.lower() == "transfer-encoding" and "chunked" in v.lower() for k, v in headers):
        return body
    out, at = bytearray(), 0
    while True:
        end = body.find(b"\r\n", at, at + 300)
        size = body[at:end].partition(b";")[0].strip() if end >= 0 else b""
        if not re.fullmatch(rb"[0-9a-fA-F]{1,8}", size):
            return bytes(out) if out else body
        length = int(size, 16)
        if length == 0:
            return bytes(out)
        out += body[end + 2 : end + 2 + length]
        at = end + 2 + length + 2

"""Captures as WARC records: one gzip member a record, those of one capture next to each other.

A fetched page is a `response` record (the answer as it came, still in its content codings), what
came as a file a `resource` record under the name of its digest. A `metadata` record follows with
what the answer does not hold: the hops, what was sent, what came of it, what the caller said of it.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any
from uuid import uuid4

from warcio.recordloader import ArcWarcRecord  # type: ignore[import-untyped]
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from provenance import __version__
from provenance.records.base import as_json
from provenance.records.capture import Capture
from provenance.records.fetched import Fetched
from provenance.records.keys import capture_key
from provenance.text import storable

VERSION = "WARC/1.1"
KEY_FIELD = "Provenance-Capture"
"""The header field that names the capture a record belongs to."""
HTTP = "application/http; msgtype=response"
_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_TRUNCATED = {"too_large": "length", "too_slow": "time", "truncated": "disconnect", "network_error": "disconnect"}
Fields = Sequence[tuple[str, str | None]]


def of_capture(capture: Capture, now: str) -> bytes:
    """The records of a capture, `now` being the moment of writing in UTC."""
    fetched = capture.fetched
    about: dict[str, Any] = {"media": capture.media}
    about |= {"given": {k: v for k, v in as_json(capture.given).items() if v is not None}}
    if fetched is not None:
        return _of_fetch(fetched, capture.key, about)
    main, uri = _id(), f"urn:provenance:{capture.sha256}"
    fields = [("WARC-Record-ID", main), ("WARC-Date", now), ("WARC-Target-URI", uri), (KEY_FIELD, capture.key)]
    kind = {"html": "text/html", "text": "text/plain", "pdf": "application/pdf"}[capture.media]
    about |= {"url": capture.url, "url_final": capture.url_final, "fetched_at": capture.fetched_at}
    about |= {"headers": as_json(capture.headers), "truncated": capture.truncated}
    return _record("resource", fields, kind, capture.content, capture.content) + _about(
        capture.key, uri, main, now, about
    )


def of_failure(fetched: Fetched) -> bytes:
    """The records of a fetch that gave no page: the answer where one came, and the reason."""
    return _of_fetch(fetched, key_of(fetched), {})


def key_of(fetched: Fetched) -> str:
    """The key of the capture that a fetch is."""
    return capture_key(fetched.url, fetched.fetched_at, hashlib.sha256(fetched.content).hexdigest())


def warcinfo(name: str, now: str) -> bytes:
    """The record a file begins with."""
    lines = {"software": f"provenance/{__version__}", "format": "WARC File Format 1.1", "isPartOf": name}
    block = "".join(f"{key}: {value}\r\n" for key, value in lines.items()).encode()
    fields = [("WARC-Record-ID", _id()), ("WARC-Date", now), ("WARC-Filename", name)]
    return _record("warcinfo", fields, "application/warc-fields", block)


def _of_fetch(fetched: Fetched, key: str, about: dict[str, Any]) -> bytes:
    uri, date = _uri(fetched.url_final), fetched.fetched_at
    main, answer = None, b""
    if fetched.status is not None:
        main = _id()
        cut = _TRUNCATED.get(fetched.reason or "", "unspecified") if fetched.truncated else None
        fields: Fields = [
            ("WARC-Record-ID", main), ("WARC-Date", date), ("WARC-Target-URI", uri), ("WARC-IP-Address", fetched.address),
            ("WARC-Protocol", _protocol(fetched.http_version)), ("WARC-Truncated", cut), (KEY_FIELD, key),
        ]  # fmt: skip
        answer = _record("response", fields, HTTP, http_block(fetched), fetched.wire)
    said = as_json(fetched)
    return answer + _about(key, uri, main, date, about | {"fetched": said})


def http_block(fetched: Fetched) -> bytes:
    """The answer as HTTP/1.1: its headers as they came, its body without transfer framing.

    Where a header tells of that framing its name gets a prefix, so that nobody undoes it twice.
    """
    lines = [f"HTTP/1.1 {fetched.status} {fetched.phrase or ''}".rstrip()]
    for name, value in fetched.headers:
        prefix = "X-Archive-Orig-" if name.lower() == "transfer-encoding" else ""
        lines.append(f"{prefix}{name}: {value}")
    head = "\r\n".join(re.sub(r"[\r\n\0]+", " ", line) for line in lines)
    return head.encode("utf-8", "replace") + b"\r\n\r\n" + fetched.wire


def _about(key: str, uri: str, main: str | None, date: str, about: dict[str, Any]) -> bytes:
    block = json.dumps({"schema": "provenance.capture/1", "key": key, **about}, sort_keys=True).encode()
    fields = [("WARC-Record-ID", _id()), ("WARC-Date", date), ("WARC-Target-URI", uri), ("WARC-Concurrent-To", main)]
    return _record("metadata", [*fields, (KEY_FIELD, key)], "application/json", block)


def _record(kind: str, fields: Fields, content_type: str, block: bytes, payload: bytes | None = None) -> bytes:
    """One gzip member."""
    listed = [("WARC-Type", kind), *((name, storable(value)) for name, value in fields if value is not None)]
    listed.append(("WARC-Payload-Digest", _digest(block if payload is None else payload)))
    listed.append(("WARC-Block-Digest", _digest(block)))
    headers = StatusAndHeaders("", listed, protocol=VERSION)
    record = ArcWarcRecord("warc", kind, headers, BytesIO(block), None, content_type, len(block))
    out = BytesIO()
    WARCWriter(out, gzip=False, warc_version=VERSION).write_record(record)
    # By hand, since warcio packs at level 9 only: a third of the speed for a hundredth of the size.
    packed = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packed.compress(out.getvalue()) + packed.flush()


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _id() -> str:
    return f"<urn:uuid:{uuid4()}>"


def _uri(url: str) -> str:
    return _CONTROL.sub(lambda found: f"%{ord(found[0]):02X}", url)


def _protocol(version: str | None) -> str | None:
    return None if version is None else "h2" if version.upper().startswith("HTTP/2") else version.lower()

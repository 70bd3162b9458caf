"""Captures packed for others: a WACZ file, as replay programs open it.

WACZ 1.1.1 (specs.webrecorder.net): a zip with WARC, index, list of pages and a description with digests of
all of it. The WARC lies in it unpacked, so that records can be cut out.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from provenance import __version__
from provenance.capture.warcframe import RawRecord, records
from provenance.store.evidence.records import warcinfo

ARCHIVE = "archive/data.warc.gz"
_OLDEST = (1980, 1, 1, 0, 0, 0)
_PAGES = frozenset({"response", "resource"})


@dataclass(frozen=True, slots=True)
class Packed:
    """One capture to be packed: what its page is called, and its records."""

    title: str
    records: bytes


def wacz(title: str, captures: Iterable[Packed], at: str) -> bytes:
    """The package; `at` is the moment it is made, ISO 8601 in UTC. The same captures at the same moment give the same bytes but for record numbers."""
    archive, pages = bytearray(warcinfo("data.warc.gz", at)), list[tuple[RawRecord, int, int, str]]()
    for one in captures:
        begin = len(archive)
        archive += one.records
        pages += _indexed(one, begin)
    parts = {
        ARCHIVE: bytes(archive),
        "indexes/index.cdx": "".join(sorted(_line(*page[:3]) for page in pages)).encode(),
        "pages/pages.jsonl": _pages(pages).encode(),
    }
    described = json.dumps(_description(title, parts, at), indent=1).encode()
    parts["datapackage.json"] = described
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(described).hexdigest()}"}
    parts["datapackage-digest.json"] = json.dumps(digest).encode()
    return zipped(parts, stored=(ARCHIVE,))


def zipped(parts: dict[str, bytes], stored: tuple[str, ...] = ()) -> bytes:
    """A zip of files by name, without the times at which they were written; those in `stored` are not compressed."""
    out = io.BytesIO()
    with ZipFile(out, "w") as package:
        for name, content in parts.items():
            info = ZipInfo(name, _OLDEST)
            info.compress_type = ZIP_STORED if name in stored else ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            package.writestr(info, content)
    return out.getvalue()


def _indexed(one: Packed, begin: int) -> list[tuple[RawRecord, int, int, str]]:
    """The page records of a capture with their places in the archive."""
    found = list(records(io.BytesIO(one.records)))
    ends = [r.offset for r in found[1:]] + [len(one.records)]
    return [
        (r, begin + r.offset, end - r.offset, one.title)
        for r, end in zip(found, ends, strict=True)
        if r.fields.get("warc-type") in _PAGES
    ]


def _line(record: RawRecord, offset: int, length: int) -> str:
    head, _, _ = record.block.partition(b"\r\n\r\n")
    http = record.fields.get("content-type", "").startswith("application/http")
    mime = _declared(head) if http else record.fields.get("content-type", "")
    about = {
        "url": _address(record), "mime": mime, "status": head.split(b" ")[1][:3].decode("latin-1") if http and head.count(b" ") else "200",
        "digest": record.fields.get("warc-payload-digest", ""), "length": str(length), "offset": str(offset), "filename": "data.warc.gz",
    }  # fmt: skip
    return f"{_sortable(_address(record))} {_stamp(record)} {json.dumps(about)}\n"


def _declared(head: bytes) -> str:
    lines = (line.partition(b":") for line in head.split(b"\r\n"))
    value = next((value for name, _, value in lines if name.strip().lower() == b"content-type"), b"")
    return value.split(b";")[0].strip().decode("latin-1")


def _pages(pages: Iterable[tuple[RawRecord, int, int, str]]) -> str:
    lines = [{"format": "json-pages-1.0", "id": "pages", "title": "All pages"}]
    lines += [
        {"id": str(n), "url": _address(r), "ts": r.fields.get("warc-date", ""), "title": title}
        for n, (r, _, _, title) in enumerate(pages)
    ]
    return "".join(f"{json.dumps(line)}\n" for line in lines)


def _address(record: RawRecord) -> str:
    return record.fields.get("warc-target-uri", "").strip("<>")


def _stamp(record: RawRecord) -> str:
    return "".join(c for c in record.fields.get("warc-date", "") if c.isdigit())[:14]


def _sortable(url: str) -> str:
    """The address as indexes sort it (SURT): the host turned round, then path and query."""
    parts = urlsplit(url)
    if not parts.hostname:
        return url.lower()
    query = f"?{parts.query}" if parts.query else ""
    return f"{','.join(reversed(parts.hostname.split('.')))}){parts.path or '/'}{query}".lower()


def _description(title: str, parts: dict[str, bytes], at: str) -> dict[str, object]:
    return {
        "profile": "data-package", "wacz_version": "1.1.1", "title": title, "created": at, "software": f"provenance/{__version__}",
        "resources": [
            {"name": name.rpartition("/")[2], "path": name, "hash": f"sha256:{hashlib.sha256(data).hexdigest()}", "bytes": len(data)}
            for name, data in parts.items()
        ],
    }  # fmt: skip

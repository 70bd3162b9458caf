"""The captures that lie in a WACZ of ours, as they were taken in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, BinaryIO, cast
from zipfile import ZipFile

from provenance.capture.warc import archives_in
from provenance.capture.warcframe import RawRecord, records
from provenance.records.capture import Capture, Given
from provenance.store.evidence.folder import content_of
from provenance.store.evidence.records import KEY_FIELD

_GIVEN = frozenset(f.name for f in fields(Given))
_PAGES = ("response", "resource")


def captures_in(stream: BinaryIO) -> Iterator[Capture]:
    """The captures of a package, each with its bytes without content codings and what was said of it.

    What stands in the package is taken for hostile: a capture that is not told of as we do is left out.
    Raises BadZipFile where it is no package.
    """
    with ZipFile(stream) as package:
        for name in archives_in(package):
            with package.open(name) as archive:
                yield from _captures(cast(BinaryIO, archive))


def _captures(archive: BinaryIO) -> Iterator[Capture]:
    page: RawRecord | None = None
    for record in records(archive):
        if record.damage or KEY_FIELD.lower() not in record.fields:
            continue
        if record.fields.get("warc-type") in _PAGES:
            page = record
        elif page is not None and record.fields[KEY_FIELD.lower()] == page.fields[KEY_FIELD.lower()]:
            if (made := _capture(page, record)) is not None:
                yield made
            page = None


def _capture(page: RawRecord, about: RawRecord) -> Capture | None:
    """A capture from its page and the record that tells of it."""
    key, content = page.fields[KEY_FIELD.lower()], content_of(page)
    try:
        said = json.loads(about.block)
        told: Mapping[str, Any] = said.get("fetched") or said
        given = Given(**{k: str(v) for k, v in said.get("given", {}).items() if k in _GIVEN})
        headers = tuple((str(name), str(value)) for name, value in told.get("headers") or ())
        if said["media"] not in ("html", "text", "pdf"):
            return None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return Capture(
        id=key, key=key, sha256=hashlib.sha256(content).hexdigest(), media=said["media"], url=_word(told.get("url")),
        fetched_at=_word(told.get("fetched_at")), given=given, content=content, url_final=_word(told.get("url_final")), headers=headers,
        truncated=told.get("truncated") is True,
    )  # fmt: skip


def _word(value: object) -> str | None:
    return value if isinstance(value, str) else None

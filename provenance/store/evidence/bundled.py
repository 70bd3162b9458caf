"""Which captures lie in a WACZ of ours, and the digests of their bytes."""

from __future__ import annotations

import hashlib
from typing import BinaryIO, cast
from zipfile import ZipFile

from provenance.capture.warc import archives_in
from provenance.capture.warcframe import records
from provenance.store.evidence.folder import content_of
from provenance.store.evidence.records import KEY_FIELD


def captures_in(stream: BinaryIO) -> dict[str, str]:
    """The captures of a package by key, each with the digest of its page without content codings.

    Raises BadZipFile where it is no package.
    """
    found: dict[str, str] = {}
    with ZipFile(stream) as package:
        for name in archives_in(package):
            with package.open(name) as archive:
                for record in records(cast(BinaryIO, archive)):
                    key = record.fields.get(KEY_FIELD.lower())
                    if key and not record.damage and record.fields.get("warc-type") in ("response", "resource"):
                        found[key] = hashlib.sha256(content_of(record)).hexdigest()
    return found

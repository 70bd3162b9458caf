"""The bytes themselves, kept before the rows that name them: one gzip file a digest.

A file is written beside its place, synced, and only then given its name: it is there whole or not
at all. Reading verifies the digest.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import zlib
from pathlib import Path
from uuid import uuid4

from provenance.errors import StoreError, StoreReadOnlyError

_PLACE = re.compile(r"blobs/[0-9a-f]{2}/[0-9a-f]{64}\.gz")


class Evidence:
    """A folder of captured bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, content: bytes, sha256: str) -> str:
        """Keep the bytes of this digest; returns the place to fetch them from. Damaged ones are mended.

        Raises ValueError where the digest is another's, StoreReadOnlyError where nothing can be written.
        """
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ValueError("the digest is not that of the bytes")
        place = f"blobs/{sha256[:2]}/{sha256}.gz"
        target = self.folder / place
        if self._sound(place):
            return place
        try:
            _write(target, gzip.compress(content, 6, mtime=0))
        except OSError as error:
            raise StoreReadOnlyError(
                f"the evidence cannot be written: {error.filename or target}: {error.strerror or error}; "
                "check the folder and the free space, then run the same command again"
            ) from error
        return place

    def fetch(self, place: str) -> bytes:
        """The bytes at a place, verified.

        Raises StoreError where they are missing or damaged.
        """
        target = self._path(place)
        try:
            content = gzip.decompress(target.read_bytes())
        except FileNotFoundError:
            raise StoreError(f"evidence is missing: {place}") from None
        except (OSError, EOFError, zlib.error) as error:
            raise StoreError(f"evidence is damaged: {place}: {error}") from error
        if hashlib.sha256(content).hexdigest() != target.stem:
            raise StoreError(f"evidence is damaged: {place}: another digest")
        return content

    def _sound(self, place: str) -> bool:
        try:
            self.fetch(place)
        except StoreError:
            return False
        return True

    def remove(self, place: str) -> None:
        """Take the bytes away for good."""
        self._path(place).unlink(missing_ok=True)

    def _path(self, place: str) -> Path:
        if not _PLACE.fullmatch(place):
            raise StoreError(f"not a place in the evidence: {place[:100]}")
        return self.folder / place


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{uuid4().hex}")
    try:
        with draft.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

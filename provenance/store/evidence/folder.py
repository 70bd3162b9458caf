"""The folder of captured bytes, and the only door to it: keep, fetch, remove.

Bytes are written to a WARC file and synced before the row that names them. Fetching cuts out the
records of one capture and checks each gzip member as a whole as well as its digest.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Callable, Collection
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from provenance.capture.budget import Limits
from provenance.capture.codings import codings_of, decode
from provenance.capture.warcframe import RawRecord, records
from provenance.errors import InputError, StoreError, StoreReadOnlyError
from provenance.records.capture import Capture
from provenance.records.fetched import Fetched
from provenance.store.evidence.places import WARCS, Blob, Span, parsed
from provenance.store.evidence.records import KEY_FIELD, of_capture, of_failure
from provenance.store.evidence.tombstone import tombstone
from provenance.store.evidence.writer import LIMIT, Writer, held, sync
from provenance.store.keeping.clock import now


class Evidence:
    """A folder of captured bytes. `named` tells up to which byte rows name records in a WARC file."""

    def __init__(self, folder: Path, limit: int = LIMIT, named: Callable[[str], int] = lambda name: 0) -> None:
        self.folder = folder
        self._writer = Writer(folder / WARCS, limit, named)

    def close(self) -> None:
        """Let go of the file that was written to."""
        self._writer.close()

    def keep(self, capture: Capture) -> str:
        """Keep a capture; returns the place to fetch it from.

        Raises ValueError where the digest is not that of its bytes, StoreReadOnlyError where nothing
        can be written.
        """
        if hashlib.sha256(capture.content).hexdigest() != capture.sha256:
            raise ValueError("the digest is not that of the bytes")
        return self._append(of_capture(capture, now()))

    def keep_failure(self, fetched: Fetched) -> str:
        """Keep what came of a fetch that gave no page; as `keep`."""
        return self._append(of_failure(fetched))

    def _append(self, data: bytes) -> str:
        try:
            return f"{WARCS}/{self._writer.append(data)}"
        except OSError as error:
            raise StoreReadOnlyError(
                f"the evidence cannot be written: {error.filename or self.folder}: {error.strerror or error}; "
                "check the folder and the free space, then run the same command again"
            ) from error

    def fetch(self, place: str) -> bytes:
        """The page at a place without content codings, verified; nothing where only a reason was kept.

        Raises StoreError where the bytes are missing or damaged.
        """
        where = parsed(place)
        content = self._blob(where) if isinstance(where, Blob) else content_of(self._records(place, where)[0])
        if isinstance(where, Blob) and hashlib.sha256(content).hexdigest() != where.sha256:
            raise StoreError(f"evidence is damaged: {place}: another digest")
        return content

    def records(self, place: str) -> bytes | None:
        """The WARC records of a capture as they lie there, verified; None where it is kept in an earlier layout.

        Raises StoreError where they are missing or damaged.
        """
        where = parsed(place)
        if isinstance(where, Blob):
            return None
        self._records(place, where)
        with (self.folder / WARCS / where.name).open("rb") as stream:
            stream.seek(where.offset)
            return stream.read(where.length)

    def holds(self, place: str, sha256: str) -> bool:
        """Whether the bytes of this digest can be fetched from a place."""
        try:
            return hashlib.sha256(self.fetch(place)).hexdigest() == sha256
        except StoreError:
            return False

    def remove(self, place: str) -> None:
        """Take the bytes away for good; in a WARC file a tombstone of the same length takes their place."""
        where = parsed(place)
        if isinstance(where, Blob):
            (self.folder / where.file).unlink(missing_ok=True)
        else:
            self._overwrite(where)

    def copy(self, place: str) -> str:
        """Write the records at a place once more, elsewhere, each checked; returns where. Raises as `keep` and `fetch`."""
        where = parsed(place)
        assert isinstance(where, Span)
        self._records(place, where)
        with (self.folder / WARCS / where.name).open("rb") as stream:
            stream.seek(where.offset)
            return self._append(stream.read(where.length))

    def remove_strays(self, keys: Collection[str]) -> None:
        """Take away what is left of captures with these keys that no row names: of writes that a kill cut short.

        Reads all files but those that other living processes write to.
        """
        for path in self.files():
            with suppress(FileNotFoundError), held(path) as taken:
                if not taken or self._writer.writes_to(path.name):
                    for span in _spans_of(path, keys):
                        self._overwrite(span)

    def files(self) -> list[Path]:
        """The WARC files."""
        return sorted((self.folder / WARCS).glob("*.warc.gz"))

    def writes_to(self, name: str) -> bool:
        """Whether the file is the one this process writes to."""
        return self._writer.writes_to(name)

    def _overwrite(self, span: Span) -> None:
        with suppress(FileNotFoundError), (self.folder / WARCS / span.name).open("r+b") as stream:
            there = min(span.length, stream.seek(0, 2) - span.offset)
            if there > 0:
                stream.seek(span.offset)
                stream.write(tombstone(span.length, now())[:there])
                sync(stream)

    def _blob(self, where: Blob) -> bytes:
        try:
            return gzip.decompress((self.folder / where.file).read_bytes())
        except FileNotFoundError:
            raise StoreError(f"evidence is missing: {where.file}") from None
        except (OSError, EOFError, zlib.error) as error:
            raise StoreError(f"evidence is damaged: {where.file}: {error}") from error

    def _records(self, place: str, span: Span) -> list[RawRecord]:
        """The records of a span, each checked."""
        try:
            with (self.folder / WARCS / span.name).open("rb") as stream:
                stream.seek(span.offset)
                data = stream.read(span.length)
        except FileNotFoundError:
            raise StoreError(f"evidence is missing: {place}") from None
        except OSError as error:
            raise StoreError(f"evidence cannot be read: {place}: {error.strerror or error}") from error
        found = list(records(BytesIO(data)))
        damage = next((r.damage for r in found if r.damage), None)
        if len(data) < span.length or not found:
            damage = damage or f"{len(data)} bytes of {span.length} are there"
        if damage or KEY_FIELD.lower() not in found[0].fields:
            raise StoreError(f"evidence is damaged: {place}: {damage or 'no capture begins there'}")
        return found


def _spans_of(path: Path, keys: Collection[str]) -> list[Span]:
    """Where the records of these captures lie."""
    spans: list[Span] = []
    with path.open("rb") as stream:
        wanted: int | None = None
        for record in records(stream):
            if wanted is not None:
                spans.append(Span(path.name, wanted, record.offset - wanted))
            wanted = record.offset if record.fields.get(KEY_FIELD.lower()) in keys else None
        if wanted is not None:
            spans.append(Span(path.name, wanted, stream.seek(0, 2) - wanted))
    return spans


def content_of(record: RawRecord) -> bytes:
    """What a record of ours holds: the block of a resource, the decoded body of an answer."""
    kind = record.fields.get("warc-type")
    if kind == "resource":
        return record.block
    if kind != "response":
        return b""
    head, _, body = record.block.partition(b"\r\n\r\n")
    lines = (line.partition(b":") for line in head.split(b"\r\n")[1:])
    headers = [(name.decode("utf-8", "replace"), value.decode("utf-8", "replace").strip()) for name, _, value in lines]
    try:
        return decode(body, codings_of(headers), Limits().decoded).content
    except InputError:
        return b""

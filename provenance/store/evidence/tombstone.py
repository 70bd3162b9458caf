"""What stands in a WARC file where a record was taken out: one record of the very same length.

Neighbours keep their offsets, nothing is moved and nothing copied, so that a kill in the middle can
damage only what was to go; another process may go on appending to the file meanwhile.
"""

from __future__ import annotations

import struct
import zlib
from uuid import uuid4

HEADER = b"\x1f\x8b\x08\x10\0\0\0\0\x02\x03"
"""How such a member begins: gzip with a comment, which fills the space."""
_RECORD = (
    "WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Date: {now}\r\n"
    "Content-Type: text/plain\r\nContent-Length: 9\r\n\r\nforgotten\r\n\r\n"
)


def tombstone(length: int, now: str) -> bytes:
    """A gzip member of this many bytes; raises ValueError where so few cannot hold it."""
    record = _RECORD.format(id=uuid4(), now=now).encode()
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = deflate.compress(record) + deflate.flush()
    body += struct.pack("<II", zlib.crc32(record), len(record))
    filling = length - len(HEADER) - len(body) - 1
    if filling < 0:
        raise ValueError(f"{length} bytes are too few")
    return HEADER + b" " * filling + b"\0" + body

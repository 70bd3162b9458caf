"""Digests as WARC files write them: `sha1:` in base32 mostly, other algorithms and hexadecimal too."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping

_KNOWN = frozenset({"md5", "sha1", "sha224", "sha256", "sha384", "sha512"})


def agrees(stated: str, contents: Iterable[bytes]) -> bool | None:
    """Whether a stated digest is that of one of the byte strings; None where it cannot be told."""
    algorithm, _, value = stated.strip().partition(":")
    algorithm = algorithm.lower().replace("-", "")
    if algorithm not in _KNOWN or not value:
        return None
    for content in contents:
        digest = hashlib.new(algorithm, content, usedforsecurity=False)
        base32 = base64.b32encode(digest.digest()).decode().rstrip("=")
        if value.rstrip("=").upper() == base32 or value.lower() == digest.hexdigest():
            return True
    return False


def block_agrees(fields: Mapping[str, str], block: bytes) -> bool | None:
    """Whether a record's block has the digest its headers state; None where they state none."""
    stated = fields.get("warc-block-digest")
    return agrees(stated, (block,)) if stated else None

"""Keys: short digests of what things are, equal on every machine and after every rebuild.

A key is a letter code for the kind, an underscore, and 80 bits of SHA-256 in base32. The kind is
in the key so that a command can tell an edge from a credit, and a key from a row number.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

_KEY = re.compile(r"(art|cap|rdg|crd|edg|nod|stm|quo|jdg)_[a-z2-7]{16}")


def make_key(kind: str, parts: Iterable[object]) -> str:
    """The key of `kind` over the parts, each length-prefixed so that no two lists collide."""
    digest = hashlib.sha256()
    for part in (kind, *parts):
        data = ("" if part is None else str(part)).encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return f"{kind}_{base64.b32encode(digest.digest()[:10]).decode().lower()}"


def is_key(text: str) -> bool:
    """Whether the text has the form of a key."""
    return _KEY.fullmatch(text) is not None


def capture_key(url: str | None, fetched_at: str | None, sha256: str) -> str:
    """Key of a capture: address, time, blob digest."""
    return make_key("cap", (url, fetched_at, sha256))


def article_key(canonical_url: str | None, outlet_slug: str | None, text_sha256: str) -> str:
    """Key of an article: its canonical URL, or outlet and text digest where it has none."""
    parts = ("url", canonical_url) if canonical_url else ("text", outlet_slug, text_sha256)
    return make_key("art", parts)


def reading_key(capture: str, extractor: str) -> str:
    """Key of a reading: capture and extractor version."""
    return make_key("rdg", (capture, extractor))


def credit_key(
    reading: str, start: int | None, end: int | None, locator: str | None, relation: str, name: str | None
) -> str:
    """Key of a credit: reading, place (span or locator), relation, and the name it credits."""
    return make_key("crd", (reading, start, end, locator, relation, name))


def node_key(outlet_slug: str | None, claimed_url: str | None, text_class: str | None) -> str:
    """Key of a node known only from a credit: outlet and claimed URL, or outlet and text class."""
    parts = ("url", outlet_slug, claimed_url) if claimed_url else ("class", outlet_slug, text_class)
    return make_key("nod", parts)


def edge_key(child: str, parent: str) -> str:
    """Key of an edge: the copy's key and the key of what it comes from."""
    return make_key("edg", (child, parent))


def statement_key(text_sha256: str, spans: Iterable[tuple[int, int]]) -> str:
    """Key of a statement: digest of the frozen text, and the spans of what is said in it."""
    return make_key("stm", (text_sha256, *(offset for span in spans for offset in span)))

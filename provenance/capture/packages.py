"""One page in a wrapping: an e-mail package (.mhtml, .mht)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from provenance.records.capture import Media

_MAIL = re.compile(
    rb"(?:[A-Za-z-]{1,60}:[^\r\n]{0,2000}(?:\r?\n[ \t][^\r\n]{0,2000}){0,20}\r?\n){1,40}?content-type:\s{0,5}multipart/related",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """What is to be read: bytes, what they are, and the fields that came with them."""

    content: bytes
    media: Media
    headers: tuple[tuple[str, str], ...]


def unwrapped(content: bytes, name: str) -> Unwrapped | None:
    """The page in a package, None where the bytes are no package.

    Raises InputError where it holds nothing that can be read.
    """
    ending = name.lower().removesuffix(".gz")
    if ending.endswith((".mhtml", ".mht")) or _MAIL.match(content[:20_000]):
        from provenance.capture.mhtml import main_part

        return main_part(content, name)
    return None

"""Where a person can go on looking: phrases of an article as ready links, which nobody has called."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.records.base import Record


@dataclass(frozen=True, slots=True)
class Link(Record):
    """An address to open, and the name of who answers there."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Lead(Record):
    """Something to look for elsewhere: a phrase of the article (`start`, `end` in `document.text`), or an address.

    `kind` is `phrase` where `text` is to be searched for as it stands, `address` where archives are
    asked for their copies of the page `text`; then there is no place in the text.
    """

    kind: str
    text: str
    start: int | None
    end: int | None
    links: tuple[Link, ...]

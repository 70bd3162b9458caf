"""Two texts beside each other: what the second kept of the first, cut, moved and added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from provenance.records.base import Record, as_json
from provenance.records.lineage import Edge, Node


@dataclass(frozen=True, slots=True)
class DiffSide(Record):
    """One of the two: the article, the revision of its text meant (None: the current one), how many words it has."""

    article: Node
    revision: int | None
    sha256: str
    words: int


@dataclass(frozen=True, slots=True)
class Piece(Record):
    """A stretch of one text or both, in code points of their `document.text`s, ends exclusive.

    `kept` and `moved` have a place in both, `cut` only in the first, `added` only in the second.
    `moved` stands elsewhere in the order.
    """

    kind: Literal["kept", "moved", "cut", "added"]
    a_start: int | None
    a_end: int | None
    b_start: int | None
    b_end: int | None
    text: str
    words: int


@dataclass(frozen=True, slots=True)
class Diff(Record):
    """The first text against the second (`provenance.diff/1`), in the order of the second.

    `kept_a` is the share of the first's words that the second has, `kept_b` that of the second's
    that are the first's; None where there are no words. `edges` are those between the two articles.
    """

    a: DiffSide
    b: DiffSide
    title_changed: bool | None
    kept: int
    cut: int
    added: int
    kept_a: float | None
    kept_b: float | None
    pieces: tuple[Piece, ...]
    edges: tuple[Edge, ...]

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, schema number first."""
        body = as_json(self)
        assert isinstance(body, dict)
        return {"schema": "provenance.diff/1", **body}

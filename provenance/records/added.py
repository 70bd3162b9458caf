"""What became of one input handed to the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from provenance.records.base import Record, as_json


@dataclass(frozen=True, slots=True)
class Added(Record):
    """One line of `provenance add`.

    `article` and `capture` are keys, `row` the article's row number here, `text` the digest of the
    document's text; all None where nothing came of it. `reading` is how far the input could be
    read, `reason` a code of the contract, or `forgotten` for an article somebody had removed.
    """

    id: str
    article: str | None
    row: int | None
    capture: str | None
    text: str | None
    status: Literal["new", "known", "revised", "failed"]
    reading: Literal["ok", "partial", "failed"]
    reason: str | None

    @classmethod
    def failed(cls, id: str, reason: str | None, capture: str | None = None) -> Added:
        """An input no article came of."""
        return cls(id, None, None, capture, None, "failed", "failed", reason)

    def to_dict(self) -> dict[str, Any]:
        """The contract's JSON object, schema number first."""
        body = as_json(self)
        assert isinstance(body, dict)
        return {"schema": "provenance.added/1", **body}

"""The words an answer rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from provenance.records.base import Record

Where = Literal["body", "byline", "head", "tail", "footer", "meta", "json-ld", "canonical", "link", "pixel", "header"]


@dataclass(frozen=True, slots=True)
class Evidence(Record):
    """A verbatim quotation from a capture, and where it stands.

    `start` and `end` count code points in `document.text`, whose slice equals `quote`; a signal
    outside the visible text has neither, and a `locator` instead (an XPath, a JSON-LD path).
    `rule` names the rule that found it, `version` the extractor that holds the rule.
    """

    quote: str
    where: Where
    locator: str | None
    start: int | None
    end: int | None
    rule: str
    version: str

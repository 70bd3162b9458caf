"""What a crawl says while it works: lines for people, and what they are made of for programs."""

from __future__ import annotations

import json
from typing import Any, Self

from provenance.report.inert import inert
from provenance.report.masked import masked


class Event(str):
    """One line of the log; `fields` hold the same in parts: `event`, `status`, `url`, `reason`, `detail`."""

    fields: dict[str, Any]

    @classmethod
    def page(cls, status: str, url: str, reason: str | None = None, detail: str | None = None) -> Self:
        """What became of a page."""
        made = cls(f"{status:9} {url}{': ' + detail if detail else ''}")
        made.fields = {"event": "page", "status": status, "url": url, "reason": reason, "detail": detail}
        return made


def fields_of(line: str) -> dict[str, Any]:
    """A line in parts; one that nobody took apart is a message."""
    return dict(line.fields) if isinstance(line, Event) else {"event": "message", "detail": str(line)}


def as_text(line: str, at: str) -> str:
    """A line of a log for people: the moment, and what is said; harmless and without secrets."""
    return f"{at} {inert(masked(line))}"


def as_json(line: str, at: str) -> str:
    """A line of a log for programs: one JSON object without secrets, in ASCII so that nothing in it steers a terminal."""
    said = {name: masked(value) if isinstance(value, str) else value for name, value in fields_of(line).items()}
    return json.dumps({"at": at, **said})

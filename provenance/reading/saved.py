"""From which address a saver says it saved a page: a claim of the file, never of a fetch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from provenance.records.document import Signal
from provenance.urls import is_url

_HEAD = 20_000
_COMMENTS = (
    ("singlefile", re.compile(r"<!--\s{0,40}Page saved with SingleFile\s{1,40}url:\s{1,10}(\S{1,2000})")),
    ("saved-from", re.compile(r"<!--\s{0,10}saved from url=\(\d{4}\)(\S{1,2000})")),
    ("httrack", re.compile(r"<!--\s{0,10}Mirrored from (\S{1,2000}) by HTTrack")),
)


def saved_from(source: str, headers: Iterable[tuple[str, str]]) -> Iterator[Signal]:
    """The saver's claims: a mail part's Content-Location, the comments of SingleFile, browsers, HTTrack."""
    for key, value in headers:
        if key.lower() == "content-location" and is_url(value):
            yield Signal("header", "saved-from", value.strip()[:2000], "content-location")
    for name, pattern in _COMMENTS:
        match = pattern.search(source[:_HEAD])
        if match is None:
            continue
        url = match[1] if "://" in match[1] or name != "httrack" else f"http://{match[1]}"
        if is_url(url):
            yield Signal("meta", "saved-from", url, f"comment ({name}), source character {match.start()}")

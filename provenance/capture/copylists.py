"""Lists of an archive's copies of one address, as archives write them: CDX in JSON, and TimeMaps (RFC 7089).

Pure and strict: a line that is not understood ends a TimeMap and spoils a CDX answer; both are bounded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from provenance.errors import InputError
from provenance.times import utc_text

MOST_LINES = 100_000
_STAMP = re.compile(r"\d{14}")
_LINK = re.compile(
    r"\s{0,50}<([^<>\s]{1,8192})>"
    r"((?:\s{0,20};\s{0,20}[\w!#$&+.^`|~-]{1,40}(?:\s{0,5}=\s{0,5}(?:\"[^\"]{0,1000}+\"|[^\s\",;]{1,200}+))?+){0,20}+)\s{0,50}(?:,|$)"
)
_PARAMETER = re.compile(r";\s*([\w!#$&+.^`|~-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]+))")


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy as an archive lists it: when it was taken (ISO 8601), of which address, and in which words.

    `address` is where it is, None where that follows from time and address.
    """

    at: str
    url: str | None
    address: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a list in link format (RFC 6690): target, parameters by lower-case name, and its words."""

    target: str
    names: Mapping[str, str]
    words: str

    def is_(self, relation: str) -> bool:
        """Whether the link has this relation, perhaps among others."""
        return relation in self.names.get("rel", "").lower().split()


def cdx_copies(text: str) -> Iterator[Copy]:
    """The copies in a CDX server's JSON: a table with a head (Wayback), or an object a line (pywb).

    Answers other than 200 are passed over. Raises InputError `parser_failed` for anything else.
    """
    for fields in _cdx_rows(text):
        stamp, url = fields.get("timestamp"), fields.get("original", fields.get("url"))
        status = fields.get("statuscode", fields.get("status", "200"))
        if isinstance(stamp, str) and isinstance(url, str) and _STAMP.fullmatch(stamp) and str(status) == "200":
            at = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[8:10]}:{stamp[10:12]}:{stamp[12:]}Z"
            yield Copy(at, url, None, f"{stamp} {url}")


def _cdx_rows(text: str) -> Iterator[Mapping[str, object]]:
    try:
        if text.lstrip().startswith("["):
            head, *rows = json.loads(text) or [[]]
            yield from (dict(zip(head, row, strict=True)) for row in rows[:MOST_LINES])
        else:
            lines = (line for line in text.splitlines()[:MOST_LINES] if line.strip())
            yield from (dict(json.loads(line)) for line in lines)
    except (ValueError, TypeError, RecursionError) as error:
        raise InputError("parser_failed", f"the answer is no CDX list ({str(error)[:80]})") from error


def links(text: str) -> list[Link]:
    """The links of a list in link format, as far as it can be read.

    Raises InputError `parser_failed` where nothing of it can.
    """
    found: list[Link] = []
    at = 0
    while at < len(text) and len(found) < MOST_LINES and (match := _LINK.match(text, at)):
        names = {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(match[2])}
        found.append(Link(match[1], names, match[0].strip(" ,\r\n\t")))
        at = match.end()
    if not found:
        raise InputError("parser_failed", "the answer is no list of links")
    return found


def timemap_copies(listed: Iterable[Link]) -> Iterator[Copy]:
    """The copies in a TimeMap; each is of the address the list calls `original`."""
    listed = list(listed)
    original = next((link.target for link in listed if link.is_("original")), None)
    for link in listed:
        moment = mail_time(link.names.get("datetime", "")) if link.is_("memento") else None
        if moment is not None:
            yield Copy(moment, original, link.target, link.words)


def earlier_page(listed: Iterable[Link], asked: str) -> str | None:
    """Where an archive that cuts its TimeMap into pages has an earlier one, or the first one; None where it has none."""
    listed = list(listed)
    here = min((copy.at for copy in timemap_copies(listed)), default="9999")
    pages = [
        (mail_time(link.names.get("from", "")) or "", link.target)
        for link in listed
        if link.is_("timemap") and not link.is_("self") and link.target != asked
    ]
    began, address = min(pages, default=("9999", ""))
    return address if address and (began < here if began else here == "9999") else None


def mail_time(text: str) -> str | None:
    """A moment in mail form as ISO 8601 in UTC; None where it is none or names no zone."""
    try:
        moment = parsedate_to_datetime(text[:100])
        return utc_text(moment) if moment.tzinfo is not None else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None

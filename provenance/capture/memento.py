"""Ask an archive for its earliest copy of an address: its CDX server, or its TimeMap (RFC 7089).

Nobody is asked here unless a person wants it: an archive learns which address is looked for. The same
guard and bounds hold as for every fetch. Copies of other addresses, on other hosts, of no date or of a
future one are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from urllib.parse import quote

from provenance.capture.budget import Limits
from provenance.capture.client import Gate, fetch
from provenance.capture.copylists import Copy, cdx_copies, earlier_page, links, timemap_copies
from provenance.errors import InputError, UsageError
from provenance.records.dates import DateClaim
from provenance.records.evidence import Evidence
from provenance.records.fetched import Fetched, Fetching
from provenance.records.memento import Archive, Memento
from provenance.times import parse_iso, utc_text
from provenance.urls import canonical_url, host_of, is_url

VERSION = "1"
LIMITS = Limits(seconds=20.0, wire=4 * 1024 * 1024, decoded=8 * 1024 * 1024)
"""Bounds of one question to an archive: the list of a much visited page has tens of thousands of lines."""
_ROWS = 5
_PAGES = 3
_FIRST_COPIES = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking one archive: its earliest copy, or why there is none; and the answers themselves.

    `reason` is a code of the contract, `not_found` where the archive says that it holds no copy.
    """

    memento: Memento | None
    reason: str | None
    detail: str | None
    answers: tuple[Fetched, ...]


def archives_of(text: str) -> tuple[Archive, ...]:
    """Archives as a setting writes them, separated by spaces: `BASE` or `BASE,CDX`.

    Raises UsageError for what is no http(s) address.
    """
    found = []
    for entry in text.split():
        base, _, cdx = entry.partition(",")
        if not is_url(base) or (cdx and not is_url(cdx)):
            raise UsageError(f"{entry[:200]!r} names no archive; write it as https://web.archive.org/web/ or BASE,CDX")
        found.append(Archive(base if base.endswith("/") else f"{base}/", cdx or None))
    return tuple(dict.fromkeys(found))


def earliest(url: str, archive: Archive, how: Fetching, gate: Gate | None = None) -> Asked:
    """The earliest copy of an address that an archive says it holds; never raises for what a server does.

    The CDX server is asked where there is one, the TimeMap where there is none or it fails. `gate` keeps the
    pace; robots.txt is for crawlers and not asked about a service that a person named.
    """
    answers: list[Fetched] = []
    trouble = InputError("not_found", "it cannot be asked")
    ask = partial(_text, how=how, gate=gate, answers=answers)
    for way in (_by_cdx, _by_timemap):
        try:
            memento = _first(way(url, archive, ask), url, archive, answers)
            return Asked(memento, None, None, tuple(answers))
        except InputError as error:
            trouble = error
            if answers and error.reason == "not_found":
                break
    host = host_of(archive.base)
    return Asked(None, trouble.reason, f"{host}: {trouble.detail.removeprefix(f'{host}: ')}", tuple(answers))


def _by_cdx(url: str, archive: Archive, ask: Callable[[str], str]) -> Iterator[Copy]:
    if archive.cdx is None:
        raise InputError("not_found", "it has no CDX server")
    query = f"url={quote(url, safe='')}&output=json&filter=statuscode:200&limit={_ROWS}"
    yield from cdx_copies(ask(f"{archive.cdx}{'&' if '?' in archive.cdx else '?'}{query}"))


def _by_timemap(url: str, archive: Archive, ask: Callable[[str], str]) -> Iterator[Copy]:
    address: str | None = f"{archive.base}timemap/link/{url}"
    for _ in range(_PAGES):
        if address is None or host_of(address) != host_of(archive.base):
            return
        listed = links(ask(address))
        yield from timemap_copies(listed)
        address = earlier_page(listed, address)


def _text(address: str, how: Fetching, gate: Gate | None, answers: list[Fetched]) -> str:
    """The text of an answer. Raises InputError: `not_found` where nothing is held, else what went wrong.

    A list too long to take in whole is read as far as it came.
    """
    fetched = fetch(address, how=how, limits=LIMITS, fit=_anything, gate=gate)
    answers.append(fetched)
    if fetched.status == 404 or fetched.reason == "empty":
        raise InputError("not_found", "holds no copy")
    if fetched.outcome == "failed" and not (fetched.reason == "too_large" and fetched.content):
        raise InputError(fetched.reason or "http_error", fetched.detail or "no answer")
    return fetched.content.decode("utf-8", "replace")


def _anything(content: bytes, content_type: str) -> None:
    """No page is wanted here: what the answer is, its reader finds out."""


def _first(copies: Iterable[Copy], url: str, archive: Archive, answers: list[Fetched]) -> Memento:
    """The earliest of the copies that can be of this address; raises InputError `not_found` where none is."""
    wanted, best = canonical_url(url), dict[str, tuple[Copy, str]]()
    for copy in copies:
        found = parse_iso(copy.at)
        latest = datetime.fromisoformat(answers[-1].fetched_at) + timedelta(days=1)
        if found is None or not _FIRST_COPIES < found.not_before < latest or not _same(copy.url, wanted):
            continue
        if copy.address is None or host_of(copy.address) == host_of(archive.base):
            best.setdefault(copy.at, (copy, answers[-1].url))
    if not best:
        raise InputError("not_found", "holds no copy")
    return _memento(*best[min(best)], archive)


def _same(url: str | None, wanted: str) -> bool:
    try:
        return url is not None and canonical_url(url) == wanted
    except ValueError:
        return False


def _memento(copy: Copy, asked: str, archive: Archive) -> Memento:
    moment = parse_iso(copy.at)
    assert moment is not None and copy.url is not None  # _first has looked at both
    host = host_of(archive.base) or ""
    evidence = Evidence(copy.words[:2000], "link", asked[:2000], None, None, "archive.earliest", VERSION)
    seen = DateClaim(
        moment.value, utc_text(moment.not_before), utc_text(moment.not_after), "second", "observed", f"archive:{host}", evidence
    )  # fmt: skip
    stamp = re.sub(r"\D", "", copy.at)
    return Memento(host, copy.url, _as_it_was(copy.address or f"{archive.base}{stamp}/{copy.url}", archive), seen)


def _as_it_was(address: str, archive: Archive) -> str:
    """The address of a copy without what an archive adds for browsers (`id_`), where it is made up in that way."""
    rest = _behind_base(address, archive)
    stamped = re.match(r"(\d{14})/", rest) if rest else None
    return f"{archive.base}{stamped[1]}id_/{rest[stamped.end() :]}" if rest and stamped else address


def copied(address: str, archive: Archive) -> tuple[str, str] | None:
    """Of an address of the archive's: which address it is the copy of, and the moment (ISO 8601, UTC); None where of none."""
    rest = _behind_base(address, archive)
    stamped = re.match(r"(\d{14})(?:[a-z]{2}_)?/(https?://.+)", rest, re.S) if rest else None
    moment = parse_iso(f"{stamped[1][:8]}T{stamped[1][8:]}Z") if stamped else None
    return (stamped[2], utc_text(moment.not_before)) if stamped and moment else None


def _behind_base(address: str, archive: Archive) -> str | None:
    """What stands behind the archive's base, whichever of http and https both are written with."""
    rest, base = (re.sub(r"^https?://", "", text, flags=re.I) for text in (address, archive.base))
    return rest.removeprefix(base) if rest.startswith(base) else None

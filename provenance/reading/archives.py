"""Web archives: whose page an archive's copy is, when it was taken, and the page without the archive's additions.

Only the address a page was fetched from, or that a caller gives, makes it an archive's copy. What a
page says of itself never does; headers and links in it are believed on an archive's own host only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from provenance.records.document import Archived
from provenance.times import parse_iso, utc_text
from provenance.urls import host_of, is_url

_WAYBACK = r"(?P<at>\d{4,14})(?:[a-z]{2}_)?/(?P<url>.+)"
_PATHS = {
    "web.archive.org": r"/web/",
    "web-beta.archive.org": r"/web/",
    "wayback.archive.org": r"/web/",
    "wayback.archive-it.org": r"/(?:\d+|all|org-\d+)/",
    "arquivo.pt": r"/(?:wayback|noFrame/replay)/",
    "webarchive.loc.gov": r"/(?:all|[a-z0-9_-]{1,40})/",
    "webarchive.nationalarchives.gov.uk": r"/(?:ukgwa/)?",
    "www.webarchive.org.uk": r"/(?:[a-z]{2}/)?(?:wayback|archive)/(?:archive/|en/)?",
    "webarchive.parliament.uk": r"/",
    "swap.stanford.edu": r"/(?:was/)?",
    "vefsafn.is": r"/(?:is/)?",
    "haw.nsk.hr": r"/wayback/",
}
_TODAY_HOSTS = frozenset(f"archive.{ending}" for ending in ("today", "ph", "is", "li", "vn", "fo", "md", "ec"))
_TODAY_LONG = re.compile(r"/(?P<at>\d{4}\.?\d\d\.?\d\d(?:-?\d{6})?|\d{4,14})/(?P<url>.+)", re.S)
_TODAY_OUT = re.compile(r"/o/[A-Za-z0-9]{3,10}/(?P<url>.+)", re.S)
_TODAY_SHORT = re.compile(r"/(?:wip/)?[A-Za-z0-9]{4,10}(?:/[a-z0-9]{0,40})?/?")
_MEMENTO_HOSTS = frozenset({"perma.cc", "www.perma.cc", "rejouer.perma.cc", "perma-archives.org"})
_LINK_ORIGINAL = re.compile(
    r"<([^<>]{1,2000})>\s{0,20};[^<,]{0,300}\brel\s{0,3}=\s{0,3}\"?[^\",;]{0,60}\boriginal\b", re.I
)
_NESTED = 3
_TOOLBARS = frozenset(
    [
        "wm-ipp",
        "wm-ipp-base",
        "wm-ipp-print",
        "wm-ipp-inside",
        "wm-disclaim",
        "donato",
        "wm-capinfo",
        "_wb_frame_top_banner",
        "_wb_plain_banner",
        "wb_div_ait_banner",
        "wb-replay-banner",
        "archive-it-banner",
        "replay_banner",
        "ukgwa-banner",
    ]
)
_TODAY_BARS = frozenset({"HEADER", "FOOTER", "SOLID-HEADER", "SHARE", "DIVSHARE", "DIVALREADY", "hashtag"})
_MOST_LINKS = 100_000


def archived_at(url: str | None, headers: Iterable[tuple[str, str]] = ()) -> Archived | None:
    """The page an address in an archive stands for, None where it is no archive's.

    `at` is the moment of the snapshot, where address or `Memento-Datetime` state it to the second; a
    shorter time stamp only asks for the nearest snapshot.
    """
    host = host_of(url)
    if url is None or host is None:
        return None
    found = _by_address(url, host, copies=True)
    if found is not None and found.at:
        return replace(found, url=_innermost(found.url))
    if host not in _MEMENTO_HOSTS and host not in _TODAY_HOSTS and host not in _PATHS:
        return None
    return _by_headers(found, host, {k.lower(): v for k, v in headers})


def _by_headers(found: Archived | None, host: str, fields: Mapping[str, str]) -> Archived | None:
    """What an archive's own headers (RFC 7089) add to its address, or say in its stead."""
    original = None if found else _LINK_ORIGINAL.search(fields.get("link", "")[:20_000])
    inner = found.url if found else _address(original[1]) if original else None
    if inner is None:
        return None
    stated = fields.get("memento-datetime", "")[:100]
    at = _mail_time(stated)
    return Archived(found.archive if found else host, _innermost(inner), at, stated if at else None)


def _by_address(url: str, host: str, *, copies: bool = False) -> Archived | None:
    """The address within an archive's address; with `copies` not within one that only leads out again."""
    path = _after_host(url)
    if host in _TODAY_HOSTS:
        match = _TODAY_LONG.fullmatch(path) or (None if copies else _TODAY_OUT.fullmatch(path))
    elif host in _PATHS:
        match = re.fullmatch(_PATHS[host] + _WAYBACK, path, re.S)
    else:
        return None
    inner = _address(match["url"]) if match else None
    if match is None or inner is None:
        return None
    stamp = match.groupdict().get("at")
    at = _moment(stamp)
    return Archived("archive.today" if host in _TODAY_HOSTS else host, inner, at, stamp if at else None)


def _after_host(url: str) -> str:
    """Everything from the path on, as it stands: the inner address keeps its own query and fragment."""
    rest = url.strip().split("://", 1)[-1]
    return "/" + rest.partition("/")[2]


def _address(text: str) -> str | None:
    """An inner address: percent-coded whole, without scheme, or with one slash lost on the way."""
    if re.match(r"https?%3a", text, re.I):
        text = unquote(text)
    text = re.sub(r"^(https?):/+(?!/)", r"\1://", text, flags=re.I)
    if not re.match(r"https?://", text, re.I):
        if not re.match(r"(?:[a-z0-9-]{1,63}\.){1,10}[a-z]{2,20}(?:[:/?#]|$)", text, re.I):
            return None
        text = f"http://{text}"
    return text if is_url(text) else None


def _innermost(url: str) -> str:
    for _ in range(_NESTED):
        inner = _by_address(url, host_of(url) or "")
        if inner is None:
            return url
        url = inner.url
    return url


def _moment(stamp: str | None) -> str | None:
    digits = re.sub(r"\D", "", stamp or "")
    if len(digits) != 14:
        return None
    found = parse_iso(f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}T{digits[8:10]}:{digits[10:12]}:{digits[12:]}Z")
    return found.value if found else None


def _mail_time(text: str | None) -> str | None:
    try:
        moment = parsedate_to_datetime((text or "")[:100])
        return utc_text(moment) if moment.tzinfo is not None else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def by_short_link(url: str | None, root: HtmlElement) -> Archived | None:
    """For a short address of archive.today: what the archive's own long address in the page's head says."""
    if host_of(url) not in _TODAY_HOSTS or not _TODAY_SHORT.fullmatch(urlsplit(url or "").path):
        return None
    for link in root.iter("link"):
        if {"canonical", "bookmark"} & set((link.get("rel") or "").lower().split()):
            found = archived_at(link.get("href"))
            if found is not None and found.archive == "archive.today" and found.at:
                return found
    return None


def cleaned(root: HtmlElement, archived: Archived) -> None:
    """Take the archive's toolbars off the page and its addresses off the page's links, in place."""
    bars = _TODAY_BARS | _TOOLBARS if archived.archive == "archive.today" else _TOOLBARS
    for element in [e for e in root.iter() if isinstance(e.tag, str) and e.get("id") in bars]:
        parent = element.getparent()
        if parent is not None and element.tag not in ("html", "body"):
            element.drop_tree()
    for number, element in enumerate(root.iter("a", "link", "meta", "area")):
        if number >= _MOST_LINKS:
            return
        name = "content" if element.tag == "meta" else "href"
        value = element.get(name)
        if value and len(value) < 10_000 and (inner := unwrapped(value, archived.archive)) is not None:
            element.set(name, inner)


def unwrapped(href: str, archive: str) -> str | None:
    """The address an archive's rewritten link stood for (also a relative one), None where it is none."""
    href = href.strip()
    if href.startswith("//"):
        href = f"https:{href}"
    elif href.startswith("/"):
        href = f"https://{'archive.ph' if archive == 'archive.today' else archive}{href}"
    if not is_url(href):
        return None
    found = _by_address(href, host_of(href) or "")
    return _innermost(found.url) if found else None

"""A fetched page as a capture, or why it is none."""

from __future__ import annotations

import hashlib

from provenance.capture.budget import Limits
from provenance.capture.client import fetch
from provenance.capture.connection import Network
from provenance.capture.files import check_dates
from provenance.capture.politeness.manners import Manners
from provenance.capture.sniff import is_pdf, media_of
from provenance.errors import InputError
from provenance.records.capture import Capture, FailedInput, Given, Media
from provenance.records.fetched import Fetched, Fetching
from provenance.records.keys import capture_key


def fetch_page(
    url: str,
    given: Given,
    *,
    id: str | None = None,
    how: Fetching | None = None,
    limits: Limits | None = None,
    network: Network | None = None,
) -> Capture:
    """Fetch a page once, guarded and bounded.

    Raises InputError with the reason where no page came, BadDateError for a malformed given date.
    """
    check_dates(given)
    return capture_of(fetch(url, how=how, limits=limits, network=network), given, id or url)


def fetch_item(url: str, given: Given, id: str, manners: Manners) -> Capture | FailedInput:
    """Fetch a page with manners; a failure is an item too and holds the record of the fetch.

    Raises BadDateError for a malformed given date.
    """
    check_dates(given)
    fetched = manners.fetch(url)
    try:
        return capture_of(fetched, given, id)
    except InputError as error:
        return FailedInput(id, error.reason, error.detail, given, fetched)


def capture_of(fetched: Fetched, given: Given, id: str) -> Capture:
    """The capture of a fetch whose outcome is a page or the first part of one.

    Raises InputError with the fetch's reason for any other outcome.
    """
    if fetched.outcome not in ("page", "partial"):
        detail = fetched.detail or "the page has not changed since"
        raise InputError(fetched.reason or "http_error", detail)
    sha256 = hashlib.sha256(fetched.content).hexdigest()
    return Capture(
        id=id, key=capture_key(fetched.url, fetched.fetched_at, sha256), sha256=sha256, media=_media(fetched),
        url=fetched.url, url_final=fetched.url_final, fetched_at=fetched.fetched_at, given=given,
        content=fetched.content, headers=fetched.headers, truncated=fetched.truncated, fetched=fetched,
    )  # fmt: skip


def _media(fetched: Fetched) -> Media:
    if is_pdf(fetched.content):
        return "pdf"
    label = (fetched.header("content-type") or "").lower()
    return "html" if "html" in label.partition(";")[0] else media_of("", fetched.content)

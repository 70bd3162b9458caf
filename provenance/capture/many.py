"""Everything one file holds: a page, or the many of a web archive."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.capture.files import take
from provenance.capture.warc import is_web_archive, take_archive
from provenance.errors import InputError
from provenance.records.capture import Capture, FailedInput, Given


def take_many(target: str, *, given: Given, id: str | None = None) -> Iterator[Capture | FailedInput]:
    """The pages at a path, or of standard input (`-`), in order; what cannot be taken in is an item too.

    Raises BadDateError for a malformed given date.
    """
    if target != "-" and is_web_archive(target):
        yield from take_archive(target, given)
        return
    try:
        yield take(target, given=given, id=id or target)
    except InputError as error:
        yield FailedInput(id or target, error.reason, error.detail, given)

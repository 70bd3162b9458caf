"""What a door asks of a database that may not be there yet; nothing is made by asking."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.library import Library

if TYPE_CHECKING:
    from provenance.outlets.registry import Registry
    from provenance.records.held import FileCheck
    from provenance.records.rating import OutletRating
    from provenance.settings import Settings


def _begun(settings: Settings) -> bool:
    """Whether there is a database yet: a file, or tables on a server."""
    from provenance.store.migrate import current
    from provenance.store.opened import evidence_folder

    evidence_folder(settings.db, settings.evidence)
    return current(settings.db, read_only=True) is not None


def is_kept(settings: Settings, ref: str) -> bool:
    """Whether the database, where there is one yet, holds an article of this key, row number or address."""
    if not _begun(settings):
        return False
    with Library(settings, read_only=True) as library:
        return library.holds(ref)


def registry_for(settings: Settings) -> Registry:
    """The outlets as a database knows them, or the shipped ones where there is none yet."""
    from provenance.outlets.registry import load

    if not _begun(settings):
        return load(Path(settings.outlets) if settings.outlets else None)
    with Library(settings, read_only=True) as library:
        return library.registry


def ratings_for(settings: Settings, hosts: Iterable[str]) -> tuple[OutletRating, ...]:
    """What the ratings imported into a database say of some hosts; none where there is no database yet."""
    if not _begun(settings):
        return ()
    with Library(settings, read_only=True) as library:
        return library.store.ratings.of_hosts(hosts)


def check_warc(path: str | Path) -> FileCheck:
    """How many sound records a WARC or WACZ file has, ours or another's, and what is damaged in it.

    Raises InputError where it cannot be read or holds no record.
    """
    from provenance.store.evidence.checking import check_file

    return check_file(Path(path))

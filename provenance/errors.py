"""Every error that provenance raises on purpose.

The tree::

    ProvenanceError                 exit 1; the message says what to do next
    ├── UsageError                  exit 2: the call itself is wrong
    │   ├── UnknownNameError        an outlet, collection, article or key that is not there
    │   └── BadDateError            a date that is not ISO 8601
    ├── InputError                  one input cannot be read; carries a reason code of the contract
    ├── DataFileError               a shipped or given data file (phrases, outlets) is malformed
    └── StoreError                  the database
        ├── StoreBusyError          locked by another writer for too long
        ├── StoreReadOnlyError      cannot be written
        ├── StoreTooOldError        an earlier schema: `provenance db upgrade`
        ├── StoreTooNewError        a later schema than this code knows
        ├── StoreForeignError       a database of somebody else
        └── StoreUnreachableError   no server, no folder, no permission

The docstring of a class is its message when none is given.
"""

from __future__ import annotations

import inspect


class ProvenanceError(Exception):
    """Something went wrong."""

    exit_code = 1

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or inspect.getdoc(type(self)) or type(self).__name__)


class UsageError(ProvenanceError):
    """The command was called in a way that does not work; see its --help."""

    exit_code = 2


class UnknownNameError(UsageError):
    """Nothing of that name is known here."""


class BadDateError(UsageError):
    """That is not a date; write it as 2015-11-04 or 2015-11-04T12:30:00+03:00."""


class InputError(ProvenanceError):
    """The input cannot be read."""

    def __init__(self, reason: str, detail: str | None = None) -> None:
        super().__init__(detail or reason)
        self.reason = reason
        self.detail = detail or reason


class DataFileError(ProvenanceError):
    """A data file is malformed."""


class StoreError(ProvenanceError):
    """The database cannot be used."""


class StoreBusyError(StoreError):
    """The database is locked by another writer; try again when it has finished."""


class StoreReadOnlyError(StoreError):
    """The database cannot be written; check the permissions of the file and its folder, and the free space."""


class StoreTooOldError(StoreError):
    """The database has an older schema; run `provenance db upgrade` (it makes a backup first)."""


class StoreTooNewError(StoreError):
    """The database was made by a newer provenance; upgrade the program, nothing was changed."""


class StoreForeignError(StoreError):
    """The database is not one of provenance's; name another with --db, nothing was changed."""


class StoreUnreachableError(StoreError):
    """The database cannot be reached; check --db or PROVENANCE_DB."""

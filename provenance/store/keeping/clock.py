"""The moment at which we see things: never before what is kept already.

A clock may be set back while we work, or be wrong when a machine starts. What came later must not be dated earlier: a page
would be first that is not. So a process dates nothing before the newest moment its databases held when it began to write, as
long as that lies less than a day ahead; beyond, either clock may be the wrong one, and the machine's is believed.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from provenance.errors import StoreError
from provenance.times import utc_text

_WRITTEN = datetime(2025, 1, 1, tzinfo=UTC)
"""No clock that is right says less: this program was not written then."""
_SLACK = timedelta(days=1)
_latest = _WRITTEN


def now() -> str:
    """This moment in UTC, to the second; within a process it never goes back by less than a day."""
    global _latest
    moment = _machine()
    if _latest - moment < _SLACK:
        moment = max(moment, _latest)
    _latest = moment
    return utc_text(moment)


def begin(newest: str | None) -> None:
    """Before anything is written into a database whose newest moment is this one.

    Raises StoreError where the machine's clock cannot be right.
    """
    global _latest
    moment = _machine()
    if moment < _WRITTEN:
        raise StoreError(
            f"this machine's clock says {utc_text(moment)}: set it, for what is kept is dated by it; nothing was changed"
        )
    held = datetime.fromisoformat(newest) if newest else moment
    if held - moment < _SLACK:
        _latest = max(_latest, held) if _latest - moment < _SLACK else held


def _machine() -> datetime:
    return datetime.now(UTC)

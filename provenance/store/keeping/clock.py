"""The moment at which we see things."""

from __future__ import annotations

from datetime import UTC, datetime

from provenance.times import utc_text


def now() -> str:
    """This moment in UTC, to the second."""
    return utc_text(datetime.now(UTC))

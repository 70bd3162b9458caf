"""By what a report was made."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from provenance import __version__
from provenance.measure.estimates import SEED
from provenance.records.article import EXTRACTOR_VERSION
from provenance.records.report import Made
from provenance.times import utc_text

if TYPE_CHECKING:
    from provenance.store.library import Library as Store


def made_now(store: Store) -> Made:
    """The versions of the program, the database and the extractor, and the moment."""
    from provenance.store.migrate import current

    schema = current(store.db, read_only=True) or ""
    return Made(__version__, schema, EXTRACTOR_VERSION, SEED, utc_text(datetime.now(UTC)))

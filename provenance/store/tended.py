"""Looking after a library: reading stored pages again, forgetting, checking, pruning, backing up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from provenance.errors import StoreError
from provenance.records.added import Added
from provenance.records.article import Reading
from provenance.records.capture import Capture
from provenance.records.held import Finding
from provenance.records.upkeep import Pruned, Size
from provenance.store.articles import Articles
from provenance.store.keeping import chain, outlets, rows
from provenance.store.keeping.clock import now
from provenance.store.schema.tables import ARTICLES
from provenance.store.session import in_transaction
from provenance.store.upkeep import backing_up, forgetting, measuring, pruning, rereading, verifying
from provenance.store.upkeep.rereading import Stored
from provenance.times import parse_given, utc_text


class Tended(Articles):
    """A library looked after."""

    def stored(self, outlet: str | None = None, since: str | None = None) -> list[Stored]:
        """The captures that can be read again, in the order in which they came.

        `outlet` is a slug, name or host; `since` a date, ISO 8601, before which nothing was taken in.
        Raises UnknownNameError, BadDateError.
        """
        slug = self._read(lambda c: outlets.show(c, outlet)).slug if outlet else None
        moment = utc_text(parse_given(since).not_before) if since else None
        return self._read(lambda c: rereading.stored(c, slug, moment))

    def capture_of(self, one: Stored) -> Capture:
        """A capture with its bytes; raises StoreError where they are missing or damaged."""
        return self._read(lambda c: rereading.capture_of(c, one, self.evidence.fetch))

    def records_of(self, capture: str) -> bytes:
        """The WARC records of a capture, by key; raises StoreError where they are missing or damaged."""
        from provenance.store.evidence.records import of_capture

        found = self._read(lambda c: rereading.place_of(c, capture))
        if found is None:
            raise StoreError(f"the capture {capture} is not kept here")
        one, place = found
        return self.evidence.records(place) or of_capture(self.capture_of(one), now())

    def add_again(self, one: Stored, reading: Reading, capture: Capture) -> Added:
        """Keep what was read anew in a stored capture, beside what was read before."""
        self._writable()
        kept, run = rows.as_kept(reading), self._this_run()
        return in_transaction(self._engine, lambda c: rereading.keep(c, one, kept, capture, run))

    def rebuild_derived(self, derive: chain.Derive) -> int:
        """Derive the nodes and edges of every article anew; returns how many articles there are."""
        keys = self._read(
            lambda c: list(
                c.execute(ARTICLES.select().with_only_columns(ARTICLES.c.key).order_by(ARTICLES.c.key)).scalars()
            )
        )
        for key in keys:
            self.save_edges(key, *derive(key, self.reading_of(key)))
        return len(keys)

    def forget(self, ref: str, reason: str) -> str:
        """Remove an article's text, evidence and readings for good; returns its key, which stays refused."""
        self._writable()
        return forgetting.forget(self._engine, ref, reason, self.evidence)

    def verify(self) -> tuple[Finding, ...]:
        """Everything found amiss: quotes that do not re-read, digests, evidence, the database itself."""
        return self._read(lambda c: tuple(verifying.verify(c, self.evidence)))

    def prune(self, days: float) -> Pruned:
        """Take away the raw bytes of captures older than so many days; rows and texts stay, marked."""
        self._writable()
        return pruning.prune(self._engine, self.evidence, utc_text(datetime.now(UTC) - timedelta(days=days)))

    def pruned(self) -> int:
        """How many captures have no bytes any more."""
        return self._read(pruning.pruned)

    def size(self, days: float = 30.0) -> Size:
        """How large the library is, and what it grew by within the last days."""
        return self._read(lambda c: measuring.size(c, self.evidence, days))

    def backup(self, to: Path) -> Path:
        """Copy the database and its evidence into a new folder; returns the copy of the database."""
        return backing_up.back_up(self.db, self.evidence.folder, to)

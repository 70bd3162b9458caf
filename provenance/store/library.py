"""The library: everything kept in one database, and the evidence beside it.

`Library.open` is the way in. A library is used as a context manager; several processes may use the
same one at the same time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from provenance.store.judging import Judgements
from provenance.store.named import Named
from provenance.store.session import reading
from provenance.store.stories import Stories
from provenance.store.tended import Tended

if TYPE_CHECKING:
    from provenance.records.exported import Source
    from provenance.store.crawling import Crawling
    from provenance.store.measuring.library import Measuring
    from provenance.store.rating import Ratings
    from provenance.store.reuse.library import Reuse
    from provenance.store.said.library import Sayings


class Library(Tended, Named):
    """All that is kept, room by room. Open it with `Library.open`."""

    @cached_property
    def judgements(self) -> Judgements:
        """What people decided, and what they can decide on."""
        return Judgements(self._read, self._write)

    @cached_property
    def ratings(self) -> Ratings:
        """Ratings of outlets by others, as the user imported them."""
        from provenance.store.rating import Ratings

        return Ratings(self._read, self._write)

    @cached_property
    def crawling(self) -> Crawling:
        """What is watched, and what is to be fetched."""
        from provenance.store.crawling import Crawling

        return Crawling(self._read, self._write, self.keep_failure)

    @cached_property
    def reuse(self) -> Reuse:
        """Text reuse: the index, and what texts share. Loads numpy."""
        from provenance.store.reuse.library import Reuse

        return Reuse(self._engine, self._write)

    @cached_property
    def sayings(self) -> Sayings:
        """What was said, and the same statement across articles. Loads numpy."""
        from provenance.store.said.library import Sayings

        return Sayings(self._read, self._write, self._this_run)

    @cached_property
    def stories(self) -> Stories:
        """The edges of whole stories."""
        return Stories(self._read, self._write, self._this_run)

    @contextmanager
    def measuring(self) -> Iterator[Measuring]:
        """What measures count, all of one state of the database."""
        from provenance.store.measuring.library import Measuring

        with reading(self._engine) as connection:
            yield Measuring(connection)

    @contextmanager
    def exporting(self, collection: str | None, *, with_texts: bool) -> Iterator[Source]:
        """The tables of an export, of one state of the database; raises UnknownNameError for the collection."""
        from provenance.records.exported import Source
        from provenance.store.asking import exporting

        scoped = collection is not None
        with reading(self._engine) as connection:
            yield Source(
                lambda table: exporting.rows(connection, table, collection, with_texts=with_texts),
                lambda table: exporting.sql_of(table, "sqlite", scoped=scoped, with_texts=with_texts),
                with_texts=with_texts,
            )

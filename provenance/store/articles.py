"""Keeping articles and what is derived from them, and reading them back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, TypeVar

from sqlalchemy import Connection

from provenance.records.added import Added
from provenance.records.article import Reading
from provenance.records.capture import Capture
from provenance.records.fetched import Fetched
from provenance.records.held import HeldArticle, Hit
from provenance.records.history import History
from provenance.records.lineage import Edge, Node, Searched
from provenance.store.asking import finding, history, loading
from provenance.store.keeping import adding, captures, chain, collections, rows
from provenance.store.opened import Opened
from provenance.store.session import in_transaction

T = TypeVar("T")
Also = Callable[[Connection, Added], None]
"""What is to be written together with an article, given what became of it."""


class Articles(Opened):
    """The articles of a library: evidence, readings, chains."""

    def add(
        self, reading: Reading, capture: Capture, *, collection: str | None = None, observed_by: str | None = None,
        also: Also | None = None,
    ) -> Added:  # fmt: skip
        """Keep what was read in a capture: the bytes first, then all rows in one transaction, `also` within it.

        The same thing again changes nothing but a sighting. An article that was forgotten is
        refused (`failed`, reason `forgotten`). Raises UnknownNameError for a collection that is not there.
        """
        self._writable()
        kept = rows.as_kept(reading)
        key = adding.key_of(kept)
        if collection is not None:
            self._read(lambda c: collections.number(c, collection))
        if key is not None and self._read(lambda c: adding.is_forgotten(c, key)):
            self._waiting.let_go(capture.key)
            refused = Added.failed(capture.id, "forgotten", capture.key)
            if also is not None:
                in_transaction(self._engine, lambda c: also(c, refused))
            return refused
        self.keep_evidence(capture)
        place, fresh = self._waiting.place_of(capture.key)
        task = adding.Task(kept, capture, place, self._this_run(), collection, observed_by, fresh)

        def work(connection: Connection) -> tuple[Added, str | None]:
            added, older = adding.keep(connection, task)
            if also is not None:
                also(connection, added)
            return added, older

        added, older = in_transaction(self._engine, work)
        self._waiting.done(capture.key)
        if older is not None:
            self.evidence.remove(older)
        return added

    def keep_evidence(self, capture: Capture) -> None:
        """Keep the bytes of a capture that will be added next, before anybody reads them.

        Bytes that are kept already, and sound, are not written again.
        """
        self._writable()
        self._waiting.keep(capture, lambda: self._read(lambda c: captures.place_of(c, capture.key)))

    def keep_failure(self, fetched: Fetched) -> str:
        """Keep what came of a fetch that gave no page, with the reason; returns the key of the capture."""
        return self.keep_answer(fetched, lambda connection, key: key)

    def keep_answer(self, fetched: Fetched, also: Callable[[Connection, str], T]) -> T:
        """Keep what came of a fetch that gave no page, `also` in the same transaction, given the key of the capture."""
        self._writable()
        run = self._this_run()
        values = captures.of_failure(fetched, self.evidence.keep_failure(fetched), run)

        def work(connection: Connection) -> tuple[T, str | None]:
            _, older = captures.keep(connection, values, fresh=True)
            return also(connection, str(values["key"])), older

        found, older = in_transaction(self._engine, work)
        if older is not None:
            self.evidence.remove(older)
        return found

    def keep_refused(self, capture: Capture, reason: str, detail: str) -> str:
        """Keep a page that came but is not what was asked for, with the reason; no article comes of it, now or later."""
        self._writable()
        self.keep_evidence(capture)
        place, fresh = self._waiting.place_of(capture.key)
        values = captures.of_refused(capture, place, self._this_run(), reason, detail)
        _, older = in_transaction(self._engine, lambda c: captures.keep(c, values, fresh=fresh))
        self._waiting.done(capture.key)
        if older is not None:
            self.evidence.remove(older)
        return capture.key

    def join(self, node: str, article: str, basis: Literal["url", "redirect"]) -> None:
        """Say that a node known from a credit is this article: its page is there, or its address led to it."""
        self._write(lambda c: chain.join(c, node, article, basis))

    def find_article(self, ref: str | int) -> HeldArticle:
        """The article of a key, a row number or an address; raises UnknownNameError."""
        return self._read(lambda c: loading.find(c, ref))

    def reading_of(self, article: str | int) -> Reading:
        """The current reading of an article, as it was kept; raises UnknownNameError."""
        return self._read(lambda c: loading.current_reading(c, loading.find(c, article).row))

    def articles_by_url(self, urls: Iterable[str]) -> dict[str, Node]:
        """The held articles at these addresses, by canonical address."""
        return self._read(lambda c: loading.by_url(c, urls))

    def searched(self) -> Searched:
        """What an answer can be compared with: articles, outlets, and the time they span."""
        return self._read(loading.searched)

    def find(
        self,
        words: str,
        outlet: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        title: bool = False,
        limit: int = 50,
    ) -> tuple[Hit, ...]:
        """Articles in whose text (or title) the words occur one after the other, most hits first.

        `outlet` is a slug, name or host; `from_` and `to` are dates, ISO 8601. Raises UsageError for
        words without letters or digits, UnknownNameError for the outlet, BadDateError for a date.
        """
        return self._read(lambda c: finding.find(c, words, outlet, from_, to, title=title, limit=limit))

    def save_edges(self, article: str, nodes: Iterable[Node], edges: Iterable[Edge]) -> None:
        """Keep the nodes and edges derived from an article, in place of those kept before."""
        self._writable()
        listed, drawn, run = tuple(nodes), tuple(edges), self._this_run()
        in_transaction(self._engine, lambda c: chain.save(c, [(loading.find(c, article).row, listed, drawn)], run))

    def has_edges(self, article: str) -> bool:
        """Whether nodes and edges were derived from the article's current reading: False after a kill in between."""
        return self._read(lambda c: chain.is_saved(c, loading.find(c, article).row))

    def chain_rows(self, article: str) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
        """All nodes and edges above and below an article, the article first; a circle is walked once."""
        return self._read(lambda c: chain.chain(c, article))

    def history(self, article: str | int) -> History:
        """The captures and revisions of an article, earliest first; raises UnknownNameError."""
        return self._read(lambda c: history.history(c, article))

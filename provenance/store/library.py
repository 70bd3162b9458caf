"""The library: everything kept in one database, and the evidence beside it.

`Library.open` is the way in. A library is used as a context manager; several processes may use the
same one at the same time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self, TypeVar

from sqlalchemy import Connection, Engine

from provenance import __version__
from provenance.errors import StoreError, StoreReadOnlyError, UsageError
from provenance.records.added import Added
from provenance.records.article import Reading
from provenance.records.capture import Capture
from provenance.records.fetched import Fetched
from provenance.records.held import CollectionInfo, Finding, HeldArticle, Hit
from provenance.records.history import History
from provenance.records.lineage import Edge, Node, Searched
from provenance.records.outlet import NameKind, Outlet, OutletName
from provenance.records.upkeep import Pruned, Size
from provenance.store import migrate
from provenance.store.asking import finding, history, loading, sampling
from provenance.store.evidence.folder import Evidence
from provenance.store.evidence.waiting import Waiting
from provenance.store.judging import Judgements
from provenance.store.keeping import adding, captures, chain, collections, outlets, rows
from provenance.store.keeping.clock import now
from provenance.store.keeping.inserting import add_row
from provenance.store.schema.tables import ARTICLES, RUNS
from provenance.store.session import in_transaction, open_engine, reading, sqlite_file
from provenance.store.stories import Stories
from provenance.store.upkeep import backing_up, forgetting, measuring, pruning, rereading, verifying
from provenance.store.upkeep.rereading import Stored
from provenance.times import parse_given, utc_text

if TYPE_CHECKING:
    from provenance.records.exported import Source
    from provenance.store.crawling import Crawling
    from provenance.store.measuring.library import Measuring
    from provenance.store.rating import Ratings
    from provenance.store.reuse.library import Reuse
    from provenance.store.said.library import Sayings

T = TypeVar("T")
Also = Callable[[Connection, Added], None]
"""What is to be written together with an article, given what became of it."""


def evidence_folder(db: str, evidence: str | None) -> str:
    """Where evidence lies: as said, or beside the SQLite file.

    Raises UsageError for PostgreSQL without a folder.
    """
    file = sqlite_file(db)
    folder = evidence or (f"{file}.evidence" if file else None)
    if folder is None:
        raise UsageError("with a PostgreSQL database say where the evidence lies: --evidence DIR")
    return folder


class Library:
    """All that is kept. Open it with `Library.open`."""

    def __init__(self, db: str, engine: Engine, evidence: Evidence, *, read_only: bool) -> None:
        self.db = db
        self.read_only = read_only
        self.evidence = evidence
        self._engine = engine
        self._run: int | None = None
        self._waiting = Waiting(evidence)

    @classmethod
    def open(cls, db: str, evidence: str | None = None, *, create: bool = True, read_only: bool = False) -> Library:
        """Open the database at a path or URL; a new one is made on first use where `create` allows.

        Raises UsageError for PostgreSQL without an evidence folder, StoreTooOldError and
        StoreTooNewError for another schema, StoreForeignError for what is not ours,
        StoreUnreachableError where nothing can be reached. An existing database is not changed.
        """
        folder = evidence_folder(db, evidence)
        migrate.ready(db, create=create, read_only=read_only)
        engine = open_engine(db, read_only=read_only)

        def named(name: str) -> int:
            with reading(engine) as connection:
                return captures.named_up_to(connection, name)

        return cls(db, engine, Evidence(Path(folder), named=named), read_only=read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all connections and of the evidence."""
        self._engine.dispose()
        self.evidence.close()

    # Keeping and reading back

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

    # Chains

    def save_edges(self, article: str, nodes: Iterable[Node], edges: Iterable[Edge]) -> None:
        """Keep the nodes and edges derived from an article, in place of those kept before."""
        self._writable()
        listed, drawn, run = tuple(nodes), tuple(edges), self._this_run()
        in_transaction(self._engine, lambda c: chain.save(c, loading.find(c, article).row, run, listed, drawn))

    def has_edges(self, article: str) -> bool:
        """Whether nodes and edges were derived from the article's current reading: False after a kill in between."""
        return self._read(lambda c: chain.is_saved(c, loading.find(c, article).row))

    def chain_rows(self, article: str) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
        """All nodes and edges above and below an article, the article first; a circle is walked once."""
        return self._read(lambda c: chain.chain(c, article))

    def history(self, article: str | int) -> History:
        """The captures and revisions of an article, earliest first; raises UnknownNameError."""
        return self._read(lambda c: history.history(c, article))

    def stored(self, outlet: str | None = None, since: str | None = None) -> list[Stored]:
        """The captures that can be read again, in the order in which they came.

        `outlet` is a slug, name or host; `since` a date, ISO 8601, before which nothing was taken in.
        Raises UnknownNameError, BadDateError.
        """
        slug = self.outlet_show(outlet).slug if outlet else None
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

    # Outlets

    def know(self, registry: outlets.Listing) -> int:
        """Bring the outlets up to date with a registry, once for each state of it; returns how many changed."""
        if self._read(outlets.synced_with) == registry.digest:
            return 0
        return self.sync_outlets(registry.outlets(), registry.digest)

    def sync_outlets(self, listed: Iterable[Outlet], digest: str | None = None) -> int:
        """Bring shipped outlets up to date by slug; what people added stays. Returns how many changed."""
        self._writable()
        all_of_them = tuple(listed)

        def work(connection: Connection) -> int:
            changed = outlets.sync(connection, all_of_them)
            if digest is not None:
                outlets.remember(connection, digest)
            return changed

        return in_transaction(self._engine, work)

    def outlet_list(self, unregistered: bool = False) -> tuple[Outlet, ...]:
        """All outlets by slug, or only those that pages named and nobody has listed."""
        return tuple(self._read(lambda c: outlets.listed(c, unregistered=unregistered)))

    def outlet_show(self, ref: str) -> Outlet:
        """The outlet of a slug, name or host; raises UnknownNameError."""
        return self._read(lambda c: outlets.show(c, ref))

    def outlets_by_people(self) -> tuple[Outlet, ...]:
        """The outlets that persons added here or gave a name."""
        return tuple(self._read(outlets.by_people))

    def outlet_add(self, outlet: Outlet) -> Outlet:
        """Keep an outlet a person describes; raises UsageError where the slug is taken."""
        return self._write(lambda c: outlets.add(c, outlet))

    def outlet_alias(self, ref: str, alias: str, kind: NameKind = "alias", language: str | None = None) -> Outlet:
        """Give an outlet one more name; raises UnknownNameError."""
        return self._write(lambda c: outlets.alias(c, ref, OutletName(alias, kind, language)))

    # Collections

    def collection_create(self, name: str, how_sampled: str, *, through_copies: bool = False) -> CollectionInfo:
        """Make a named set; raises UsageError where the name is taken by one sampled otherwise."""
        return self._write(lambda c: collections.create(c, name, how_sampled, through_copies=through_copies))

    def collection_list(self) -> tuple[CollectionInfo, ...]:
        """All collections by name."""
        return tuple(self._read(collections.listed))

    def collection_show(self, name: str) -> CollectionInfo:
        """A collection by name; raises UnknownNameError."""
        return self._read(lambda c: collections.show(c, name))

    def drawable(self, collection: str | None = None) -> list[sampling.Drawable]:
        """The articles a sample may be drawn from, of a collection or of all; raises UnknownNameError."""
        return self._read(lambda c: sampling.drawable(c, collection))

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

    # Upkeep

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

    def _read(self, work: Callable[[Connection], T]) -> T:
        with reading(self._engine) as connection:
            return work(connection)

    def _write(self, work: Callable[[Connection], T]) -> T:
        self._writable()
        return in_transaction(self._engine, work)

    def _writable(self) -> None:
        if self.read_only:
            raise StoreReadOnlyError("the database was opened for reading only; nothing was changed")

    def _this_run(self) -> int:
        if self._run is None:
            values = {"started_at": now(), "version": __version__, "settings_digest": None}
            self._run = in_transaction(self._engine, lambda c: add_row(c, RUNS, values))
        return self._run

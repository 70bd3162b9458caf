"""The library as programs and doors use it: one database, its evidence, and the hall applied to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from provenance.errors import InputError
from provenance.pipeline import (
    fetching,
    keep,
    mannered,
    read_all,
    take_all,
    trace_kept,
)
from provenance.records.article import Reading
from provenance.records.capture import Capture, FailedInput, Given
from provenance.urls import is_url

if TYPE_CHECKING:
    from provenance.capture.politeness.manners import Manners
    from provenance.following import Tell
    from provenance.outlets.registry import Registry
    from provenance.records.added import Added
    from provenance.records.diff import Diff
    from provenance.records.fetched import Fetching
    from provenance.records.following import Following
    from provenance.records.held import Hit
    from provenance.records.lineage import Match, Trace
    from provenance.records.quotation import Quotation
    from provenance.records.statement import Statement
    from provenance.settings import Settings
    from provenance.store.articles import Also


def open_library(
    db: str | Path | None = None, evidence: str | Path | None = None, outlets: str | Path | None = None
) -> Library:
    """Open the database at a path or URL (default: as the command line does); a new one is made on first use."""
    from provenance import settings

    chosen = settings.load().given(
        db=str(db) if db else None,
        evidence=str(evidence) if evidence else None,
        outlets=str(outlets) if outlets else None,
    )
    return Library(chosen)


class Library:
    """Everything kept in one database; use it in a `with` statement."""

    def __init__(self, settings: Settings, *, read_only: bool = False, manners: Manners | None = None) -> None:
        from provenance.store.library import Library as Store

        self.store = Store.open(settings.db, settings.evidence, create=not read_only, read_only=read_only)
        self._listed = Path(settings.outlets) if settings.outlets else None
        self._how = fetching(settings)
        self._manners = manners or mannered(settings)
        if not read_only:
            self._manners.ledger = self.store.crawling
        self._settings = settings

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.store.close()

    @property
    def how(self) -> Fetching:
        """How pages are fetched, as the settings want it."""
        return self._how

    @property
    def statements_with(self) -> str | None:
        """The pipeline that adds to the rules for statements, `module:function`, as the settings want it."""
        return self._settings.statements_with

    @property
    def manners(self) -> Manners:
        """How we behave towards servers; rules and turns of hosts are remembered in the database."""
        return self._manners

    @cached_property
    def registry(self) -> Registry:
        """The shipped outlets, the user's file, and what people added to this database."""
        from provenance.outlets.registry import load

        if not self.store.read_only:
            self.know()
        return load(self._listed, self.store.outlets_by_people())

    def know(self) -> int:
        """Bring the outlets kept here up to date with the shipped ones; returns how many changed."""
        from provenance.outlets.registry import load

        return self.store.know(load(self._listed))

    def add_items(
        self, items: Iterable[Capture | FailedInput], into: str | None = None, jobs: int = 1, link: bool = True
    ) -> Iterator[tuple[Added, Reading]]:
        """Keep many inputs in order; `jobs` processes read, this one alone writes.

        Read to the end it leaves the library settled, unless `link` is off.
        """
        if into is not None:
            self.store.collection_show(into)
        for item, reading in read_all(
            self._evidence_first(items), self.registry, jobs, statements_with=self.statements_with
        ):
            yield keep(self.store, item, reading, self.registry, into), reading
        if link:
            self.settle()

    def keep_read(self, item: Capture, reading: Reading, into: str | None, also: Also) -> Added:
        """Keep one page that was read already, and `also` what goes with it, in one transaction.

        Its edges are derived when the library is settled next.
        """
        return self.store.add(reading, item, collection=into, observed_by=item.given.observed_by, also=also)

    def settle(self) -> int:
        """Index and compare what was not yet, and derive the edges anew that this bears on; returns how many texts were compared."""
        from provenance.lineage.said import settle_said
        from provenance.lineage.stories import settle_stories

        count = settle_stories(self.store, self.registry)
        settle_said(self.store)
        return count

    def settle_in_bulk(self) -> int:
        """As `settle`, by one join of all texts (duckdb): quicker where most are new. Raises ProvenanceError without duckdb."""
        from provenance.lineage.bulk import settle_in_bulk, with_duckdb
        from provenance.lineage.said import settle_said
        from provenance.lineage.stories import settle_stories

        with_duckdb()
        count = settle_stories(self.store, self.registry, settle_in_bulk)
        settle_said(self.store)
        return count

    def link(self, article: str) -> tuple[Match, ...]:
        """Compare one article, by key, row number or address, with all others now; its matches."""
        from provenance.lineage.settle import link

        held = self.store.find_article(article)
        self.store.stories.mark([held.key])
        link(self.store.reuse, held.row, held.key)
        return self.store.reuse.matches_of(held.key)

    def matches(self, article: str | None = None, min_words: int = 0) -> Iterator[Match]:
        """What texts share, of one article or of all, with at least so many words; each pair once."""
        from provenance.lineage.stories import with_sources

        if article is None:
            return with_sources(self.store, self.store.reuse.matches(min_words))
        return with_sources(self.store, self.store.reuse.matches_of(self.store.find_article(article).key, min_words))

    def who_said(self, words: str, limit: int = 10) -> tuple[Quotation, ...]:
        """Who said these words, who carried them first as far as is known, and what every later carrier made of them."""
        from provenance.lineage.said import who_said

        return who_said(self.store, words, limit)

    def statements(self, article: str) -> tuple[tuple[Statement, Quotation | None], ...]:
        """The statements of an article, by key, row number or address, each with who else carries it."""
        from provenance.lineage.said import statements_of

        return statements_of(self.store, self.store.find_article(article))

    def forget(self, ref: str, reason: str) -> str:
        """Remove an article for good, and what was derived from it; returns its key, which stays refused."""
        from provenance.lineage.said import settle_said
        from provenance.lineage.stories import forget_article

        key = forget_article(self.store, self.registry, ref, reason)
        settle_said(self.store)
        return key

    def diff(self, a: str, b: str) -> Diff:
        """What `b` kept of `a`, cut and added: articles by key, row number or address, `@2` for the second revision."""
        from provenance.lineage.versions import diff_of

        return diff_of(self.store, a, b)

    def _evidence_first(self, items: Iterable[Capture | FailedInput]) -> Iterator[Capture | FailedInput]:
        """The same items, each with its bytes kept before anything is read in them."""
        for item in items:
            if isinstance(item, Capture):
                self.store.keep_evidence(item)
            yield item

    def add(self, source: str | Path, url: str | None = None, into: str | None = None) -> Added:
        """Keep one page or text, saved or at an address; the same twice changes nothing but a sighting."""
        [(added, _)] = self.add_items(take_all([str(source)], Given(url=url), manners=self.manners), into)
        return added

    def trace(
        self, target: str | Path, url: str | None = None, depth: int | None = None, *, follow: int = 0, ask_archive: bool = False
    ) -> Trace:  # fmt: skip
        """Where an article came from: a saved page or an address (kept first, where it is not yet), a key, a row number.

        With `follow` credited pages are fetched and kept, so many hops out; `ask_archive` asks the archives
        of the settings for their earliest copies. Raises InputError, UnknownNameError.
        """
        from provenance.following import plan

        going = plan(self._settings, follow, ask_archive=ask_archive)
        if Path(target).exists() or (is_url(str(target)) and not self.holds(str(target))):
            added = self.add(target, url)
            if added.article is None:
                raise InputError(added.reason or "failed", f"{target}: {added.reason}")
            target = added.article
        return self.trace_of(str(target), depth, going)

    def trace_of(
        self, ref: str, depth: int | None = None, follow: Following | None = None, tell: Tell | None = None
    ) -> Trace:
        """The chain of one kept article: a key, a row number or an address; as `trace_items`. Raises UnknownNameError."""
        if follow is None:
            return trace_kept(self.store, ref, self.registry, depth)
        from provenance.following import follow_kept, silent

        key = self.store.find_article(ref).key
        followed = follow_kept(self.store, key, self.registry, follow, self.manners, tell or silent)
        return replace(trace_kept(self.store, key, self.registry, depth), followed=followed)

    def holds(self, ref: str) -> bool:
        """Whether an article of this key, row number or address is kept."""
        from provenance.errors import UnknownNameError

        try:
            self.store.find_article(ref)
        except UnknownNameError:
            return False
        return True

    def find(self, words: str, **limits: Any) -> tuple[Hit, ...]:
        """Kept articles in whose text the words occur one after the other, most hits first."""
        return self.store.find(words, **limits)

    def reread(
        self, outlet: str | None = None, since: str | None = None, warn: Callable[[str], None] | None = None
    ) -> Iterator[Added | FailedInput]:
        """Read stored captures again with today's extractor; new readings stand beside the old ones.

        Evidence that is missing or damaged gives a FailedInput. `warn` hears what a pipeline of the settings did wrong. The same version finds the same and
        changes nothing.
        """
        from provenance.errors import StoreError

        for one in self.store.stored(outlet, since):
            try:
                capture = self.store.capture_of(one)
            except StoreError as error:
                yield FailedInput(one.id, "truncated", str(error), Given())
                continue
            ((_, reading),) = read_all([capture], self.registry, statements_with=self.statements_with)
            if warn is not None and reading.status == "ok" and reading.detail:
                warn(f"{one.id}: {reading.detail}")
            yield self.store.add_again(one, reading, capture)

    def rebuild(self) -> int:
        """Drop all derived nodes and edges and derive them anew; keys stay the same."""
        from provenance.lineage.said import rebuild_said
        from provenance.lineage.stories import derive_articles, settle_stories

        settle_stories(self.store, self.registry)
        count = derive_articles(self.store, self.registry, self.store.stories.every())
        self.store.stories.recount()
        rebuild_said(self.store)
        return count

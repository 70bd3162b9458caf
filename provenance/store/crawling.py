"""What the library keeps of crawling, as `Library.crawling`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection

from provenance.capture.politeness.manners import Rules
from provenance.records.crawling import CrawlStatus, ListKind, Pace, SourceInfo, Work
from provenance.records.fetched import Fetched
from provenance.records.judgement import Judgement
from provenance.records.lineage import Edge, Node
from provenance.records.morning import SiteReadings
from provenance.store.asking import crawling as asking
from provenance.store.asking import morning
from provenance.store.judging import Work as Transaction
from provenance.store.keeping import ahead, turns
from provenance.store.keeping import crawling as keeping
from provenance.store.keeping.clock import now
from provenance.store.keeping.crawling import Row

if TYPE_CHECKING:
    from provenance.capture.politeness.asking import Permission

T = TypeVar("T")


class Crawling:
    """The sources, hosts and pages of one library."""

    def __init__(self, read: Transaction, write: Transaction, keep: Callable[[Fetched], str]) -> None:
        self._read, self._write, self._keep = read, write, keep

    # As a ledger of manners: what hosts let anybody do, and whose turn it is

    def rules_of(self, origin: str, moment: float) -> Rules | None:
        """What a host's robots.txt said, None where it was not asked for or too long ago."""
        return self._read(lambda c: turns.rules_of(c, origin, moment))

    def keep_rules(self, origin: str, permission: Permission, moment: float) -> None:
        """Keep what a host answered, evidence first."""
        self._keep(permission.fetched)
        self.note_rules(origin, permission, moment)

    def note_rules(self, origin: str, permission: Permission, moment: float) -> None:
        """Keep what an answer that is kept elsewhere says."""
        self._write(lambda c: turns.keep_rules(c, origin, permission, moment))

    def turn(self, origin: str, moment: float, until: float) -> float:
        """Take a host's next turn among all processes; 0 where it is ours, else in how many seconds it may be free."""
        return self._write(lambda c: turns.turn(c, origin, moment, until))

    def free_at(self, origin: str, moment: float) -> None:
        """Let nobody ask a host before."""
        self._write(lambda c: turns.free_at(c, origin, moment))

    # The night

    def add_source(
        self, url: str, origin: str, kind: ListKind, title: str | None = None, every: int | None = None, until: str | None = None
    ) -> SourceInfo:  # fmt: skip
        """Watch a list; the same again changes only `every` and `until`."""
        number = self._write(lambda c: keeping.add_source(c, url, origin, kind, title, every, until))
        return next(s for s in self.sources() if s.row == number)

    def remove_source(self, ref: str) -> str:
        """Watch a list no longer, by address or row number; returns its address. Raises UnknownNameError."""
        return self._write(lambda c: keeping.remove_source(c, ref))

    def sources(self) -> list[SourceInfo]:
        """The sources, by address."""
        return self._read(asking.sources)

    def status(self) -> CrawlStatus:
        """How crawling stands."""
        return self._read(asking.status)

    def claim(self, who: str, moment: float, lease: float, due: float, host: int | None = None) -> Work | None:
        """What `who` is to do now of what was due then, anywhere or on one host; its host is leased to them."""
        return self._write(lambda c: keeping.claim(c, who, moment, lease, due, host))

    def hosts_due(self, moment: float) -> list[int]:
        """The hosts that may be asked now and have work due, by row number."""
        return self._read(lambda c: keeping.hosts_due(c, moment))

    def renew(self, who: str, until: float) -> None:
        """Hold on to the hosts one works on."""
        self._write(lambda c: keeping.renew(c, who, until))

    def let_go(self, who: str, next_at: float) -> None:
        """Give all hosts back that one holds."""
        self._write(lambda c: keeping.let_go(c, who, next_at))

    def next_free(self, due: float, host: int | None = None) -> float | None:
        """When there will be something to do of what was due then, anywhere or on one host; None where nothing was."""
        return self._read(lambda c: keeping.next_free(c, due, host))

    def put_off(self, due: float) -> int:
        """How many lists and pages were due then and are not done."""
        return self._read(lambda c: keeping.put_off(c, due))

    def with_robots(
        self, work: Work, who: str, next_at: float, standing: str, text: str | None, delay: float | None, moment: float
    ) -> Callable[[Connection, str], None]:  # fmt: skip
        """Keep a host's rules and give the host back, written together with the capture they came in."""

        def write(c: Connection, capture: str) -> None:
            keeping.set_robots(c, work.host, standing, text, delay, moment)
            keeping.release(c, work.host, who, next_at)

        return write

    def done_list(self, work: Work, who: str, next_at: float, values: Row, due: float, *, unchanged: bool = False) -> None:  # fmt: skip
        """Keep what came of a list that names nothing new and give the host back. Its pages due then wait again if it is `unchanged`."""

        def write(c: Connection) -> None:
            if unchanged:
                keeping.pages_again(c, work.row, due)
            _done_list(c, work, who, next_at, values)

        self._write(write)

    def with_list(
        self, work: Work, who: str, next_at: float, values: Row, pages: Sequence[tuple[str, Row]] = (),
        lists: Sequence[tuple[str, str]] = (), due: float = 0.0, into: str | None = None,
    ) -> Callable[[Connection, str], int]:  # fmt: skip
        """Keep what a list names, written together with its capture; what is returned tells how many pages are new.

        Those of its pages that are kept already are put `into` a collection.
        """

        def write(c: Connection, capture: str) -> int:
            found = keeping.name_pages(c, work.row, pages, due)
            keeping.name_lists(c, work.row, lists)
            if into is not None:
                keeping.collect_pages(c, into, (str(claims["url"]) for _, claims in pages))
            _done_list(c, work, who, next_at, {**values, "new_at": now()} if found else values)
            return found

        return write

    def done_page(self, work: Work, who: str, next_at: float, values: Row, into: str | None = None) -> None:
        """Keep what came of a page and give the host back; what is kept of it is put `into` a collection."""

        def write(c: Connection) -> None:
            if into is not None:
                keeping.collect_pages(c, into, [work.url])
            _done_page(c, work, who, next_at, values)

        self._write(write)

    def with_page(self, work: Work, who: str, next_at: float, values: Callable[[T], Row]) -> Callable[[Connection, T], None]:  # fmt: skip
        """As `done_page`, to be written together with what became of it: so a page is never kept and asked for again."""
        return lambda c, kept: _done_page(c, work, who, next_at, values(kept))

    def edges_of(self, articles: Sequence[str]) -> tuple[tuple[Node, ...], tuple[Edge, ...], list[Judgement]]:
        """The nodes and edges above articles, by key, and the standing judgements on them."""
        return self._read(lambda c: morning.edges_of(c, articles))

    def readings_by_site(self, earliest: str, since: str) -> tuple[SiteReadings, ...]:
        """How crawled pages were read before and since a moment, by site; `earliest` is how far back is looked."""
        return self._read(lambda c: morning.readings_by_site(c, earliest, since))

    def days_with_news(self, earliest: str) -> dict[int, tuple[str, ...]]:
        """The days on which sources, by row number, named new pages."""
        return self._read(lambda c: morning.days_with_news(c, earliest))

    def due_again(self, moment: float, pace: Pace) -> int:
        """Make due what a clock that ran ahead has put off; how much that was."""
        return self._write(lambda c: ahead.due_again(c, moment, pace))

    def holders(self) -> list[str]:
        """Who holds hosts."""
        return self._read(keeping.holders)


def _done_list(connection: Connection, work: Work, who: str, next_at: float, values: Row) -> None:
    keeping.set_source(connection, work.row, values)
    keeping.release(connection, work.host, who, next_at)


def _done_page(connection: Connection, work: Work, who: str, next_at: float, values: Row) -> None:
    keeping.set_page(connection, work.row, values)
    keeping.release(connection, work.host, who, next_at)

"""What the library keeps of people's judgements, and the things they can be about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from provenance.records.judgement import Judgement
from provenance.records.lineage import Edge, Node
from provenance.store.asking import judgements as asking
from provenance.store.asking.judgements import CreditFound
from provenance.store.counted import merges
from provenance.store.keeping import judgements as keeping

T = TypeVar("T")


class Work(Protocol):
    """Runs work in a transaction of a library."""

    def __call__(self, work: Callable[[Connection], T], /) -> T:
        """What the work gives."""


class Judgements:
    """The judgements of one library, as `Library.judgements`."""

    def __init__(self, read: Work, write: Work) -> None:
        self._read, self._write = read, write

    def keep(self, many: Iterable[Judgement]) -> list[keeping.Kept]:
        """Keep judgements in one transaction: `new`, `known`, or `withdrawn` where only that is new."""
        listed = list(many)

        def work(connection: Connection) -> list[keeping.Kept]:
            found = [keeping.keep(connection, one) for one in listed]
            merges.follow(connection, (one for one, kept in zip(listed, found, strict=True) if kept != "known"))
            return found

        return self._write(work)

    def listed(self, subject: str | None = None) -> list[Judgement]:
        """All judgements, withdrawn ones too, or those on one subject (or of one key); earliest first."""
        return self._read(lambda c: asking.listed(c, subject))

    def on_reading(self, article: str) -> list[Judgement]:
        """The standing judgements on an article's credits and its date."""
        return self._read(lambda c: asking.on_reading(c, article))

    def chain(self, article: str) -> tuple[tuple[Node, ...], tuple[Edge, ...], list[Judgement]]:
        """The chain of an article, the chains that asserted edges join to it, and all judgements on them."""
        return self._read(lambda c: asking.judged_chain(c, article))

    def story(self, article: str) -> tuple[tuple[Node, ...], tuple[Edge, ...], list[Judgement]]:
        """Everything edges join to an article, in any direction, and all judgements on it."""
        return self._read(lambda c: asking.judged_story(c, article))

    def sources(self, articles: Iterable[str]) -> tuple[tuple[Node, ...], tuple[Edge, ...], list[Judgement]]:
        """Articles with all that is above them, and all judgements on it."""
        listed = list(articles)
        return self._read(lambda c: asking.judged_above(c, listed))

    def edge(self, key: str) -> tuple[Node, Node] | None:
        """The copy and the source of an edge."""
        return self._read(lambda c: asking.edge_of(c, key))

    def credit(self, key: str) -> CreditFound | None:
        """The credit of a key."""
        return self._read(lambda c: asking.credit_of(c, key))

    def node(self, key: str) -> Node | None:
        """The node of a key, held or known from a credit."""
        return self._read(lambda c: asking.node_of(c, key))

    def held_at(self, url: str) -> Node | None:
        """The held article at an address."""
        return self._read(lambda c: asking.held_at(c, url))

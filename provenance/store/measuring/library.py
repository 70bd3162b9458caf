"""What measures ask of the database, on one connection: one state of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from provenance.records.counted import (
    Arrow,
    Edited,
    Figure,
    FreshCopy,
    Handed,
    OutletCopies,
    OutletSums,
    Place,
    Said,
    Scope,
    Stating,
)
from provenance.records.outlet import Outlet, OutletFact
from provenance.store.keeping import outlets
from provenance.store.measuring import arrows, edited, facts, fresh, said, scope, stating, tally


class Measuring:
    """Rows for measures, as `Library.measuring()`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sampled(self, collection: str) -> tuple[str, bool]:
        """How a collection was sampled, and whether its articles were found through copies; raises UnknownNameError."""
        return scope.sampled(self._connection, collection)

    def sums(self, of: Scope) -> tuple[OutletSums, ...]:
        """The articles in a scope added up by outlet."""
        return scope.sums(self._connection, of)

    def waiting(self, of: Scope) -> int:
        """How many articles in a scope were not compared with all others yet."""
        return scope.waiting(self._connection, of)

    def arrows(self) -> tuple[Arrow, ...]:
        """All arrows along which a text came, as people judged them."""
        return arrows.arrows(self._connection)

    def above(self, keys: Iterable[str]) -> tuple[Arrow, ...]:
        """The arrows above some articles, to the ends of their chains."""
        return arrows.walk(self._connection, "child", keys)

    def below(self, keys: Iterable[str]) -> tuple[Arrow, ...]:
        """The arrows below some articles and nodes, to the last copies."""
        return arrows.walk(self._connection, "parent", keys)

    def rejected(self) -> int:
        """How many edges count nowhere since they are rejected."""
        return arrows.rejected(self._connection)

    def tally(self, of: Scope) -> Mapping[str, OutletCopies]:
        """The copies in a scope added up by outlet."""
        return tally.tally(self._connection, of)

    def overlaps(self, of: Scope) -> Mapping[str, Mapping[tuple[int, float], int]]:
        """How many copies in a scope have so many words and such a share of them from their source, by outlet."""
        return tally.overlaps(self._connection, of)

    def keys(
        self, of: Scope, figures: Iterable[Figure], most: int | None
    ) -> Mapping[str, Mapping[Figure, tuple[str, ...]]]:
        """The first keys that figures of `tally` rest on, by outlet."""
        return tally.keys(self._connection, of, figures, most)

    def copying(self, of: Scope, outlet: str | None = None) -> frozenset[str]:
        """The keys of the articles in a scope, of one outlet or of all, from which an arrow leads."""
        return arrows.copying(self._connection, of, outlet)

    def sources_of(self, outlet: str) -> frozenset[str]:
        """The articles and nodes of an outlet that others come from."""
        return arrows.sources_of(self._connection, outlet)

    def inside(self, of: Scope, keys: Iterable[str]) -> frozenset[str]:
        """Those of the keys that are articles in a scope."""
        return arrows.inside_of(self._connection, of, keys)

    def words(self, of: Scope, outlet: str | None = None) -> dict[str, dict[int, int]]:
        """How many articles with a text have so many words, by outlet: of one outlet, or of all."""
        return scope.words(self._connection, of, outlet)

    def places(self, keys: Iterable[str]) -> Mapping[str, Place]:
        """Who publishes the articles and nodes of these keys."""
        return arrows.places(self._connection, keys)

    def said(self, of: Scope, outlet: str) -> tuple[Said, ...]:
        """What is said in the articles of an outlet."""
        return said.said(self._connection, of, outlet)

    def said_by(self, of: Scope, speaker: str) -> tuple[tuple[Said, Place], ...]:
        """What somebody, by his name, is quoted with in a scope, and in which articles."""
        return said.said_by(self._connection, of, speaker)

    def handed(self, of: Scope, outlet: str) -> tuple[Handed, ...]:
        """The statements that articles of an outlet carry after an earlier carrier."""
        return said.handed(self._connection, of, outlet)

    def own_voice(self, of: Scope, outlet: str, most: int) -> dict[str, tuple[int, int]]:
        """Words without a named source and words in all, of at most so many articles of an outlet that were looked through."""
        return said.own_voice(self._connection, of, outlet, most)

    def edited(self, edges: Iterable[str]) -> tuple[Edited, ...]:
        """What the copies of these edges have of their sources' texts."""
        return edited.edited(self._connection, edges)

    def offered(self, of: Scope, outlet: str) -> tuple[Place, ...]:
        """The articles of an outlet in a scope."""
        return edited.offered(self._connection, of, outlet)

    def fresh(self, source: str, since: str, collection: str | None = None) -> tuple[FreshCopy, ...]:
        """The copies of an outlet's texts, by slug, that were first seen since a moment, the newest first."""
        return fresh.fresh(self._connection, source, since, collection)

    def stating(
        self, of: Scope, outlet: str | None, classes: Iterable[str], most: int
    ) -> tuple[Stating, tuple[str, ...]]:
        """How many copies have sources that state conditions, and the first of these copies by key."""
        return stating.stating(self._connection, of, outlet, classes, most)

    def facts(self, slugs: Iterable[str], property: str) -> dict[str, tuple[OutletFact, ...]]:
        """What dated sources state about outlets, of one property, by slug."""
        return facts.facts(self._connection, slugs, property)

    def outlet(self, ref: str) -> Outlet:
        """The outlet of a slug, name or host, or the one that people say it is; raises UnknownNameError."""
        return outlets.today(self._connection, outlets.show(self._connection, ref))

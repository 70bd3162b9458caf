"""What measures ask of the database, on one connection: one state of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from provenance.records.counted import Arrow, OutletSums, Place, Scope
from provenance.records.outlet import Outlet
from provenance.store.keeping import outlets
from provenance.store.measuring import arrows, scope


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

    def arrows(self) -> tuple[tuple[Arrow, ...], int]:
        """All arrows along which a text came, as people judged them, and how many are rejected."""
        return arrows.arrows(self._connection)

    def copying(self, of: Scope, outlet: str | None = None) -> frozenset[str]:
        """The keys of the articles in a scope, of one outlet or of all, from which an arrow leads."""
        return arrows.copying(self._connection, of, outlet)

    def words(self, of: Scope, outlet: str) -> dict[int, int]:
        """How many articles of an outlet with a text have so many words."""
        return scope.words(self._connection, of, outlet)

    def places(self, keys: Iterable[str]) -> Mapping[str, Place]:
        """Who publishes the articles and nodes of these keys."""
        return arrows.places(self._connection, keys)

    def outlet(self, ref: str) -> Outlet:
        """The outlet of a slug, name or host; raises UnknownNameError."""
        return outlets.show(self._connection, ref)

"""What has a name in a library: outlets and collections."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from provenance.records.held import CollectionInfo
from provenance.records.outlet import NameKind, Outlet, OutletName
from provenance.store.asking import sampling
from provenance.store.counted import merges
from provenance.store.keeping import collections, outlets
from provenance.store.opened import Opened
from provenance.store.session import in_transaction


class Named(Opened):
    """The outlets and collections of a library."""

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
            merges.merge(connection)
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

        def work(connection: Connection) -> Outlet:
            added = outlets.add(connection, outlet)
            merges.merge(connection)
            return added

        return self._write(work)

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

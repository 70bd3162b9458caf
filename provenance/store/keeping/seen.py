"""Outlets that pages name and nobody has listed: kept as seen, so that nothing groups under null."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, select

from provenance.records.outlet import OutletRef
from provenance.store.keeping.inserting import add_rows, insert_new
from provenance.store.schema.outlets import SLUG_LENGTH
from provenance.store.schema.tables import OUTLET_DOMAINS, OUTLETS


def outlet_ids(connection: Connection, refs: Sequence[OutletRef]) -> dict[str, int]:
    """The row numbers of outlets by slug; those nobody has listed are made as seen.

    A slug too long for an index (a hostile page's) gets no row.
    """
    wanted: Mapping[str, OutletRef] = {ref.slug: ref for ref in refs if len(ref.slug) <= SLUG_LENGTH}
    known = _ids(connection, wanted)
    missing = sorted(set(wanted) - set(known))
    if not missing:
        return known
    insert_new(connection, OUTLETS, [_seen(wanted[slug]) for slug in missing])
    added = _ids(connection, missing)
    _seen_domains(connection, [(added[slug], wanted[slug].domain) for slug in missing])
    return known | added


def _ids(connection: Connection, slugs: Iterable[str]) -> dict[str, int]:
    found = connection.execute(select(OUTLETS.c.slug, OUTLETS.c.id).where(OUTLETS.c.slug.in_(sorted(slugs))))
    return {row.slug: row.id for row in found}


def _seen(ref: OutletRef) -> dict[str, object]:
    return {
        "slug": ref.slug, "name": ref.name, "kind": "unknown", "provisional": ref.provisional, "country": None,
        "languages": [], "source": "seen", "digest": None,
    }  # fmt: skip


def _seen_domains(connection: Connection, domains: Sequence[tuple[int, str | None]]) -> None:
    hosts = [(outlet, host) for outlet, host in domains if host and len(host) <= SLUG_LENGTH]
    add_rows(
        connection,
        OUTLET_DOMAINS,
        ({"outlet_id": outlet, "host": host, "role": "main", "source": "seen"} for outlet, host in hosts),
    )

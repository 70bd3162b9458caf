"""What dated sources state about outlets, for reports that say "listed by X on DATE as ..."."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from provenance.records.outlet import OutletFact
from provenance.store.keeping.inserting import batches
from provenance.store.schema.tables import OUTLET_FACTS, OUTLETS


def facts(connection: Connection, slugs: Iterable[str], property: str) -> dict[str, tuple[OutletFact, ...]]:
    """The facts of one property by the outlet's slug, in the order in which they are kept; outlets without are left out."""
    found: dict[str, tuple[OutletFact, ...]] = {}
    f = OUTLET_FACTS.c
    wanted = select(OUTLETS.c.slug, f.property, f.value, f.source_name, f.source_url, f.as_of)
    wanted = wanted.join(OUTLETS, OUTLETS.c.id == f.outlet_id).where(f.property == property).order_by(f.id)
    for some in batches(sorted(set(slugs))):
        for slug, *values in connection.execute(wanted.where(OUTLETS.c.slug.in_(some))):
            found[slug] = (*found.get(slug, ()), OutletFact(*values))
    return found

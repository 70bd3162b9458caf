"""What judgements change in the kept rows: pairs that people confirmed, rejected or asserted, and outlets that are one.

`outlets.same_as` holds the row of the outlet that people say an outlet is, as the standing judgements have it.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, or_, select, update

from provenance.records.judgement import Judgement, same_outlets
from provenance.store.counted.refreshing import refresh
from provenance.store.counted.touched import judged_at
from provenance.store.keeping.inserting import batches
from provenance.store.keeping.judgements import judgement_of
from provenance.store.keeping.seen import outlet_ids
from provenance.store.schema.tables import COPIES, JUDGEMENTS, OUTLETS


def follow(connection: Connection, judged: Iterable[Judgement]) -> None:
    """Bring the rows up to judgements that were kept or withdrawn just now."""
    judged = list(judged)
    if any(one.kind == "outlet" for one in judged):
        merge(connection)
    ends = {one.child.key for one in judged if one.kind == "edge" and one.child}
    if ends:
        refresh(connection, judged_at(connection, ends))


def merge(connection: Connection) -> None:
    """Bring `same_as` up to what is judged, and the rows of all copies that name one of the outlets it changed for."""
    j = JUDGEMENTS.c
    told = connection.execute(select(JUDGEMENTS).where(j.kind == "outlet").order_by(j.at, j.key)).mappings().all()
    if not told:
        return
    same = same_outlets(one for one in map(judgement_of, told) if one.stands)
    numbers = outlet_ids(connection, list(same.values()))
    wanted = {slug: numbers.get(ref.slug) for slug, ref in same.items()}
    held = select(OUTLETS.c.slug, OUTLETS.c.same_as).where(OUTLETS.c.same_as.is_not(None))
    kept = {row.slug: row.same_as for row in connection.execute(held)}
    changed = [slug for slug in sorted({*wanted, *kept}) if wanted.get(slug) != kept.get(slug)]
    for slug in changed:
        connection.execute(update(OUTLETS).where(OUTLETS.c.slug == slug).values(same_as=wanted.get(slug)))
    if changed:
        was = {number for slug in changed for number in (wanted.get(slug), kept.get(slug)) if number is not None}
        slugs = connection.execute(select(OUTLETS.c.slug).where(OUTLETS.c.id.in_(sorted(was)))).scalars()
        refresh(connection, _naming(connection, sorted({*changed, *slugs})))


def _naming(connection: Connection, slugs: list[str]) -> set[str]:
    """The copies whose own outlet, or their source's, or that of their credit it is; whoever is below them is found from there."""
    c, found = COPIES.c, set[str]()
    for some in batches(slugs):
        named = or_(c.child_outlet.in_(some), c.parent_outlet.in_(some), c.credit_outlet.in_(some))
        found.update(connection.execute(select(c.child_key).where(named)).scalars())
    return found

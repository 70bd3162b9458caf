"""Outlets in the database: the shipped ones synced by slug, people's additions kept apart from them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, RowMapping, Table, delete, insert, select, update

from provenance.errors import UnknownNameError, UsageError
from provenance.records.base import as_json
from provenance.records.outlet import Outlet, OutletDomain, OutletFact, OutletName
from provenance.store.keeping.inserting import batches
from provenance.store.keeping.rows import cleaned
from provenance.store.schema.outlets import NAME_KEY_LENGTH, SLUG_LENGTH
from provenance.store.schema.tables import META, OUTLET_DOMAINS, OUTLET_FACTS, OUTLET_NAMES, OUTLETS
from provenance.text import name_key, slug, storable
from provenance.urls import host_of, registered_domain

_BELOW = (OUTLET_NAMES, OUTLET_DOMAINS, OUTLET_FACTS)
_REGISTRY = "registry"


class Listing(Protocol):
    """What `know` needs of a registry of outlets."""

    @property
    def digest(self) -> str:
        """Names this state of the registry."""

    def outlets(self) -> Sequence[Outlet]:
        """All listed outlets."""


def synced_with(connection: Connection) -> str | None:
    """The digest of the registry this database was last synced with."""
    return connection.execute(select(META.c.value).where(META.c.name == _REGISTRY)).scalar()


def remember(connection: Connection, digest: str) -> None:
    """Note the registry this database is synced with."""
    connection.execute(delete(META).where(META.c.name == _REGISTRY))
    connection.execute(insert(META), {"name": _REGISTRY, "value": digest})


def sync(connection: Connection, outlets: Iterable[Outlet]) -> int:
    """Bring shipped outlets up to date by slug; returns how many changed.

    Rows a person added stay. An outlet that is shipped no more stays too: readings may name it.
    """
    wanted = {o.slug: cleaned(o) for o in outlets if len(o.slug) <= SLUG_LENGTH}
    digests = {s: _digest(o) for s, o in wanted.items()}
    listed = connection.execute(select(OUTLETS.c.slug, OUTLETS.c.digest, OUTLETS.c.source)).all()
    known = {row.slug: row.digest for row in listed}
    theirs = {row.slug for row in listed if row.source == "user"}
    changed = [s for s in sorted(wanted) if s not in theirs and (s not in known or known[s] != digests[s])]
    _clear(connection, [s for s in changed if s in known])
    values = [_values(wanted[s], "shipped", digests[s]) for s in changed]
    _write(connection, [v for v in values if v["slug"] not in known], [v for v in values if v["slug"] in known])
    _below(connection, [wanted[s] for s in changed], "shipped")
    return len(changed)


def _digest(outlet: Outlet) -> str:
    return hashlib.sha256(json.dumps(as_json(outlet), sort_keys=True).encode()).hexdigest()


def _values(outlet: Outlet, source: str, digest: str | None) -> dict[str, Any]:
    return {
        "slug": outlet.slug, "name": outlet.name, "kind": outlet.kind, "provisional": outlet.provisional, "country": outlet.country,
        "languages": list(outlet.languages), "source": source, "digest": digest,
    }  # fmt: skip


def _clear(connection: Connection, slugs: Sequence[str]) -> None:
    numbers = list(_numbers(connection, slugs).values())
    for table in _BELOW:
        for some in batches(numbers):
            connection.execute(delete(table).where(table.c.outlet_id.in_(some), table.c.source != "user"))


def _write(connection: Connection, new: list[dict[str, Any]], old: list[dict[str, Any]]) -> None:
    if new:
        connection.execute(insert(OUTLETS), new)
    for values in old:
        connection.execute(update(OUTLETS).where(OUTLETS.c.slug == values["slug"]).values(values))


def _numbers(connection: Connection, slugs: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in batches(slugs):
        for row in connection.execute(select(OUTLETS.c.slug, OUTLETS.c.id).where(OUTLETS.c.slug.in_(some))):
            found[row.slug] = row.id
    return found


def _below(connection: Connection, outlets: Sequence[Outlet], source: str) -> None:
    numbers = _numbers(connection, [o.slug for o in outlets])
    rows: dict[Table, list[dict[str, Any]]] = {table: [] for table in _BELOW}
    for outlet in outlets:
        of = {"outlet_id": numbers[outlet.slug], "source": source}
        rows[OUTLET_NAMES] += [
            {"name": n.name, "name_key": _name_key(n.name), "kind": n.kind, "language": n.language, **of} for n in outlet.names
        ]  # fmt: skip
        rows[OUTLET_DOMAINS] += [{"host": d.host, "role": d.role, **of} for d in outlet.domains if len(d.host) <= 255]
        rows[OUTLET_FACTS] += [{**as_json(fact), **of} for fact in outlet.facts]
    for table, listed in rows.items():
        if listed:
            connection.execute(insert(table), listed)


def _name_key(name: str) -> str:
    return name_key(name)[:NAME_KEY_LENGTH]


def listed(connection: Connection, *, unregistered: bool = False, slugs: Sequence[str] | None = None) -> list[Outlet]:
    """Outlets by slug, whole; `unregistered` for those no registry and no person has listed."""
    wanted = select(OUTLETS)
    if unregistered:
        wanted = wanted.where(OUTLETS.c.source == "seen")
    if slugs is not None:
        wanted = wanted.where(OUTLETS.c.slug.in_(slugs))
    found = sorted(connection.execute(wanted).mappings().all(), key=lambda row: row["slug"])
    below = {
        table: _by_outlet(connection, table, None if slugs is None else [r["id"] for r in found]) for table in _BELOW
    }
    return [_outlet(row, *(below[table].get(row["id"], []) for table in _BELOW)) for row in found]


def _by_outlet(connection: Connection, table: Table, numbers: Sequence[int] | None) -> dict[int, list[RowMapping]]:
    wanted = select(table).order_by(table.c.id)
    if numbers is not None:
        wanted = wanted.where(table.c.outlet_id.in_(numbers))
    found: dict[int, list[RowMapping]] = {}
    for row in connection.execute(wanted).mappings():
        found.setdefault(row["outlet_id"], []).append(row)
    return found


def _outlet(row: Any, names: Sequence[Any], domains: Sequence[Any], facts: Sequence[Any]) -> Outlet:
    fields = ("property", "value", "source_name", "source_url", "as_of")
    return Outlet(
        slug=row["slug"], name=row["name"], kind=row["kind"], provisional=row["provisional"], country=row["country"],
        languages=tuple(row["languages"]), names=tuple(OutletName(n["name"], n["kind"], n["language"]) for n in names),
        domains=tuple(OutletDomain(d["host"], d["role"]) for d in domains), facts=tuple(OutletFact(*(f[k] for k in fields)) for f in facts),
    )  # fmt: skip


def show(connection: Connection, ref: str) -> Outlet:
    """The outlet of a slug, a name or a host.

    Raises UnknownNameError where there is none, or where several go by that name.
    """
    ref = storable(ref)
    found = listed(connection, slugs=[ref]) or listed(connection, slugs=_slugs_of(connection, ref))
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownNameError(f"no outlet {ref[:200]!r}; give a slug, a name or a host (provenance outlet list)")
    names = ", ".join(sorted(o.slug for o in found)[:20])
    raise UnknownNameError(f"several outlets go by {ref[:200]!r}; give one of the slugs {names}")


def today(connection: Connection, outlet: Outlet) -> Outlet:
    """The outlet that people say an outlet is; itself where nobody says so."""
    same = select(OUTLETS.c.same_as).where(OUTLETS.c.slug == outlet.slug).scalar_subquery()
    slug = connection.execute(select(OUTLETS.c.slug).where(OUTLETS.c.id == same)).scalar()
    return listed(connection, slugs=[slug])[0] if slug else outlet


def _slugs_of(connection: Connection, ref: str) -> list[str]:
    named = select(OUTLETS.c.slug).join(OUTLET_NAMES).where(OUTLET_NAMES.c.name_key == _name_key(ref))
    found = set(connection.execute(named).scalars())
    if not found and "." in ref:
        host = host_of(ref if "://" in ref else f"https://{ref}")
        for one in dict.fromkeys((host, registered_domain(host))):
            hosted = select(OUTLETS.c.slug).join(OUTLET_DOMAINS).where(OUTLET_DOMAINS.c.host == one)
            found = found or set(connection.execute(hosted).scalars())
    return sorted(found)


def add(connection: Connection, outlet: Outlet) -> Outlet:
    """Keep an outlet a person describes.

    One that was only seen so far becomes theirs. Raises UsageError where the slug is listed already.
    """
    outlet = cleaned(outlet)
    if slug(outlet.slug) != outlet.slug or len(outlet.slug) > SLUG_LENGTH:
        raise UsageError(f"{outlet.slug[:80]!r} is no slug; write small letters, digits and hyphens")
    known = connection.execute(select(OUTLETS.c.source).where(OUTLETS.c.slug == outlet.slug)).scalar()
    if known not in (None, "seen"):
        raise UsageError(f"there is an outlet {outlet.slug!r} already; add a name with `provenance outlet alias`")
    values = _values(outlet, "user", None)
    _clear(connection, [outlet.slug])
    _write(connection, [values] if known is None else [], [values] if known else [])
    _below(connection, [outlet], "user")
    return listed(connection, slugs=[outlet.slug])[0]


def by_people(connection: Connection) -> list[Outlet]:
    """The outlets persons added, or gave a name; whole, by slug."""
    added = select(OUTLETS.c.slug).where(OUTLETS.c.source == "user")
    renamed = select(OUTLETS.c.slug).join(OUTLET_NAMES).where(OUTLET_NAMES.c.source == "user")
    slugs = sorted({*connection.execute(added).scalars(), *connection.execute(renamed).scalars()})
    return listed(connection, slugs=slugs) if slugs else []


def alias(connection: Connection, ref: str, name: OutletName) -> Outlet:
    """Give an outlet one more name; doing it twice is doing it once."""
    outlet = show(connection, ref)
    name = cleaned(name)
    if not name_key(name.name):
        raise UsageError("an alias needs letters or digits")
    if name.name not in (n.name for n in outlet.names):
        number = _numbers(connection, [outlet.slug])[outlet.slug]
        values = {"outlet_id": number, "name": name.name, "name_key": _name_key(name.name), "kind": name.kind, "language": name.language, "source": "user"}  # fmt: skip
        connection.execute(insert(OUTLET_NAMES), values)
    return listed(connection, slugs=[outlet.slug])[0]

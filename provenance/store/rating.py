"""The ratings a user imported, as `Library.ratings`. Nothing that measures reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, func, select

from provenance.errors import UnknownNameError, UsageError
from provenance.records.rating import OutletRating, RatingFile, RatingsImported, RatingSourceInfo
from provenance.store.judging import Work
from provenance.store.keeping.clock import now
from provenance.store.keeping.inserting import add_row, add_rows, batches
from provenance.store.schema.tables import OUTLET_DOMAINS, OUTLETS, RATING_SOURCES, RATINGS
from provenance.text import sha256_text, storable
from provenance.urls import registered_domain


class Ratings:
    """Ratings of one library."""

    def __init__(self, read: Work, write: Work) -> None:
        self._read, self._write = read, write

    def keep(self, file: RatingFile, name: str, as_of: str | None, licence_note: str | None) -> RatingsImported:
        """Keep a file of ratings under the name of its source; the same file again changes nothing.

        Raises UsageError where the source has other ratings here already, or has no name.
        """
        return self._write(lambda c: _keep(c, file, storable(name.strip()), as_of, licence_note))

    def sources(self) -> tuple[RatingSourceInfo, ...]:
        """What was imported, by name."""
        return self._read(lambda c: tuple(_sources(c, None)))

    def of_source(self, name: str) -> tuple[OutletRating, ...]:
        """All ratings of one source, by host; raises UnknownNameError."""
        return self._read(lambda c: _of(c, source=_number(c, name)))

    def of_hosts(self, hosts: Iterable[str]) -> tuple[OutletRating, ...]:
        """What all sources say of these hosts, or of the domains they belong to."""
        wanted = sorted({h for host in hosts for h in (host, host.removeprefix("www."), registered_domain(host)) if h})
        return self._read(lambda c: _of(c, hosts=wanted))

    def numbers(self, rated: Mapping[str, float]) -> dict[str, float]:
        """Numbers by host as numbers by outlet's slug: an outlet has that of its main host, else of its first host by name."""
        return self._read(lambda c: _by_outlet(c, rated))

    def remove(self, name: str) -> RatingSourceInfo:
        """Remove all ratings of a source for good; raises UnknownNameError."""
        return self._write(lambda c: _remove(c, name))


def _by_outlet(connection: Connection, rated: Mapping[str, float]) -> dict[str, float]:
    d = OUTLET_DOMAINS.c
    wanted = select(OUTLETS.c.slug, d.host).join(OUTLETS, OUTLETS.c.id == d.outlet_id)
    found: dict[str, float] = {}
    for slug, host in connection.execute(wanted.order_by(d.role != "main", d.host)):
        if host in rated:
            found.setdefault(slug, rated[host])
    return found


def _key(name: str) -> str:
    return sha256_text(storable(name.strip()))


def _number(connection: Connection, name: str) -> int:
    found = connection.execute(select(RATING_SOURCES.c.id).where(RATING_SOURCES.c.key == _key(name))).scalar()
    if found is None:
        names = sorted(connection.execute(select(RATING_SOURCES.c.name)).scalars())[:20]
        known = f"; there are: {', '.join(names)}" if names else "; none were imported yet"
        raise UnknownNameError(f"no ratings of {name[:200]!r} are here{known} (provenance ratings import)")
    return int(found)


def _keep(
    connection: Connection, file: RatingFile, name: str, as_of: str | None, licence_note: str | None
) -> RatingsImported:
    if not name:
        raise UsageError("say whose ratings these are: --source NAME")
    s = RATING_SOURCES.c
    there = connection.execute(select(s.id, s.file_sha256).where(s.key == _key(name))).first()
    if there is not None and there.file_sha256 != file.sha256:
        raise UsageError(
            f"other ratings of {name!r} are here already; `provenance ratings remove` them, or give this file another --source"
        )
    status = "known"
    if there is None:
        values = {
            "key": _key(name), "name": name, "licence_note": storable(licence_note) if licence_note else None, "as_of": as_of,
            "file_name": storable(file.name), "file_sha256": file.sha256, "imported_at": now(),
        }  # fmt: skip
        number, status = add_row(connection, RATING_SOURCES, values), "new"
        for some in batches(file.ratings):
            add_rows(connection, RATINGS, ({"source_id": number, **one.to_dict()} for one in some))
    hosts = {one.host for one in file.ratings}
    matched = _matched(connection, hosts)
    [info] = _sources(connection, _number(connection, name))
    return RatingsImported(
        info, status, file.rows, len(file.ratings), len(matched), tuple(sorted(hosts - matched)), file.left_out, file.noted
    )  # fmt: skip


def _matched(connection: Connection, hosts: set[str]) -> set[str]:
    """The hosts that belong to an outlet known here, themselves or by their domain."""
    domains = {host: registered_domain(host) for host in hosts}
    known: set[str] = set()
    for some in batches(sorted(hosts | {d for d in domains.values() if d})):
        known |= set(connection.execute(select(OUTLET_DOMAINS.c.host).where(OUTLET_DOMAINS.c.host.in_(some))).scalars())
    return {host for host in hosts if host in known or domains[host] in known}


def _sources(connection: Connection, only: int | None) -> list[RatingSourceInfo]:
    s, r = RATING_SOURCES.c, RATINGS.c
    counted = select(r.source_id, r.scheme, func.count(func.distinct(r.host))).group_by(r.source_id, r.scheme)
    hosts = dict(
        tuple(x)
        for x in connection.execute(select(r.source_id, func.count(func.distinct(r.host))).group_by(r.source_id))
    )
    schemes: dict[int, list[str]] = defaultdict(list)
    for source, scheme, _ in connection.execute(counted):
        schemes[source].append(scheme)
    wanted = select(RATING_SOURCES).order_by(s.name)
    if only is not None:
        wanted = wanted.where(s.id == only)
    return [
        RatingSourceInfo(
            row["name"], row["as_of"], row["licence_note"], tuple(sorted(schemes[row["id"]])), hosts.get(row["id"], 0),
            row["file_name"], row["file_sha256"], row["imported_at"],
        )
        for row in connection.execute(wanted).mappings()
    ]  # fmt: skip


def _of(connection: Connection, source: int | None = None, hosts: list[str] | None = None) -> tuple[OutletRating, ...]:
    s, r = RATING_SOURCES.c, RATINGS.c
    wanted = select(s.name, s.as_of, s.licence_note, r.host, r.scheme, r.value).join(
        RATING_SOURCES, s.id == r.source_id
    )
    if source is not None:
        wanted = wanted.where(r.source_id == source)
    if hosts is not None:
        wanted = wanted.where(r.host.in_(hosts))
    return tuple(OutletRating(*row) for row in connection.execute(wanted.order_by(r.host, s.name, r.scheme, r.value)))


def _remove(connection: Connection, name: str) -> RatingSourceInfo:
    number = _number(connection, name)
    [info] = _sources(connection, number)
    connection.execute(delete(RATINGS).where(RATINGS.c.source_id == number))
    connection.execute(delete(RATING_SOURCES).where(RATING_SOURCES.c.id == number))
    return info

"""Entries while the registry is put together, and our own hand-kept tables of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from provenance.outlets.csvfile import blame, table
from provenance.records.outlet import NameKind, Outlet, OutletDomain, OutletFact, OutletKind, OutletName

COLUMNS = (
    "slug", "name", "aliases", "credit_tokens", "domains", "country", "languages", "kind", "group", "note",
)  # fmt: skip
"""The columns of agencies.csv, outlets.csv and a user's own file."""

OWN_SOURCE = "provenance outlets list, unchecked"
OWN_AS_OF = "2026-11"
GROUP = "owner_group"
"""Property of the fact that names an owner group; `Registry.same_owner` compares its values."""

Role = Literal["main", "alias", "edition"]
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,62})\.)+[a-z][a-z0-9-]{1,62}")


@dataclass(slots=True)
class Entry:
    """An outlet in the making. `hosting` are domains whose subdomains belong to other people."""

    slug: str
    name: str
    kind: OutletKind = "unknown"
    country: str | None = None
    languages: tuple[str, ...] = ()
    names: list[tuple[str, NameKind]] = field(default_factory=list)
    domains: list[tuple[str, Role]] = field(default_factory=list)
    facts: list[OutletFact] = field(default_factory=list)
    hosting: tuple[str, ...] = ()

    @classmethod
    def of(cls, outlet: Outlet) -> Entry:
        """An entry made of a record, as a person keeps it in a database."""
        names = [(n.name, n.kind) for n in outlet.names if n.name != outlet.name]
        domains = [(d.host, d.role) for d in outlet.domains]
        return cls(
            outlet.slug, outlet.name, outlet.kind, outlet.country, outlet.languages, names, domains, list(outlet.facts)
        )

    def add_fact(self, fact: OutletFact) -> None:
        """Keep the fact, once."""
        if fact not in self.facts:
            self.facts.append(fact)

    def outlet(self) -> Outlet:
        """The frozen record."""
        return Outlet(
            slug=self.slug,
            name=self.name,
            kind=self.kind,
            provisional=False,
            country=self.country,
            languages=self.languages,
            names=(OutletName(self.name, "official"), *(OutletName(n, k) for n, k in self.names)),
            domains=tuple(OutletDomain(host, role) for host, role in self.domains),
            facts=tuple(self.facts),
        )


def is_host(text: str) -> bool:
    """Whether the text is a lower-case host name with a dot (IDNA form)."""
    return len(text) <= 253 and _HOST.fullmatch(text) is not None


def curated(path: Path, content: bytes, source: str, as_of: str | None) -> Iterator[Entry]:
    """The entries of a hand-kept table, checked cell by cell.

    Raises DataFileError for the first cell that does not hold, with its place and the remedy;
    also where a slug or domain stands twice in the file.
    """
    slugs: dict[str, int] = {}
    hosts: dict[str, int] = {}
    for row, cells in table(path, content, COLUMNS):
        entry = _entry(path, row, dict(zip(COLUMNS, cells, strict=True)), source, as_of)
        _once(path, row, "slug", entry.slug, slugs)
        for host, _ in entry.domains:
            _once(path, row, "domains", host, hosts)
        yield entry


def _once(path: Path, row: int, column: str, value: str, seen: dict[str, int]) -> None:
    if seen.setdefault(value, row) != row:
        blame(path, row, column, f"{value!r} stands already in row {seen[value]}; keep it in one row only")


def _entry(path: Path, row: int, cell: dict[str, str], source: str, as_of: str | None) -> Entry:
    _check(path, row, cell)
    domains, hosting = _domains(path, row, cell["domains"])
    kind: OutletKind = cell["kind"]  # type: ignore[assignment]
    facts = [OutletFact("kind", kind, source, None, as_of)]
    facts += [OutletFact(p, cell[c], source, None, as_of) for p, c in ((GROUP, "group"), ("note", "note")) if cell[c]]
    return Entry(
        slug=cell["slug"],
        name=cell["name"],
        kind=kind,
        country=cell["country"] or None,
        languages=tuple(cell["languages"].split()),
        names=[*_listed(cell["aliases"], "alias"), *_listed(cell["credit_tokens"], "credit")],
        domains=domains,
        facts=facts,
        hosting=hosting,
    )


def _listed(text: str, kind: NameKind) -> list[tuple[str, NameKind]]:
    return [(part.strip(), kind) for part in text.split("|") if part.strip()]


def _check(path: Path, row: int, cell: dict[str, str]) -> None:
    if not _SLUG.fullmatch(cell["slug"]):
        blame(path, row, "slug", f"{cell['slug']!r} is no slug; use a-z, 0-9 and single hyphens")
    if not cell["name"]:
        blame(path, row, "name", "empty; write the outlet's name")
    if cell["kind"] not in get_args(OutletKind):
        blame(path, row, "kind", f"{cell['kind']!r} is not one of {', '.join(get_args(OutletKind))}")
    if cell["country"] and not re.fullmatch("[A-Z]{2}", cell["country"]):
        blame(path, row, "country", f"{cell['country']!r} is no two-letter country code such as DE")
    for code in cell["languages"].split():
        if not re.fullmatch("[a-z]{2,3}", code):
            blame(path, row, "languages", f"{code!r} is no language code such as de; put spaces between several")
    if cell["group"] and not _SLUG.fullmatch(cell["group"]):
        blame(path, row, "group", f"{cell['group']!r} is no slug; use a-z, 0-9 and single hyphens")


def _domains(path: Path, row: int, text: str) -> tuple[list[tuple[str, Role]], tuple[str, ...]]:
    found: list[tuple[str, Role]] = []
    hosting: list[str] = []
    for number, word in enumerate(text.split()):
        host = word.removeprefix("edition:").removeprefix("*.")
        if not is_host(host) or host.startswith("www."):
            blame(path, row, "domains", f"{word!r} is no domain; write reuters.com, without https://, www. and paths")
        if word.startswith("*."):
            hosting.append(host)
        found.append((host, "edition" if word.startswith("edition:") else "alias" if number else "main"))
    return found, tuple(hosting)

"""The registry of outlets: by slug, by host, by name. Read from files, changed by nobody."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from provenance.outlets import bulk
from provenance.outlets.building import CURATED, EXTRA, Builder, Names, full_key, named, slug_of_host
from provenance.outlets.csvfile import read_bytes
from provenance.outlets.entries import GROUP, OWN_AS_OF, OWN_SOURCE, Entry, curated, is_host
from provenance.records.outlet import Outlet, OutletDomain, OutletName, OutletRef
from provenance.text import name_key, slug
from provenance.urls import registered_domain

DATA = Path(__file__).parent / "data"
_OWN_TABLES = ("agencies.csv", "outlets.csv")
_BRACKETED = re.compile(r"\s*\([^()]{1,80}\)$")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")


@dataclass(frozen=True, eq=False)
class Registry:
    """All listed outlets. `digest` (hex SHA-256 over the files' names and bytes) names this state."""

    digest: str
    _entries: Mapping[str, Entry] = field(repr=False)
    _hosts: dict[str, str] = field(repr=False)
    _hosting: frozenset[str] = field(repr=False)
    _names: Names = field(repr=False)
    _codes: frozenset[str] = field(repr=False)
    _tier_of: Mapping[str, int] = field(repr=False)
    _made: dict[str, Outlet] = field(repr=False, default_factory=dict)

    def by_slug(self, slug: str) -> Outlet | None:
        """The outlet of that slug, or None."""
        if slug not in self._made and slug in self._entries:
            self._made[slug] = self._entries[slug].outlet()
        return self._made.get(slug)

    def by_host(self, host: str | None) -> Outlet | None:
        """The outlet that publishes under a host, or under its nearest listed parent."""
        found = slug_of_host(host, self._hosts, self._hosting) if host else None
        return self.by_slug(found) if found else None

    def by_name(self, name: str, language: str | None = None, country: str | None = None) -> Outlet | None:
        """The one outlet of that name (or of that host, where the name is one), else None.

        Of several, the one left by country (`AT`) and language (`de`, `de-AT`) is taken, else the
        one whose own name it is where the others only go by it too.
        """
        found = self._strongest(name) or self._strongest(_BRACKETED.sub("", name))
        if not found:
            plain = name.strip().lower()
            return self.by_host(plain) if is_host(plain) else None
        return _only(found, full_key(name), (language or "").lower().partition("-")[0], (country or "").upper())

    def candidates(self, name: str) -> tuple[Outlet, ...]:
        """Every outlet of that name, a user's own first, then our tables, then the public lists."""
        slugs = dict.fromkeys(s for tier in self._names for s in named((tier,), name))
        return tuple(o for s in slugs if (o := self.by_slug(s)))

    def _strongest(self, name: str) -> list[Outlet]:
        return [o for s in named(self._names, name) if (o := self.by_slug(s))]

    def provisional_for_host(self, host: str) -> Outlet:
        """A stand-in for a host that is not listed: its registered domain, or the whole host on a platform."""
        host = host.rstrip(".").lower().removeprefix("www.")
        domain = registered_domain(host) or host
        if domain in self._hosting and host != domain:
            domain = host
        return _provisional(slug(domain), domain, OutletDomain(domain))

    def provisional_for_name(self, name: str) -> Outlet:
        """A stand-in for a name that is not listed or is several outlets'; never has a listed slug."""
        plain = slug(name)
        if not name.isascii():
            plain = f"{plain}-{hashlib.sha256(name_key(name).encode()).hexdigest()[:8]}"
        return _provisional(plain if plain not in self._entries else f"{plain}-unresolved", name.strip(), None)

    def is_short_code(self, name: str) -> bool:
        """Whether a name must only be looked for where a source is named (`(AP)`, `Source: PA`).

        Credit tokens and names of at most four letters (two where words are not spaced) are; in
        running text they are mostly something else.
        """
        key = full_key(name)
        return key in self._codes or len(key) <= (2 if _UNSPACED.search(key) else 4)

    def same_owner(self, a: Outlet | OutletRef, b: Outlet | OutletRef) -> bool:
        """Whether two outlets are one, or some source puts both in one owner group."""
        return a.slug == b.slug or not self._groups(a).isdisjoint(self._groups(b))

    def _groups(self, outlet: Outlet | OutletRef) -> frozenset[str]:
        entry = self._entries.get(outlet.slug)
        return frozenset(f.value for f in entry.facts if f.property == GROUP) if entry else frozenset()

    def outlets(self, curated_only: bool = False) -> tuple[Outlet, ...]:
        """All listed outlets by slug; `curated_only` leaves the public lists out."""
        slugs = sorted(s for s in self._entries if not curated_only or self._tier_of[s] <= CURATED)
        return tuple(o for s in slugs if (o := self.by_slug(s)))


def _only(found: list[Outlet], key: str, language: str, country: str) -> Outlet | None:
    for fits in (
        lambda o: True,
        lambda o: bool(country) and o.country == country,
        lambda o: language in o.languages and o.country == country,
        lambda o: language in o.languages,
        lambda o: full_key(o.name) == key,
    ):
        left = [o for o in found if fits(o)]
        if len(left) == 1:
            return left[0]
    return None


def _provisional(slug: str, name: str, domain: OutletDomain | None) -> Outlet:
    names = (OutletName(name, "official"),)
    return Outlet(slug, name, "unknown", True, None, (), names, (domain,) if domain else (), ())


def load(extra: Path | None = None, people: tuple[Outlet, ...] = ()) -> Registry:
    """The shipped registry, with a user's own table in front where `extra` names one.

    `people` are outlets as persons corrected them in a database; they come first of all. `extra` has the columns of data/outlets.csv and outranks everything; a row with a shipped slug
    takes that entry's place. The same files are read once a process.

    Raises DataFileError naming file, row, column and remedy.
    """
    return _load(extra, read_bytes(extra) if extra else b"", people)


@lru_cache(maxsize=4)
def _load(extra: Path | None, content: bytes, people: tuple[Outlet, ...]) -> Registry:
    files = {str(p.relative_to(DATA)): p.read_bytes() for p in sorted(DATA.rglob("*")) if p.is_file()}
    builder = Builder()
    for outlet in people:
        builder.add(Entry.of(outlet), EXTRA)
    if extra is not None:
        for entry in curated(extra, content, f"user's file {extra.name}", None):
            builder.add(entry, EXTRA)
    for name in _OWN_TABLES:
        for entry in curated(DATA / name, files[name], OWN_SOURCE, OWN_AS_OF):
            builder.add(entry, CURATED)
    bulk.add_all(builder, {n.removeprefix("sources/"): c for n, c in files.items() if n.startswith("sources/")})
    return Registry(
        _digest(
            {**files, **({"extra": content} if extra else {}), **({"people": repr(people).encode()} if people else {})}
        ),
        builder.entries,
        builder.hosts,
        frozenset(builder.hosting),
        builder.names,
        frozenset(builder.codes),
        builder.tier_of,
    )


def _digest(files: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return whole.hexdigest()

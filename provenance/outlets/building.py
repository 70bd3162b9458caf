"""Putting the tables together: whose host, whose name, and which table wins."""

from __future__ import annotations

from provenance.outlets.entries import Entry
from provenance.records.outlet import NameKind
from provenance.text import name_key
from provenance.text import slug as make_slug

TIERS = 3
"""A user's own file, our hand-kept tables, the public lists: the lower number wins."""
EXTRA, CURATED, BULK = range(TIERS)


_NO_NAMES = frozenset(
    {"news", "press", "reporter", "post", "world", "today", "home", "staff", "media", "radio", "live"}
)

Names = tuple[tuple[dict[str, list[str]], dict[str, list[str]]], ...]
"""For each tier: slugs by the whole name, and by the name without its leading article."""


def full_key(name: str) -> str:
    """A name for comparing, with its article: `LA Times` and `The Times` differ, as `Times` cannot tell."""
    return name_key("_".join(name.split()))


def named(names: Names, name: str) -> list[str]:
    """Slugs of that name in the strongest tier that has any; the whole name before the one without article."""
    keys = full_key(name), name_key(name)
    for tier in names:
        for by_key, key in zip(tier, keys, strict=True):
            if key in by_key:
                return by_key[key]
    return []


class Builder:
    """Collects entries; an earlier table keeps the hosts it has named."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.hosts: dict[str, str] = {}
        self.names: Names = tuple(({}, {}) for _ in range(TIERS))
        self.hosting: set[str] = set()
        self.codes: set[str] = set()
        self.tier_of: dict[str, int] = {}

    def add(self, entry: Entry, tier: int) -> Entry:
        """Take an entry in; where its slug is taken by a stronger table, that entry stays instead."""
        held = self.entries.setdefault(entry.slug, entry)
        if held is not entry:
            return held
        self.tier_of[entry.slug] = tier
        for host, _ in entry.domains:
            self.hosts.setdefault(host, entry.slug)
        self.hosting.update(entry.hosting)
        self._name(entry.name, "official", entry.slug, tier)
        for name, kind in entry.names:
            self._name(name, kind, entry.slug, tier)
        return entry

    def _name(self, name: str, kind: NameKind, slug: str, tier: int) -> None:
        key = full_key(name)
        if not key or (tier == BULK and key in _NO_NAMES):
            return
        if kind == "credit":
            self.codes.add(key)
        article = tier != BULK and len(name.partition(" ")[0]) <= 3
        # A small outlet of the public lists called "The World" is not meant by every "World".
        for by_key, form in zip(self.names[tier], (key, name_key(name) if article else key), strict=True):
            slugs = by_key.setdefault(form, [])
            if slug not in slugs:
                slugs.append(slug)

    def find_host(self, host: str) -> Entry | None:
        """The entry of a host or of its nearest listed parent."""
        slug = slug_of_host(host, self.hosts, self.hosting)
        return self.entries[slug] if slug else None

    def find_names(self, name: str) -> list[Entry]:
        """The entries of that name in the strongest table that has any."""
        return [self.entries[slug] for slug in named(self.names, name)]

    def free_slug(self, wanted: str) -> str:
        """A slug that no entry has yet."""
        slug, number = make_slug(wanted), 2
        while slug in self.entries:
            slug, number = f"{make_slug(wanted)}-{number}", number + 1
        return slug


def slug_of_host(host: str, hosts: dict[str, str], hosting: set[str] | frozenset[str]) -> str | None:
    """The slug under which a host or its nearest listed parent stands.

    A subdomain of a hosting domain (`*.substack.com`) is somebody else's and has no parent there.
    """
    host = host.rstrip(".").lower().removeprefix("www.")
    rest = host
    while "." in rest:
        if rest in hosts:
            return hosts[rest] if rest == host or rest not in hosting else None
        rest = rest.partition(".")[2]
    return None

"""Who publishes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from provenance.records.base import Record

OutletKind = Literal[
    "agency", "newspaper", "broadcaster", "magazine", "site", "distributor", "pr_wire", "platform", "unknown"
]
NameKind = Literal["official", "alias", "credit", "dateline"]


@dataclass(frozen=True, slots=True)
class OutletRef(Record):
    """An outlet as readings name it; `provisional` where no registry entry stands behind it."""

    slug: str
    name: str
    domain: str | None
    provisional: bool


@dataclass(frozen=True, slots=True)
class OutletName(Record):
    """One name of an outlet; `language` is a two-letter code or None for any."""

    name: str
    kind: NameKind
    language: str | None = None


@dataclass(frozen=True, slots=True)
class OutletDomain(Record):
    """A host under which the outlet publishes; subdomains belong to it unless listed for another."""

    host: str
    role: Literal["main", "alias", "edition"] = "main"


@dataclass(frozen=True, slots=True)
class OutletFact(Record):
    """What one dated source says about an outlet; sources may disagree and both stay."""

    property: str
    value: str
    source_name: str
    source_url: str | None
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Outlet(Record):
    """A registry entry."""

    slug: str
    name: str
    kind: OutletKind
    provisional: bool
    country: str | None
    languages: tuple[str, ...]
    names: tuple[OutletName, ...]
    domains: tuple[OutletDomain, ...]
    facts: tuple[OutletFact, ...]

    @property
    def ref(self) -> OutletRef:
        """The short form used in readings and nodes."""
        return OutletRef(self.slug, self.name, self.domains[0].host if self.domains else None, self.provisional)

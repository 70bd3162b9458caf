"""Credits put together by whom they credit, and how far away each source stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from provenance.attribute.origin import combined
from provenance.records.article import Credit
from provenance.records.evidence import Evidence
from provenance.text import name_key
from provenance.urls import host_of

CreditClass = Literal["linked", "named", "byline", "tag", "none"]

_STAGES: dict[str, int] = {
    "syndicated_by": 0,
    "republished_from": 1,
    "adapted_from": 1,
    "excerpt_from": 1,
    "translated_from": 2,
    "wire": 3,
    "press_release": 3,
}
_ISSUER = 4
_MOST = 40
"""How many sources of one page are followed, the strongest first: a page that credits more is a list."""
_TAGS = frozenset({"meta", "json-ld", "pixel"})


@dataclass(frozen=True, slots=True)
class Source:
    """All credits of a reading for one source, strongest first."""

    credits: tuple[Credit, ...]

    @property
    def relation(self) -> str:
        """The relation of the strongest credit; a part only where no credit speaks of the whole."""
        lead = next((c for c in self.credits if not c.partial), None)
        return lead.relation if lead else "contributed"

    @property
    def stage(self) -> int | None:
        """How far from the page: a distributor 0, who had it before 1, the original language 2, who wrote it 3.

        None for sources beside the chain: parts, common publication. Behind the wire that carries
        a press release, which is listed, stands its issuer, which mostly is not: 4.
        """
        issuer = self.relation == "press_release" and not any(
            c.outlet and not c.outlet.provisional for c in self.credits
        )
        return _ISSUER if issuer else _STAGES.get(self.relation)

    @property
    def named(self) -> bool:
        """Whether any credit says who."""
        return any(c.outlet or c.name or c.url for c in self.credits)

    @property
    def confidence(self) -> float:
        """The strongest of each family of signals, families combined, capped."""
        return combined(self.credits)

    @property
    def credit(self) -> CreditClass:
        """The most open form in which the source is credited; a tag is one that no reader sees."""
        seen = [c for c in self.credits if c.family not in _TAGS]
        if any(c.url for c in seen):
            return "linked"
        if any(c.family != "byline" for c in seen):
            return "named"
        return "byline" if seen else "tag"

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the credits rest on, each once, strongest first."""
        return tuple(dict.fromkeys(c.evidence for c in self.credits))


def _whom(credit: Credit) -> tuple[str, str]:
    if credit.outlet:
        return "outlet", credit.outlet.slug
    if credit.name and name_key(credit.name):
        return "name", name_key(credit.name)
    return "host", host_of(credit.url) or ""


def sources(credits: Iterable[Credit], direction: str) -> tuple[Source, ...]:
    """The sources (direction `in`) or takers (`out`) that credits speak of, strongest first.

    A source that is not named ("agencies") is left out where another one is.
    """
    groups: dict[tuple[str, str], list[Credit]] = defaultdict(list)
    for credit in credits:
        if credit.direction == direction and credit.relation not in ("hat_tip", "self_origin"):
            groups[_whom(credit)].append(credit)
    found = [Source(tuple(sorted(group, key=_strongest))) for group in groups.values()]
    found.sort(key=lambda s: (-s.confidence, _strongest(s.credits[0])))
    named = [s for s in found if s.named]
    return tuple(named or found)[:_MOST]


def _strongest(credit: Credit) -> tuple[float, int, str]:
    start = credit.evidence.start
    return (-credit.strength, start if start is not None else 1 << 60, credit.key)

"""What the outlet registry lends to chains: listed links to states, and who owns which host."""

from __future__ import annotations

from provenance.lineage.conflicts import Owns, owns_by_domain
from provenance.lineage.nodes import StateLinks
from provenance.outlets.registry import Registry
from provenance.records.lineage import StateLink
from provenance.records.outlet import Outlet, OutletFact, OutletRef

_TYPOLOGY = {
    "SC": "controlled",
    "CaPu": "controlled",
    "CaPr": "controlled",
    "ISFM": "public_independent",
    "ISF": "public_independent",
    "ISM": "public_independent",
    "IP": "public_independent",
}
"""The State Media Monitor's types in two coarse groups; public broadcasters are never put with SC."""


def state_links_of(registry: Registry) -> StateLinks:
    """The links to a state that dated sources list for an outlet, in those sources' own codes.

    An empty tuple says that no source used here lists one, not that there is none.
    """

    def listed(outlet: OutletRef) -> tuple[StateLink, ...]:
        entry = registry.by_slug(outlet.slug)
        return links_of(entry) if entry else ()

    return listed


def links_of(outlet: Outlet) -> tuple[StateLink, ...]:
    """The links to a state that the facts of an outlet tell of."""
    return tuple(dict.fromkeys(link for link in map(_link, outlet.facts) if link))


def _link(fact: OutletFact) -> StateLink | None:
    if fact.property == "state_media_typology":
        return StateLink(fact.source_name, fact.value, _TYPOLOGY.get(fact.value, "unclear"), fact.as_of)
    if fact.property.startswith("eu_833_2014_"):
        return StateLink(fact.source_name, fact.value, "named_in_act", fact.as_of)
    return None


def owns_of(registry: Registry) -> Owns:
    """Whether an outlet, or one of its owner's, publishes under a host, as far as the registry knows."""

    def owns(outlet: OutletRef, host: str) -> bool:
        there = registry.by_host(host)
        return owns_by_domain(outlet, host) or (there is not None and registry.same_owner(there, outlet))

    return owns

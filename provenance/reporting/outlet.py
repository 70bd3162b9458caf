"""`report outlet`: whose texts an outlet publishes, how much of them, how often it says so, and who is heard there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.records.report import Report
from provenance.reporting.crediting import credit_section, lag_section
from provenance.reporting.gathering import Asked, gather, report
from provenance.reporting.headlines import headline_section, pairs_section
from provenance.reporting.sources import concentration_section, dependence_section, diet_section
from provenance.reporting.voicing import OWN_MOST, own_voice_section, stripping_section, voice_section

if TYPE_CHECKING:
    from provenance.store.library import Library as Store


def outlet_report(store: Store, ref: str, asked: Asked) -> Report:
    """Measure one outlet, by slug, name or host; raises UnknownNameError."""
    with store.measuring() as held:
        outlet = held.outlet(ref)
        found = gather(held, asked, [outlet.slug])
        words = held.words(found.scope, outlet.slug).get(outlet.slug, {})
        said, handed = held.said(found.scope, outlet.slug), held.handed(found.scope, outlet.slug)
        own = held.own_voice(found.scope, outlet.slug, OWN_MOST)
        owners = held.facts(
            {c.parent.outlet for c in found.copies} | {c.root.outlet for c in found.copies if c.root}, "owner_group"
        )
    sums = found.of(outlet.slug)
    articles = sums.articles if sums else 0
    sections = (
        diet_section(found, found.copies, articles, outlet.name),
        dependence_section(found, found.copies, words, outlet.name),
        credit_section(found, found.copies, outlet.name),
        headline_section(found, found.copies),
        pairs_section(found, found.copies),
        voice_section(found, said, frozenset(c.article.key for c in found.copies if c.whole), outlet.name),
        stripping_section(found, handed),
        own_voice_section(found, own, articles),
        concentration_section(found, found.copies, owners),
        lag_section(found, found.copies),
    )
    return report("outlet", f"{outlet.name}: whose texts it publishes", found, store, sections, outlet=outlet.slug)

"""What a report was counted over, as short notes for the margin of a page."""

from __future__ import annotations

from provenance.records.report import Coverage
from provenance.report.inert import clipped
from provenance.text import counted


def coverage_notes(c: Coverage) -> list[tuple[str, str]]:
    """A term and what is to be said of it, the denominator first."""
    span = f"stated dates from {c.from_[:10]} to {c.to[:10]}" if c.from_ and c.to else "no stated dates"
    notes = [
        ("Counted over", f"{counted(c.articles, 'article')} of {counted(c.outlets, 'outlet')}; {span}"),
        ("Collection", clipped(c.collection, 80) if c.collection else "none named"),
        ("How sampled", clipped(c.how_sampled, 300) if c.how_sampled else "not said"),
        ("Held with a text", f"{c.with_text:,} of {c.articles:,}; {c.compared:,} compared with all others"),
        ("Undated", f"{c.undated:,}"),
        ("With a source", f"{c.copies:,}{_chains(c)}"),
        ("Confirmed", f"{c.confirmed:,} by text and credit, or by a person"),
        ("Not looked at by a person", f"{c.unreviewed:,}"),
    ]
    if c.credited_only is not None:
        notes.insert(6, ("Known from a credit only", f"{c.credited_only:,} of them end at an article that is not held"))
    if c.rejected:
        notes.append(("Rejected", f"{c.rejected:,}, counted nowhere"))
    if c.circles:
        notes.append(("In a circle", f"{c.circles:,}: their sources lead back to them, a fault of the data"))
    if c.no_rates:
        notes.append(("No rates", f"only counts: {c.no_rates}"))
    return notes


def _chains(c: Coverage) -> str:
    if c.undetermined is None:
        return "; their chains were not followed further, there are too many"
    return f"; origin not clear for {c.undetermined:,}"

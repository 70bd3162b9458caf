"""`report coverage`: what is held, what could be compared, and what nobody has looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.records.report import Column, Report, Section
from provenance.reporting.gathering import Asked, overview, report

if TYPE_CHECKING:
    from provenance.store.library import Library as Store


def coverage_report(store: Store, asked: Asked) -> Report:
    """The coverage of a collection, or of the library, by outlet."""
    with store.measuring() as held:
        found = overview(held, asked)
        keys = held.keys(found.scope, ["copies"], asked.keys)
    rows = [
        found.row(
            (s.outlet, s.name, s.articles, s.with_text, s.undated, s.from_, s.to, found.copies_of(s.outlet).copies),
            keys.get(s.outlet, {}).get("copies", ()),
            found.copies_of(s.outlet).copies,
        )
        for s in found.sums
    ]  # fmt: skip
    section = Section(
        "outlets", "By outlet", None, (),
        (
            Column("outlet", "Outlet", note="code"), Column("name", "Name"), Column("articles", "Articles", "count"), Column("with_text", "With text", "count"),
            Column("undated", "Undated", "count"), Column("from", "From", "date", "earliest stated publication, UTC"),
            Column("to", "To", "date", "latest"), Column("copies", "Copies", "count", "articles from which an arrow leads to a source"),
        ),
        tuple(rows),
    )  # fmt: skip
    return report("coverage", "What is held and what was compared", found, store, (section,))

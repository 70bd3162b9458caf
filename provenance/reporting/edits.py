"""`report edits`: what an outlet keeps, cuts and adds when it copies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from provenance.measure.editing import Sentence, handled, strata
from provenance.measure.estimates import ratio
from provenance.measure.tables import edit_bias
from provenance.records.counted import Copy
from provenance.records.report import Column, Picture, Report, Row, Section
from provenance.reporting.gathering import Asked, Gathered, gather, report

if TYPE_CHECKING:
    from provenance.store.library import Library as Store

MOST = 500
"""Copies whose texts are looked into; the first by key, which is as good as drawn."""


def edits_report(store: Store, ref: str, asked: Asked, quoting: str | None = None) -> Report:
    """What an outlet does to the texts it copies; `quoting` is a speaker whose sentences are looked at apart. Raises UnknownNameError."""
    with store.measuring() as held:
        outlet = held.outlet(ref)
        found = gather(held, asked, [outlet.slug])
        measured = [c for c in found.copies if c.arrow.kept is not None and c.parent.words]
        edges = sorted(c.arrow.key for c in measured)[:MOST]
        texts = held.edited(edges)
    made = [handled(e.text, e.body, e.shared, e.said) for e in texts]
    sections = (_kept(found, measured), _bias(found, made, [e.edge for e in texts], len(measured), quoting))
    return report(
        "edits",
        f"{outlet.name}: what it keeps, cuts and adds",
        found,
        store,
        sections,
        outlet=outlet.slug,
        quoting=quoting,
    )


def _kept(found: Gathered, measured: Sequence[Copy]) -> Section:
    """K and A of M5: of the sources' words so many are kept, of the copies' so many are added."""
    kept = [((c.parent.words or 0) * min(1.0, c.arrow.kept or 0), float(c.parent.words or 0)) for c in measured]
    added = [
        ((c.article.words or 0) * (1 - min(1.0, c.arrow.overlap or 0)), float(c.article.words or 0)) for c in measured
    ]
    keys = [c.arrow.key for c in measured]
    return Section(
        "kept", "How much is kept and added", "M5", (),
        (Column("label", "What is counted"), Column("share", "Share", "share", "over copies whose source's text is held")),
        (
            found.row(("words of the sources that the copies have", ratio(kept, "words", found.rules)), keys),
            found.row(("words of the copies that the sources do not have", ratio(added, "words", found.rules)), keys),
        ),
    )  # fmt: skip


def _bias(
    found: Gathered, made: Sequence[Sequence[Sentence]], edges: Sequence[str], copies: int, quoting: str | None
) -> Section:
    """M5, odds ratios."""
    rows: list[Row] = []
    asked = [("says", "what somebody says", lambda s: s.says), ("number", "a number", lambda s: s.number)]
    if quoting:
        asked.append(("quoting", f"what {quoting} says", lambda s: quoting in s.speakers))
    for slug, label, has in asked:
        tables = strata(made, has)
        cut, all_of = sum(t.yes for t in tables), sum(t.yes + t.no for t in tables)
        other, all_others = sum(t.other_yes for t in tables), sum(t.other_yes + t.other_no for t in tables)
        rows.append(
            found.row((slug, label, cut, all_of, other, all_others, edit_bias(tables, len(made), found.rules)), edges)
        )
    return Section(
        "bias", "Which sentences are rather cut", "M5",
        ("Above 1: sentences with it were cut more often than the others of the same half of the same text.",),
        (
            Column("property", "Property", note="code"), Column("label", "Sentences with"), Column("cut", "Cut", "count"), Column("all", "of", "count"),
            Column("others_cut", "Others cut", "count"), Column("others", "of", "count"), Column("odds_ratio", "Odds ratio", "interval", "of being cut"),
        ),
        tuple(rows),
        (f"{copies - len(made)} of {copies} measured copies were not looked into (beyond the first {MOST}, or a text is not held).",)
        if len(made) < copies else (),
        Picture("dots", {"label": "label", "value": "odds_ratio"}, "Odds ratios of being cut, with 95 % intervals; 1 is no difference."),
    )  # fmt: skip

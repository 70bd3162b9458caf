"""`report edits`: what an outlet keeps, cuts and adds when it copies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from provenance.measure.editing import Sentence, handled, strata
from provenance.measure.estimates import ratio
from provenance.measure.surface import ITEMS
from provenance.measure.tables import edit_bias
from provenance.records.counted import Copy
from provenance.records.report import Column, Picture, Report, Row, Section
from provenance.reporting.gathering import Asked, Gathered, gather, report

if TYPE_CHECKING:
    from provenance.store.library import Library as Store

MOST = 500
"""Copies whose texts are looked into unless more are asked for; the first by key, which is as good as drawn."""
AT_ONCE = 500
"""Copies whose texts are in memory at one time."""


def edits_report(store: Store, ref: str, asked: Asked, quoting: str | None = None, most: int = MOST) -> Report:
    """What an outlet does to the texts it copies; `quoting` is a speaker whose sentences are looked at apart.

    Sentences are looked at in the texts of at most so many copies. Raises UnknownNameError.
    """
    with store.measuring() as held:
        outlet = held.outlet(ref)
        found = gather(held, asked, [outlet.slug])
        measured = [c for c in found.copies if c.arrow.kept is not None and c.parent.words]
        edges = sorted(c.arrow.key for c in measured)[:most]
        made: dict[str, Sequence[Sentence]] = {}
        for first in range(0, len(edges), AT_ONCE):
            texts = held.edited(edges[first : first + AT_ONCE])
            made |= {e.edge: handled(e.text, e.body, e.shared, e.said) for e in texts}
    sections = (
        _kept(found, measured),
        _bias(found, list(made.values()), list(made), len(measured), len(edges), quoting),
    )
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


def _shows(item: str, sentence: Sentence) -> bool:
    return item in sentence.items


def _bias(
    found: Gathered,
    made: Sequence[Sequence[Sentence]],
    edges: Sequence[str],
    copies: int,
    drawn: int,
    quoting: str | None,
) -> Section:
    """M5, odds ratios."""
    rows: list[Row] = []
    asked: list[tuple[str, str, Callable[[Sentence], bool]]] = [("says", "what somebody says", lambda s: s.says)]
    asked += [(item, label, partial(_shows, item)) for item, label in ITEMS.items()]
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
        _left_out(copies, drawn, len(made)),
        Picture("dots", {"label": "label", "value": "odds_ratio"}, "Odds ratios of being cut, with 95 % intervals; 1 is no difference."),
    )  # fmt: skip


def _left_out(copies: int, drawn: int, read: int) -> tuple[str, ...]:
    """Which measured copies were not looked into, and why."""
    sampled = (
        f"Sentences were looked at in a sample: {drawn:,} of {copies:,} measured copies, drawn by their keys, which follow nothing in the texts; "
        "the intervals are those of the sample. --copies looks into more.",
    )
    missing = (f"Of {drawn - read:,} more a text is not held.",)
    return (*(sampled if drawn < copies else ()), *(missing if read < drawn else ()))

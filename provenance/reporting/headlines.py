"""The tables on headlines: whether copies change them, what gets lost on the way, and the pairs themselves (M6)."""

from __future__ import annotations

from provenance.measure import dependence
from provenance.measure.bands import by_edge
from provenance.measure.surface import ITEMS, items
from provenance.records.counted import Copy
from provenance.records.report import Column, Section
from provenance.reporting.gathering import Gathered
from provenance.text import fold

MOST = 50
"""Pairs of headlines that are listed."""


def headline_section(found: Gathered, copies: tuple[Copy, ...]) -> Section:
    """M6, how often, and what is lost and gained."""
    _, keys, untitled = dependence.headline_change(copies, found.rules)
    share = found.banded(lambda some, rules: {"": dependence.headline_change(some, rules)[0]}, copies, by_edge(copies))[
        ""
    ]
    rows = [found.row(("changed", "copies under another title", share), keys)]
    for one in dependence.title_items(copies, found.rules):
        rows.append(
            found.row(
                (f"{one.item}_lost", f"{ITEMS[one.item]}: in the source's title, not in the copy's", one.lost),
                one.lost_keys,
            )
        )
        rows.append(
            found.row(
                (f"{one.item}_gained", f"{ITEMS[one.item]}: not in the source's title, in the copy's", one.gained),
                one.gained_keys,
            )
        )
    return Section(
        "headlines", "Headlines changed", "M6", (),
        (
            Column("change", "Change", note="code"), Column("label", "What is counted"),
            Column("share", "Share", "share", "of the articles copied wholly or mainly; of what is lost, of those whose source's title has it, of what is gained, of the others"),
        ),
        tuple(rows),
        (f"{untitled} copies could not be compared: a title is missing.",) if untitled else (),
    )  # fmt: skip


def pairs_section(found: Gathered, copies: tuple[Copy, ...]) -> Section:
    """M6, the headlines beside each other: those that lose or gain something first, the rest by key."""
    pairs = [
        (c, items(c.parent.title), items(c.article.title))
        for c in copies
        if c.arrow.title_changed and dependence.degree(c) in ("wholly", "mainly") and c.parent.title and c.article.title
    ]
    pairs = [p for p in pairs if fold(p[0].parent.title or "") != fold(p[0].article.title or "")]
    pairs.sort(key=lambda p: (-len(p[1] ^ p[2]), p[0].arrow.key))
    rows = [
        found.row(
            (c.parent.name, c.parent.title, c.article.title, _told(before - now), _told(now - before)), [c.arrow.key]
        )
        for c, before, now in pairs[:MOST]
    ]
    return Section(
        "headline_pairs", "Headlines beside each other", "M6", () if rows else ("No copy under another title is held with its source.",),
        (
            Column("source", "Source"), Column("source_title", "Its title"), Column("title_here", "Title here"),
            Column("lost", "Lost"), Column("gained", "Gained"),
        ),
        tuple(rows),
        (f"{len(pairs) - MOST:,} pairs more are not listed.",) if len(pairs) > MOST else (),
    )  # fmt: skip


def _told(some: frozenset[str]) -> str | None:
    return ", ".join(label for item, label in ITEMS.items() if item in some) or None

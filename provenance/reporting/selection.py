"""`report selection`: what an outlet picks from all that a source offered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np

from provenance.measure import picking
from provenance.measure.estimates import proportion
from provenance.measure.many import RATE, discoveries
from provenance.measure.tables import Table, Word, odds_ratio, telling_words
from provenance.records.counted import Place, Said
from provenance.records.report import Column, Picture, Report, Section
from provenance.reporting.gathering import Asked, Gathered, gather, report
from provenance.text import words

if TYPE_CHECKING:
    from provenance.store.library import Library as Store

MOST = 25
"""Speakers, and words of each side, that are listed."""
NOT_KNOWN = "Whether the articles held are all that the source offered is not known: compare them with its own feed."


def selection_report(store: Store, source: str, by: str, asked: Asked) -> Report:
    """Which articles of a source an outlet copied, by who speaks in them and by the words of their titles; raises UnknownNameError."""
    with store.measuring() as held:
        offering, picking = held.outlet(source), held.outlet(by)
        found = gather(held, asked, [picking.slug])
        pool = held.offered(found.scope, offering.slug)
        said = held.said(found.scope, offering.slug)
    there = {place.key for place in pool}
    edges: dict[str, list[str]] = defaultdict(list)
    for copy in found.copies:
        for arrow in found.chains.way(copy.article.key).arrows:
            if arrow.parent in there:
                edges[arrow.parent].append(copy.arrow.key)
    sections = (
        _share(found, pool, edges, offering.name, picking.name),
        _speakers(found, pool, edges, said),
        _titles(found, pool, edges),
    )
    title = f"{picking.name}: what it picks from {offering.name}"
    return report("selection", title, found, store, sections, source=offering.slug, by=picking.slug)


def _share(found: Gathered, pool: Sequence[Place], edges: dict[str, list[str]], source: str, by: str) -> Section:
    share = proportion(len(edges), len(pool), found.rules, detected=True)
    return Section(
        "picked", "How much is picked", "M12", (),
        (Column("label", "What is counted"), Column("share", "Share", "share", "of the articles of the source that are counted here")),
        (found.row((f"articles of {source} above an article of {by}", share), [k for keys in edges.values() for k in keys]),),
        (NOT_KNOWN,),
    )  # fmt: skip


def _speakers(found: Gathered, pool: Sequence[Place], edges: dict[str, list[str]], said: Sequence[Said]) -> Section:
    quoting: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for one in said:
        if one.name:
            quoting[one.speaker].add(one.article)
            names.setdefault(one.speaker, one.name)
    most = sorted(quoting, key=lambda s: (-len(quoting[s]), s))[:MOST]
    fixed = picking.held(pool, edges.keys(), [names[s] for s in most])
    figures, tests = [], []
    for speaker in sorted(most, key=lambda s: names[s]):
        table = _table(quoting[speaker], edges, len(pool))
        has = np.array([place.key in quoting[speaker] for place in pool], dtype=float)
        adjusted, p = picking.picked_odds(fixed, has, found.rules)
        keys = [k for article in quoting[speaker] for k in edges.get(article, ())]
        figures.append((names[speaker], table, adjusted, keys))
        tests.append(p)
    apart = iter(discoveries([p for p in tests if p is not None]))
    told = [None if p is None else "differs" if next(apart) else "no difference shown" for p in tests]
    rows = [
        found.row((name, table.yes, table.yes + table.no, odds_ratio(table, found.rules), adjusted, word), keys)
        for (name, table, adjusted, keys), word in zip(figures, told, strict=True)
    ]
    return Section(
        "speakers", "Whose words are picked", "M12",
        ("Above 1: articles that quote the speaker were picked more often than the others.",) if rows else ("The source's articles quote nobody by name.",),
        (
            Column("speaker", "Speaker"), Column("picked", "Picked", "count"), Column("offered", "of", "count", "articles of the source that quote him"),
            Column("odds_ratio", "Odds ratio", "interval", "of being picked"),
            Column("adjusted", "Subject and length held", "interval", "odds ratio of being picked among articles alike in subject and length"),
            Column("against", "Against the others", "text", f"subject and length held, at a false discovery rate of {RATE:.0%} over the speakers listed"),
        ),
        tuple(rows), (_held(fixed.subjects),) if rows else (),
        _picture(any(adjusted.value is not None for _, _, adjusted, _ in figures)),
    )  # fmt: skip


def _picture(adjusted: bool) -> Picture:
    """The odds with subject and length held, or the plain ones where too few were picked for that."""
    value, held = ("adjusted", ", subject and length held") if adjusted else ("odds_ratio", "")
    alt = f"Odds ratios of being picked{held}, with 95 % intervals; 1 is no difference."
    return Picture("dots", {"label": "speaker", "value": value}, alt)


def _held(subjects: int) -> str:
    """What is held, and what is not."""
    what = f"{subjects} directions of the titles' words" if subjects else "nothing: too few articles for that"
    return f"Held for the subject: {what}; whatever else goes with a speaker (place in the feed, hour, events) is not held."


def _table(with_it: Collection[str], picked: Collection[str], pool: int) -> Table:
    both = len(set(with_it) & set(picked))
    return Table(both, len(with_it) - both, len(picked) - both, pool - len(with_it) - len(picked) + both)


def _titles(found: Gathered, pool: Sequence[Place], edges: dict[str, list[str]]) -> Section:
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for place in pool:
        counts[place.key not in edges].update(set(words(place.title or "")))
    telling: Sequence[Word] = ()
    if min(len(edges), len(pool) - len(edges)) >= found.rules.least and not found.rules.no_rates:
        told = telling_words(*counts)
        telling = [*told[:MOST], *told[-MOST:]] if len(told) > 2 * MOST else told
    return Section(
        "words", "Words of titles that are picked and left", "M12",
        () if telling else (f"Not given: fewer than {found.rules.least} articles picked or left, or no rates are given here.",),
        (
            Column("word", "Word"), Column("picked", "In picked", "count"), Column("left", "In left", "count"),
            Column("z", "z", "number", "weighted log-odds in standard errors; beyond 1.96 of one word alone would be 5 % chance"),
        ),
        tuple(found.row((w.word, w.picked, w.left, w.z)) for w in telling),
    )  # fmt: skip

"""`report terms`: does each copy meet the conditions its source states, as far as the two pages show?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.lineage.conditions import CONDITIONAL, Pair, checks
from provenance.lineage.judgements import judged
from provenance.records.article import Reading
from provenance.records.counted import BESIDE
from provenance.records.lineage import Edge, Node
from provenance.records.report import Column, Report, Row, Section
from provenance.records.terms import TermCheck
from provenance.report.words import TERMS
from provenance.reporting.found_story import find_story
from provenance.reporting.gathering import Asked, overview, report
from provenance.reporting.made import made_now
from provenance.text import counted

if TYPE_CHECKING:
    from provenance.outlets.registry import Registry
    from provenance.store.library import Library as Store

MOST = 500
"""Copies that are looked at one by one."""
ANSWERS = {"met": "met", "not_met": "not met", "cannot_tell": "cannot tell"}
CONDITIONS = {
    "attribution": "name the source",
    "link": "link to the source",
    "non_commercial": "no commercial use",
    "non-profit": "no commercial use",
    "unaltered": "leave the text as it is",
    "in_full": "take the text in full",
    "share_alike": "share on the same terms",
    "by_contact": "ask first",
    "permission": "not without permission",
    "community_sites": "on community sites",
    "copyright": "give the copyright line",
}
"""Conditions as the report calls them; the source's own words stand beside them."""


def terms_report(store: Store, registry: Registry, ref: str) -> Report:
    """The terms of every copy in the story of an article; raises UnknownNameError where it is not kept."""
    from provenance.reporting.story import coverage_of

    found = find_story(store, registry, ref)
    section = terms_section(found.edges, found.readings, found.nodes)
    title = f"The terms sources state, and their copies: the story of “{found.trace.article.title or found.trace.article.name}”"
    return Report("terms", title, {"target": ref}, coverage_of(found), (section,), made_now(store), 1)


def terms_of_copies(store: Store, asked: Asked, ref: str | None = None) -> Report:
    """The terms of every copy counted, of one outlet (slug, name or host) or of all.

    Raises UnknownNameError for the outlet or the collection, BadDateError and UsageError for the period.
    """
    with store.measuring() as held:
        outlet = held.outlet(ref) if ref else None
        found = overview(held, asked)
        told, keys = held.stating(found.scope, outlet.slug if outlet else None, CONDITIONAL, MOST)
    nodes, edges = judged(*store.judgements.sources(keys))
    wanted = frozenset(keys)
    edges = tuple(e for e in edges if e.child in wanted and e.relation not in BESIDE)
    kept = {n.key for n in nodes if n.held} & {key for e in edges for key in (e.child, e.parent)}
    section = terms_section(edges, {key: store.reading_of(key) for key in sorted(kept)}, nodes)
    silent, unseen = told.held - told.stating, told.pairs - told.held
    notes = (
        f"{counted(told.pairs, 'pair')} of a held copy and its source: of {unseen:,} the source's page is not held, so that its terms are not "
        f"known; {silent:,} sources state no condition, which is no permission.",
        *((f"Only the first {MOST:,} copies by key are looked at; narrow the period, or name an outlet.",) if len(keys) == MOST else ()),
    )  # fmt: skip
    whose = f"copies of {outlet.name}" if outlet else "all copies"
    return report(
        "terms", f"The terms sources state, and {whose}", found, store, (replace(section, not_known=notes),), outlet=outlet.slug if outlet else None,
    )  # fmt: skip


def terms_section(edges: Iterable[Edge], readings: Mapping[str, Reading], nodes: Iterable[Node]) -> Section:
    """Every stated condition of a held source against its held copy."""
    known = {n.key: n for n in nodes}
    live = [e for e in edges if e.state != "rejected"]
    both = [e for e in live if e.child in readings and e.parent in readings]
    found = [c for e in both for c in checks(Pair(e, readings[e.child], readings[e.parent], known[e.parent]))]
    names = {n.key: n.name for n in known.values()}
    stating = {c.edge for c in found}
    return Section(
        "terms", "Stated conditions, and whether the copies meet them", None, _says(found, len(both)),
        (
            Column("copy", "Copy"), Column("source", "Source"), Column("condition", "Condition", note="code"),
            Column("asks", "The source asks"), Column("answer", "Answer", note="code"), Column("told", "Met?"), Column("why", "Why"),
            Column("stated", "In the source's words"), Column("shown", "In the copy's words"), Column("notice", "Kind of notice"),
        ),
        tuple(_row(c, names) for c in sorted(found, key=lambda c: (names[c.copy], c.edge, c.condition))),
        _not_known(live, both, stating),
    )  # fmt: skip


def _says(found: Sequence[TermCheck], pairs: int) -> tuple[str, ...]:
    if not found:
        return (f"In {counted(pairs, 'pair')} of a held copy and its held source no condition is stated.",)
    answers = [c.answer for c in found]
    told = ", ".join(f"{answers.count(a)} {label}" for a, label in ANSWERS.items())  # type: ignore[arg-type]
    return (f"Of {counted(len(found), 'stated condition')}: {told}. Whether a use was allowed is not judged here.",)


def _not_known(live: Sequence[Edge], both: Sequence[Edge], stating: set[str]) -> tuple[str, ...]:
    unseen = len(live) - len(both)
    silent = len(both) - len(stating)
    return tuple(
        told
        for count, told in (
            (unseen, f"For {unseen} of {len(live)} steps the page of the source or of the copy is not held, so that its terms are not known."),
            (silent, f"For {silent} of {len(both)} held pairs the source's page states no condition; that is no permission."),
        )
        if count
    )  # fmt: skip


def _row(check: TermCheck, names: Mapping[str, str]) -> Row:
    cells = (
        names[check.copy], names[check.source], check.condition, CONDITIONS.get(check.condition, check.condition.replace("_", " ")),
        check.answer, ANSWERS[check.answer], check.why, check.stated.quote, check.shown.quote if check.shown else None,
        TERMS.get(check.notice, check.notice.replace("_", " ")),
    )  # fmt: skip
    return Row(cells, (check.edge,), 1)

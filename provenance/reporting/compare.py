"""`report compare`: outlets beside each other, each figure with its interval; by name, never by rank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from provenance.errors import UsageError
from provenance.measure import dependence, many
from provenance.measure.bands import by_edge
from provenance.measure.credit import credit_rate, from_wires
from provenance.measure.estimates import Rules, proportion
from provenance.measure.events import events, shared
from provenance.measure.voices import voices
from provenance.records.counted import Copy, Said
from provenance.records.measured import Estimate
from provenance.records.report import Column, Picture, Report, Row, Section
from provenance.reporting.gathering import Asked, Gathered, gather, report

if TYPE_CHECKING:
    from provenance.store.library import Library as Store
    from provenance.store.measuring.library import Measuring

MOST = 25
"""Speakers that are compared."""
Figures = Mapping[str, tuple[Estimate, Sequence[str]]]
"""By an outlet's slug a figure and the keys it rests on."""


def compare_report(store: Store, refs: Sequence[str], asked: Asked, *, same_events: bool = False) -> Report:
    """Compare outlets (slugs, names or hosts), or all that have enough articles where none is named.

    With `same_events` only articles of events of which every one of the outlets has an article count: else
    a difference may be one of subjects. Raises UnknownNameError, UsageError where there are too few to compare.
    """
    if len(refs) == 1 or (same_events and not refs):
        raise UsageError("name two outlets or more to compare (none at all compares all of them)")
    with store.measuring() as held:
        named = {o.slug: o.name for o in map(held.outlet, refs)}
        found = gather(held, asked, list(named) or None)
        slugs = named or {s.outlet: s.name for s in found.sums if s.outlet and s.articles >= asked.least}
        if same_events:
            return _same(store, held, found, slugs)
        words = held.words(found.scope)
    by_outlet = _by_outlet(found.copies)
    ordered = dict(sorted(slugs.items(), key=lambda item: (item[1].casefold(), item[0])))
    figures = {
        "copied": _copied(found, by_outlet, ordered), "credited": _credited(found, by_outlet, ordered),
        "headlines": _headlines(found, by_outlet, ordered),
    }  # fmt: skip
    apart = _apart(figures)
    sections = (
        _figures(ordered, found, "copied", "Articles whose text came from elsewhere", "M1", "of all articles of the outlet", figures["copied"], apart),
        _figures(ordered, found, "words", "Words that stand in a source", "M2", "of all words of the outlet", _words(found, by_outlet, ordered, words), None),
        _figures(ordered, found, "credited", "Copies that credit their source", "M3", "of the copies that their text alone shows, wires' texts aside", figures["credited"], apart),
        _figures(ordered, found, "headlines", "Copies under another title", "M6", "of the articles copied wholly or mainly", figures["headlines"], apart),
    )  # fmt: skip
    names = ", ".join(ordered) if named else None
    return report("compare", "Outlets beside each other", found, store, sections, _notes(len(ordered)), outlets=names)


def _notes(many_of_them: int) -> tuple[str, ...]:
    return (
        f"“differs”: the share is not that of the other outlets here taken together, at a false discovery rate of {many.RATE:.0%} over all "
        f"figures of the {many_of_them} outlets (Benjamini and Hochberg). The order is by name: intervals that overlap do not rank.",
    )


def _apart(figures: Mapping[str, Figures]) -> frozenset[tuple[str, str]]:
    """The figures and outlets that differ from the others, all tests of the report counted together."""
    return many.outstanding({name: {slug: e for slug, (e, _) in of.items()} for name, of in figures.items()})


def _by_outlet(found: Sequence[Copy]) -> dict[str, tuple[Copy, ...]]:
    made: dict[str, list[Copy]] = defaultdict(list)
    for copy in found:
        made[copy.article.outlet].append(copy)
    return {slug: tuple(listed) for slug, listed in made.items()}


def _copied(found: Gathered, by_outlet: Mapping[str, tuple[Copy, ...]], slugs: Mapping[str, str]) -> Figures:
    made = {}
    for slug in slugs:
        sums, whole = found.of(slug), tuple(c for c in by_outlet.get(slug, ()) if c.whole)
        n = sums.articles if sums else 0
        share = found.banded(partial(_of_all, n), whole, by_edge(whole))
        made[slug] = (share[""], [c.arrow.key for c in whole])
    return made


def _of_all(n: int, some: Sequence[Copy], rules: Rules) -> Mapping[str, Estimate]:
    return {"": proportion(len(some), n, rules, detected=True)}


def _words(
    found: Gathered, by_outlet: Mapping[str, tuple[Copy, ...]], slugs: Mapping[str, str], words: Mapping[str, Mapping[int, int]]
) -> Figures:  # fmt: skip
    return {
        slug: (dependence.dependence(mine, words.get(slug, {}), found.rules).measured, [c.arrow.key for c in mine])
        for slug in slugs
        if (mine := by_outlet.get(slug, ())) is not None
    }


def _credited(found: Gathered, by_outlet: Mapping[str, tuple[Copy, ...]], slugs: Mapping[str, str]) -> Figures:
    made = {}
    for slug in slugs:
        mine = tuple(c for c in by_outlet.get(slug, ()) if not from_wires(c))
        rate = credit_rate(mine, found.rules)
        share = found.banded(lambda some, rules: {"": credit_rate(some, rules).credited}, mine, by_edge(mine))
        made[slug] = (share[""], [k for step, _, keys in rate.ladder if step != "none" for k in keys])
    return made


def _headlines(found: Gathered, by_outlet: Mapping[str, tuple[Copy, ...]], slugs: Mapping[str, str]) -> Figures:
    made = {}
    for slug in slugs:
        mine = by_outlet.get(slug, ())
        share = found.banded(lambda some, rules: {"": dependence.headline_change(some, rules)[0]}, mine, by_edge(mine))
        made[slug] = (share[""], dependence.headline_change(mine, found.rules)[1])
    return made


def _figures(
    slugs: Mapping[str, str], found: Gathered, name: str, title: str, measure: str, note: str, figures: Figures,
    apart: frozenset[tuple[str, str]] | None,
) -> Section:  # fmt: skip
    """One figure of every outlet; `apart` are those that differ, None where the figure is not tested."""
    tested = apart is not None
    rows: list[Row] = []
    for slug, label in slugs.items():
        share, keys = figures[slug]
        told = None if share.value is None else "differs" if (name, slug) in (apart or ()) else "no difference shown"
        rows.append(found.row((slug, label, share, *((told,) if tested else ())), keys))
    against = Column("against", "Against the others", "text", "tested against all other outlets here together")
    columns = (
        Column("outlet", "Outlet", note="code"),
        Column("name", "Outlet"),
        Column("share", "Share", "share", note),
    )
    says = () if slugs else (f"No outlet here has {found.asked.least} articles or more; --min-n lowers that.",)
    return Section(
        name, title, measure, says, (*columns, *((against,) if tested else ())), tuple(rows), (),
        Picture("dots", {"label": "name", "value": "share"}, f"{title}: each outlet with its 95 % interval, by name."),
    )  # fmt: skip


def _same(store: Store, held: Measuring, found: Gathered, slugs: Mapping[str, str]) -> Report:
    """The comparison on the same events: credit, headlines and voices over articles of events all of them cover."""
    joined = events(held.arrows())
    touched = {key: place for key, place in held.places(joined).items() if place.outlet in slugs}
    inside = held.inside(found.scope, touched)
    keys = {slug: [k for k in inside if touched[k].outlet == slug] for slug in slugs}
    both = shared(joined, keys)
    mine = {slug: frozenset(k for k in listed if joined[k] in both) for slug, listed in keys.items()}
    by_outlet = {slug: tuple(c for c in found.copies if c.article.key in mine[slug]) for slug in slugs}
    said = {slug: [s for s in held.said(found.scope, slug) if s.article in mine[slug]] for slug in slugs}
    ordered = dict(sorted(slugs.items(), key=lambda item: (item[1].casefold(), item[0])))
    note = f"of articles of the {len(both):,} events that all of them have"
    figures = {"credited": _credited(found, by_outlet, ordered), "headlines": _headlines(found, by_outlet, ordered)}
    apart = _apart(figures)
    sections = (
        _figures(ordered, found, "credited", "Copies that credit their source", "M3", note, figures["credited"], apart),
        _figures(ordered, found, "headlines", "Copies under another title", "M6", note, figures["headlines"], apart),
        _voices(found, ordered, said, note),
    )
    notes = (
        *_notes(len(ordered)),
        f"Events are articles joined by edges: {len(both):,} have an article of every outlet named.",
    )
    return report(
        "compare",
        "Outlets beside each other, on the same events",
        found,
        store,
        sections,
        notes,
        outlets=", ".join(ordered),
        events="same",
    )


def _voices(found: Gathered, slugs: Mapping[str, str], said: Mapping[str, Sequence[Said]], note: str) -> Section:
    every = [one for listed in said.values() for one in listed]
    names = {s.speaker: s.name for s in every if s.name}
    order = [v.group for v in voices(every, found.rules, most=MOST).voices]
    of: dict[str, Callable[[str], tuple[Estimate, Sequence[str]] | None]] = {}
    for slug in slugs:
        told = {v.group: (v.words, v.keys) for v in voices(said[slug], found.rules).voices}
        of[slug] = told.get
    rows = []
    for group in order:
        cells = [of[slug](group) for slug in slugs]
        rows.append(
            found.row(
                (names.get(group) or group, *(c[0] if c else None for c in cells)),
                [k for c in cells if c for k in c[1]],
            )
        )
    return Section(
        "voices", "Who is heard", "M7", (), (Column("speaker", "Speaker"), *(Column(slug, label, "share", note) for slug, label in slugs.items())), tuple(rows),
    )  # fmt: skip

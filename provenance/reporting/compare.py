"""`report compare`: outlets beside each other, each figure with its interval; by name, never by rank."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from provenance.errors import UsageError
from provenance.measure import dependence, many
from provenance.measure.bands import by_edge, with_band
from provenance.measure.credit import credit_rate, from_wires
from provenance.measure.estimates import proportion
from provenance.measure.events import events, shared
from provenance.measure.voices import voices
from provenance.records.counted import Copy, Figure, OutletSums, Said
from provenance.records.measured import Estimate
from provenance.records.report import Column, Picture, Report, Row, Section
from provenance.reporting.gathering import Asked, Gathered, Overview, gather, overview, report

if TYPE_CHECKING:
    from provenance.store.library import Library as Store
    from provenance.store.measuring.library import Measuring

MOST = 25
"""Speakers that are compared."""
Figures = Mapping[str, tuple[Estimate, Sequence[str], int]]
"""By an outlet's slug a figure, keys that it rests on, and how many of them there are."""
Keys = Mapping[str, Mapping[Figure, tuple[str, ...]]]
_OF: Mapping[Figure, Literal["compared", "titled"] | None] = {
    "whole": None,
    "credited": "compared",
    "retitled": "titled",
}
"""What each share is a share of; None for all articles of the outlet."""


def compare_report(store: Store, refs: Sequence[str], asked: Asked, *, same_events: bool = False) -> Report:
    """Compare outlets (slugs, names or hosts), or all that have enough articles where none is named.

    With `same_events` only articles of events of which every one of the outlets has an article count: else
    a difference may be one of subjects. Raises UnknownNameError, UsageError where there are too few to compare.
    """
    if len(refs) == 1 or (same_events and not refs):
        raise UsageError("name two outlets or more to compare (none at all compares all of them)")
    with store.measuring() as held:
        named = {o.slug: o.name for o in map(held.outlet, refs)}
        if same_events:
            return _same(store, held, gather(held, asked, list(named)), named)
        found = overview(held, asked)
        slugs = named or {s.outlet: s.name for s in found.sums if s.outlet and s.articles >= asked.least}
        ordered = dict(sorted(slugs.items(), key=lambda item: (item[1].casefold(), item[0])))
        words = _words(held, found, ordered)
        keys = held.keys(found.scope, ("whole", "copies", "credited", "retitled"), asked.keys)
    figures = {
        "copied": _shares(found, ordered, "whole", keys), "credited": _shares(found, ordered, "credited", keys),
        "headlines": _shares(found, ordered, "retitled", keys),
    }  # fmt: skip
    every = {slug: keys.get(slug, {}).get("copies", ()) for slug in ordered}
    words_of = {slug: (words[slug], every[slug], found.copies_of(slug).copies) for slug in ordered}
    apart = _apart(figures)
    sections = (
        _figures(ordered, found, "copied", "Articles whose text came from elsewhere", "M1", "of all articles of the outlet", figures["copied"], apart),
        _figures(ordered, found, "words", "Words that stand in a source", "M2", "of all words of the outlet", words_of, None),
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
    return many.outstanding({name: {slug: e for slug, (e, *_) in of.items()} for name, of in figures.items()})


def _shares(found: Overview, slugs: Mapping[str, str], name: Figure, keys: Keys) -> Figures:
    """The share of one figure in what it is a part of, of every outlet, with its band from surer edges."""
    made, of = {}, _OF[name]
    quick = replace(found.rules, draws=False, detector=None)
    for slug in slugs:
        sums, copies = found.of(slug), found.copies_of(slug)
        articles, part = sums.articles if sums else 0, getattr(copies, name)
        share = proportion(part, getattr(copies, of) if of else articles, found.rules, detected=of is None)
        surer = [proportion(some[name], some[of] if of else articles, quick).value for some in copies.surer]
        made[slug] = (with_band(share, surer) if surer else share, keys.get(slug, {}).get(name, ()), part)
    return made


def _words(held: Measuring, found: Overview, slugs: Mapping[str, str]) -> Mapping[str, Estimate]:
    """M2 of every outlet: of very many articles from sums, else from how many articles have so many words."""
    if not found.rules.draws:
        sums = {slug: found.of(slug) or OutletSums(slug, "", "", 0, 0, 0, 0, 0, None, None) for slug in slugs}
        return {slug: dependence.word_share_of_sums(sums[slug], found.copies_of(slug), found.rules) for slug in slugs}
    words, overlaps = held.words(found.scope), held.overlaps(found.scope)
    return {slug: dependence.word_share(words.get(slug, {}), overlaps.get(slug, {}), found.rules) for slug in slugs}


def _credited(found: Gathered, by_outlet: Mapping[str, tuple[Copy, ...]], slugs: Mapping[str, str]) -> Figures:
    made = {}
    for slug in slugs:
        mine = tuple(c for c in by_outlet.get(slug, ()) if not from_wires(c))
        rate = credit_rate(mine, found.rules)
        share = found.banded(lambda some, rules: {"": credit_rate(some, rules).credited}, mine, by_edge(mine))
        keys = [k for step, _, listed in rate.ladder if step != "none" for k in listed]
        made[slug] = (share[""], keys, len(keys))
    return made


def _headlines(found: Gathered, by_outlet: Mapping[str, tuple[Copy, ...]], slugs: Mapping[str, str]) -> Figures:
    made = {}
    for slug in slugs:
        mine = by_outlet.get(slug, ())
        share = found.banded(lambda some, rules: {"": dependence.headline_change(some, rules)[0]}, mine, by_edge(mine))
        keys = dependence.headline_change(mine, found.rules)[1]
        made[slug] = (share[""], keys, len(keys))
    return made


def _figures(
    slugs: Mapping[str, str], found: Gathered | Overview, name: str, title: str, measure: str, note: str, figures: Figures,
    apart: frozenset[tuple[str, str]] | None,
) -> Section:  # fmt: skip
    """One figure of every outlet; `apart` are those that differ, None where the figure is not tested."""
    tested = apart is not None
    rows: list[Row] = []
    for slug, label in slugs.items():
        share, keys, rests_on = figures[slug]
        told = None if share.value is None else "differs" if (name, slug) in (apart or ()) else "no difference shown"
        rows.append(found.row((slug, label, share, *((told,) if tested else ())), keys, rests_on))
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

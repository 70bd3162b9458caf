"""`report ratings`: whether one figure of ours goes together with somebody's rating, asked for and shown beside each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from provenance.errors import UsageError
from provenance.measure.estimates import proportion
from provenance.measure.ranks import spearman
from provenance.records.counted import OutletCopies
from provenance.records.measured import Estimate
from provenance.records.report import Column, Report, Section
from provenance.reporting.gathering import Asked, Overview, overview, report

if TYPE_CHECKING:
    from provenance.store.library import Library as Store

Share = Callable[[OutletCopies, int, Overview], Estimate]


def _from_elsewhere(copies: OutletCopies, articles: int, found: Overview) -> Estimate:
    return proportion(copies.whole, articles, found.rules)


def _credited(copies: OutletCopies, articles: int, found: Overview) -> Estimate:
    return proportion(copies.named, copies.by_text, found.rules)


MEASURES: dict[str, tuple[str, Share]] = {
    "from-elsewhere": ("share of articles whose origin is another outlet, or not clear", _from_elsewhere),
    "credit-rate": ("share of copies found by their text that credit their source", _credited),
}


def ratings_report(store: Store, measure: str, source: str, scheme: str | None, asked: Asked) -> Report:
    """Rank correlation of a measure of outlets with a rating that was imported, and both of every outlet.

    Raises UsageError for a measure that is none, for a rating without numbers, where a source has several schemes and
    none is named, UnknownNameError for the source.
    """
    if measure not in MEASURES:
        raise UsageError(f"--measure {measure!r}: there are {', '.join(MEASURES)}")
    listed = store.ratings.of_source(source)
    [info] = [s for s in store.ratings.sources() if s.name == source]
    schemes = sorted({r.scheme for r in listed if _number(r.value) is not None})
    if not schemes:
        raise UsageError(f"no rating of {source!r} is a number: ranks cannot be compared")
    if scheme is None and len(schemes) > 1:
        raise UsageError(f"{source!r} rates by several schemes, name one with --scheme: {', '.join(schemes)}")
    chosen = scheme or schemes[0]
    if chosen not in schemes:
        raise UsageError(f"--scheme {chosen!r}: those with numbers are {', '.join(schemes)}")
    words, figure = MEASURES[measure]
    rated = {r.host: number for r in listed if r.scheme == chosen and (number := _number(r.value)) is not None}
    with store.measuring() as held:
        found = overview(held, asked)
        keys = held.keys(found.scope, ["copies"], asked.keys)
    numbers = store.ratings.numbers(rated)
    rows, pairs = [], []
    for sums in found.sums:
        copies = found.copies_of(sums.outlet)
        value, number = figure(copies, sums.articles, found), numbers.get(sums.outlet)
        if number is not None and value.value is not None:
            pairs.append((number, value.value))
        if number is not None:
            rows.append(
                found.row(
                    (sums.outlet, sums.name, number, value), keys.get(sums.outlet, {}).get("copies", ()), copies.copies
                )
            )
    told = spearman(pairs, found.rules)
    unrated = sum(s.outlet not in numbers for s in found.sums)
    return report(
        "ratings", f"{words[0].upper()}{words[1:]}, beside {chosen} by {source}", found, store,
        (
            Section(
                "correlation", "Whether the two go together by rank", None,
                ("A rating is somebody's opinion; that the two go together does not make either true.",),
                (Column("what", "What"), Column("correlation", "Rank correlation", "interval", "Spearman's, over outlets that have both")),
                (found.row((f"{measure} and {chosen}", told)),),
                (f"{unrated} outlets of the collection are not rated by this source.",) if unrated else (),
            ),
            Section(
                "outlets", "By outlet", None, (),
                (Column("outlet", "Outlet", note="code"), Column("name", "Name"), Column("rating", chosen, "number"), Column("share", words, "share")),
                tuple(rows),
            ),
        ),
        (f"Rated by {source}, {info.as_of or 'day not given'}; terms: {info.licence_note or 'none were given at the import'}.",),
        measure=measure, source=source, scheme=chosen,
    )  # fmt: skip


def _number(value: str) -> float | None:
    from provenance.outlets.ratingsfile import number

    return number(value)

"""`report new`: who copied an outlet's texts since a day, as far as it was seen here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.records.counted import FreshCopy
from provenance.records.report import Column, Coverage, Picture, Report, Row, Section
from provenance.report.words import CREDITED, FROM
from provenance.reporting.made import made_now
from provenance.text import counted
from provenance.times import parse_given, utc_text

if TYPE_CHECKING:
    from provenance.store.library import Library as Store

NO_RATES = "these are copies alone; how many articles the outlets published is not asked"


def new_report(store: Store, ref: str, since: str, collection: str | None = None) -> Report:
    """The copies of an outlet's texts, by slug, name or host, that were first seen since a day.

    Raises UnknownNameError for the outlet or the collection, BadDateError for the day.
    """
    moment = utc_text(parse_given(since).not_before)
    how = store.collection_show(collection).how_sampled if collection else None
    with store.measuring() as held:
        outlet = held.outlet(ref)
        found = held.fresh(outlet.slug, moment, collection)
    sections = (_outlets(found, outlet.name, since), _copies(found))
    title = f"{counted(len({c.copy for c in found}), 'new copy', 'new copies')} of texts of {outlet.name} since {since}"
    asked = {"outlet": outlet.slug, "since": since, "in": collection}
    notes = (
        "New is what was first seen here since that day; it may have been published before.",
        "Seen is only what was crawled or added; a copy elsewhere is not here.",
    )
    return Report("new", title, asked, _coverage(found, collection, how), sections, made_now(store), 1, notes=notes)


def _coverage(found: tuple[FreshCopy, ...], collection: str | None, how: str | None) -> Coverage:
    copies = {c.copy: c for c in found}
    dates = sorted(c.published for c in copies.values() if c.published)
    return Coverage(
        collection=collection, how_sampled=how or "every copy seen since that day", through_copies=True, no_rates=NO_RATES,
        articles=len(copies), with_text=len(copies), outlets=len({c.outlet or c.name for c in found}),
        from_=dates[0] if dates else None, to=dates[-1] if dates else None, undated=len(copies) - len(dates),
        compared=sum(any(c.overlap is not None for c in found if c.copy == key) for key in copies), copies=len(copies),
        confirmed=sum(c.state == "confirmed" for c in found), undetermined=0, unreviewed=sum(not c.reviewed for c in found),
        rejected=0, circles=0, credited_only=sum(c.overlap is None for c in found),
    )  # fmt: skip


def _copies(found: tuple[FreshCopy, ...]) -> Section:
    rows = [
        Row(
            (
                c.first_seen[:10], c.name, c.title, c.url, c.published, FROM.get(c.relation, c.relation), c.source_title,
                c.credit, CREDITED.get(c.credit, c.credit), c.state, c.confidence, c.overlap, c.hours_later, c.quote,
            ),
            (c.edge,), 1,
        )
        for c in found
    ]  # fmt: skip
    return Section(
        "copies", "The copies", None, (),
        (
            Column("first_seen", "First seen", "date"), Column("outlet", "Outlet"), Column("title", "Title"), Column("url", "Address"),
            Column("published", "Stated date", "date"), Column("relation", "How it came"), Column("source_title", "Title of the source"),
            Column("credit", "Credit", note="code"), Column("credited", "How it is credited"), Column("state", "State"),
            Column("confidence", "Confidence", "number"), Column("overlap", "Of its words from it", "number", "share between 0 and 1"),
            Column("hours_later", "Hours later", "number"), Column("quote", "In the copy's words"),
        ),
        tuple(rows),
    )  # fmt: skip


def _outlets(found: tuple[FreshCopy, ...], name: str, since: str) -> Section:
    """By outlet and way of crediting."""
    by_text = [c for c in found if c.found_by in ("text", "both")]
    silent = sum(c.credit == "none" for c in by_text)
    said = f"Of {counted(len(by_text), 'copy', 'copies')} found by the text, {silent} {'does' if silent == 1 else 'do'} not credit {name}."
    groups: dict[tuple[str, int], list[str]] = {}
    order = list(CREDITED)
    for copy in found:
        groups.setdefault((copy.name, order.index(copy.credit)), []).append(copy.edge)
    rows = [
        Row((outlet, order[at], CREDITED[order[at]], len(keys)), tuple(sorted(keys)), len(keys))
        for (outlet, at), keys in sorted(groups.items())
    ]
    return Section(
        "outlets", "By outlet", None, (said,) if found else (f"No copy of a text of {name} was first seen since {since}.",),
        (Column("outlet", "Outlet"), Column("credit", "Credit", note="code"), Column("credited", "How it is credited"), Column("copies", "Copies", "count")),
        tuple(rows), (),
        Picture("stacked_bars", {"group": "outlet", "label": "credited", "value": "copies", "color": "credit"}, "Copies by outlet, coloured by how openly the source is credited."),
    )  # fmt: skip

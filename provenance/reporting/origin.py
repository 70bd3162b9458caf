"""`report origin`: who carries the texts of an outlet, over how many hands, and how long its name survives."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from provenance.lineage.known import links_of
from provenance.measure.bands import by_way
from provenance.measure.chains import descend
from provenance.measure.credit import survival
from provenance.measure.estimates import Rules, proportion
from provenance.records.counted import Arrow, Place
from provenance.records.measured import Estimate
from provenance.records.outlet import Outlet
from provenance.records.report import Column, Picture, Report, Section
from provenance.reporting.gathering import Asked, Gathered, gather, report
from provenance.reporting.picking_up import pickup_section
from provenance.text import counted

if TYPE_CHECKING:
    from provenance.store.library import Library as Store

MOST = 50
"""Loss points that are listed."""
Ways = Mapping[str, tuple[Arrow, ...]]


def origin_report(store: Store, ref: str, asked: Asked) -> Report:
    """Follow the texts of one outlet downwards; raises UnknownNameError."""
    with store.measuring() as held:
        outlet = held.outlet(ref)
        found = gather(held, asked, [outlet.slug])
        sources = held.sources_of(outlet.slug)
        ways = descend(held.below(sources), sources)
        inside = held.inside(found.scope, ways)
        ways = {key: way for key, way in ways.items() if key in inside}
        offered = [place.key for place in held.offered(found.scope, outlet.slug)]
        places = held.places([*offered, *ways, *(a.parent for way in ways.values() for a in way)])
    ways = {key: way for key, way in ways.items() if places[key].outlet != outlet.slug}
    sections = (
        _survival(found, ways, outlet),
        pickup_section(found, ways, [places[key] for key in offered], places, outlet.name),
        _carriers(found, ways, places, outlet),
        _losses(found, ways, places, outlet),
    )
    listed = [
        f"Listed by {link.source}{f' on {link.as_of}' if link.as_of else ''} as {link.code} ({link.value.replace('_', ' ')})."
        for link in links_of(outlet)
    ]
    notes = listed or [
        "No source used here lists a link of this outlet to a state; that does not say that there is none."
    ]
    return report("origin", f"{outlet.name}: who carries its texts", found, store, sections, notes, origin=outlet.slug)


def _survival(found: Gathered, ways: Ways, outlet: Outlet) -> Section:
    """M4, the curve."""
    origins = frozenset({outlet.slug})
    steps, _ = survival(ways, origins, found.rules)

    def curves(some: Sequence[tuple[str, tuple[Arrow, ...]]], rules: Rules) -> Mapping[str, Estimate]:
        told, _ = survival(dict(some), origins, rules)
        return {
            f"{what} {s.hops}": e for s in told for what, e in (("credited", s.credited), ("named", s.names_origin))
        }

    listed = tuple(ways.items())
    share = found.banded(curves, listed, by_way(listed))
    rows = [found.row((s.hops, s.copies, share[f"credited {s.hops}"], share[f"named {s.hops}"]), s.keys) for s in steps]
    return Section(
        "survival", "How long the credit survives", "M4",
        (f"{counted(len(ways), 'article')} counted here {'has' if len(ways) == 1 else 'have'} {outlet.name} above {'it' if len(ways) == 1 else 'them'}, by the shortest way.",),
        (
            Column("hops", "Hops from the origin", "count"), Column("copies", "Copies", "count"),
            Column("credited", "Every hop credited", "share", "of the copies so many hops away"),
            Column("names_origin", f"Every hop names {outlet.name}", "share", "of the same"),
        ),
        tuple(rows),
        ("Chains are counted as far as their pages are held; a hop nobody holds is not seen.",),
        Picture("curve", {"x": "hops", "value": "names_origin", "group": "credited"}, f"Share of copies whose chain still names {outlet.name}, by hops."),
    )  # fmt: skip


def _of_all(n: int, some: Sequence[tuple[str, tuple[Arrow, ...]]], rules: Rules) -> Mapping[str, Estimate]:
    return {"": proportion(len(some), n, rules)}


def _carriers(found: Gathered, ways: Ways, places: Mapping[str, Place], outlet: Outlet) -> Section:
    """Who carries it, by name: no ranking."""
    by_outlet: dict[str, list[str]] = defaultdict(list)
    for key in ways:
        by_outlet[places[key].outlet].append(key)
    rows = []
    for slug, keys in sorted(by_outlet.items(), key=lambda item: (places[item[1][0]].name, item[0])):
        mine, sums = tuple((k, ways[k]) for k in keys), found.of(slug)
        n = sums.articles if sums else 0
        share = found.banded(partial(_of_all, n), mine, by_way(mine))[""]
        direct = sum(len(ways[k]) == 1 for k in keys)
        named = sum(all(a.credit != "none" and a.credit_outlet == outlet.slug for a in ways[k]) for k in keys)
        rows.append(
            found.row(
                (
                    slug, places[keys[0]].name, share, direct,
                    proportion(named, len(keys), found.rules),
                ),
                [ways[k][0].key for k in keys],
            )
        )  # fmt: skip
    return Section(
        "carriers", "Who carries its texts", "M4", () if rows else ("Nobody counted here carries a text of it.",),
        (
            Column("outlet", "Outlet", note="code"), Column("name", "Outlet"),
            Column("share", "Articles", "share", "of all articles of the carrier that are counted here"), Column("direct", "Directly", "count"),
            Column("names_origin", "Naming it at every hop", "share", "of these articles"),
        ),
        tuple(rows),
        (),
        Picture("dots", {"label": "name", "value": "share"}, f"Which share of each outlet's articles comes from {outlet.name}, with 95 % intervals."),
    )  # fmt: skip


def _losses(found: Gathered, ways: Ways, places: Mapping[str, Place], outlet: Outlet) -> Section:
    """Where the credit is first missing."""
    _, losses = survival(ways, frozenset({outlet.slug}), found.rules)
    edges = {way[0].child: way[0] for way in ways.values()} | {a.child: a for way in ways.values() for a in way}
    listed: Sequence[tuple[str, int]] = sorted(losses.items(), key=lambda item: (-item[1], item[0]))
    rows = [
        found.row((places[key].name, places[key].title, key, places[edges[key].parent].name, behind), [edges[key].key])
        for key, behind in listed[:MOST]
    ]
    outlets = Counter(places[key].name for key in losses)
    return Section(
        "losses", "Where the credit is first missing", "M4",
        (f"The credit is first missing at {counted(len(losses), 'article')} of {counted(len(outlets), 'outlet')}.",) if losses else (),
        (
            Column("outlet", "Outlet"), Column("title", "Title"), Column("article", "Article", "key"), Column("source", "Its source"),
            Column("copies", "Copies behind it", "count", "this one among them"),
        ),
        tuple(rows),
        (f"{len(losses) - MOST:,} more are not listed.",) if len(losses) > MOST else (),
    )  # fmt: skip

"""`report outlet`: whose texts an outlet publishes, how much of them, and how often it says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from provenance.measure import credit, dependence, diet
from provenance.measure.lags import lags
from provenance.records.counted import Copy
from provenance.records.report import Column, Picture, Report, Row, Section
from provenance.reporting.gathering import Asked, Gathered, gather, report

if TYPE_CHECKING:
    from provenance.store.library import Library as Store

DEGREES = {
    "wholly": "wholly (90 % of its words or more)",
    "mainly": "mainly (50 to 90 %)",
    "partly": "partly (10 to 50 %)",
    "hardly": "hardly (under 10 %)",
    "not_compared": "credited, but the source's text is not held",
}
STEPS = {
    "linked": "with a link",
    "named": "by name",
    "byline": "as author only",
    "tag": "only in tags that readers do not see",
    "none": "not credited",
}


def outlet_report(store: Store, ref: str, asked: Asked) -> Report:
    """Measure one outlet, by slug, name or host; raises UnknownNameError."""
    with store.measuring() as held:
        outlet = held.outlet(ref)
        found = gather(held, asked, [outlet.slug])
        words = held.words(found.scope, outlet.slug)
    sums = found.of(outlet.slug)
    articles = sums.articles if sums else 0
    sections = (
        diet_section(found, found.copies, articles, outlet.name),
        dependence_section(found, found.copies, words, outlet.name),
        credit_section(found, found.copies, outlet.name),
        headline_section(found, found.copies, outlet.name),
        concentration_section(found, found.copies, outlet.name),
        lag_section(found, found.copies, outlet.name),
    )
    return report("outlet", f"{outlet.name}: whose texts it publishes", found, store, sections, outlet=outlet.slug)


def diet_section(found: Gathered, copies: tuple[Copy, ...], articles: int, name: str) -> Section:
    """M1."""
    slices = diet.diet(copies, articles, found.rules)
    rows = [found.row((s.origin, s.name, s.share, s.credited_only), s.keys) for s in slices]
    rest = slices[-1].share
    passages = sum(not c.whole for c in copies)
    return Section(
        "diet", "Source diet", "M1",
        (f"For {plain(rest.part)} of {plain(rest.whole)} articles no other origin was found; that does not make them {name}'s own.",),
        (
            Column("origin", "Origin", note="code"), Column("name", "Name of the origin"),
            Column("share", "Articles", "share", "of all articles of the outlet, at the end of their chains"),
            Column("credited_only", "Known from a credit only", "count"),
        ),
        tuple(rows),
        (f"{passages} articles took a passage from elsewhere; they count here as without another origin.",) if passages else (),
        Picture("stacked_bars", {"label": "name", "value": "share"}, f"Where the articles of {name} come from, as shares of one bar."),
    )  # fmt: skip


def dependence_section(found: Gathered, copies: tuple[Copy, ...], words: dict[int, int], name: str) -> Section:
    """M2."""
    told = dependence.dependence(copies, words, found.rules)
    rows = [
        found.row(("words", "words found in a held source", told.measured), _keys(copies)),
        found.row(("words_at_most", "with credited sources that are not held, at most", told.at_most), _keys(copies)),
        *(found.row((d, f"articles {DEGREES[d]}", share), keys) for d, share, keys in told.classes),
        found.row(("none", "articles without a source found", told.none)),
    ]
    missing = next(share.part for d, share, _ in told.classes if d == "not_compared")
    return Section(
        "dependence", "How much stands elsewhere first", "M2", (),
        (Column("class", "Class", note="code"), Column("label", "What is counted"), Column("share", "Share", "share", "words or articles of the outlet")),
        tuple(rows),
        (f"{plain(missing)} articles credit a source whose text is not held: how much they took cannot be measured.",) if missing else (),
        Picture("stacked_bars", {"label": "label", "value": "share"}, f"Articles of {name} by how much of them stands in a source."),
    )  # fmt: skip


def credit_section(found: Gathered, copies: tuple[Copy, ...], name: str) -> Section:
    """M3, from wires and from others apart."""
    groups = (
        ("all", "all copies", copies),
        ("not_wires", "from others than wires", tuple(c for c in copies if not credit.from_wires(c))),
        ("wires", "from agencies, wires and distributors", tuple(c for c in copies if credit.from_wires(c))),
    )
    rows: list[Row] = []
    for slug, label, some in groups:
        rate = credit.credit_rate(some, found.rules)
        if not rate.copies:
            continue
        keys = [k for step, _, listed in rate.ladder if step != "none" for k in listed]
        rows.append(found.row((slug, label, "credited", "credited in any way", rate.credited), keys))
        rows += [found.row((slug, label, step, STEPS[step], share), listed) for step, share, listed in rate.ladder]
        rows.append(found.row((slug, label, "names_origin", "naming the end of the chain", rate.names_origin)))
    by_credit = sum(c.arrow.found_by not in credit.BY_TEXT for c in copies)
    return Section(
        "credit", "How often copies say where they come from", "M3",
        () if rows else ("No copy was found by its text.",),
        (
            Column("sources", "Sources", note="code"), Column("label", "Copies"), Column("step", "Step", note="code"), Column("credit", "Credited"),
            Column("share", "Share", "share", "of the copies that their text alone shows"),
        ),
        tuple(rows),
        (
            *((f"{by_credit} copies are known only from their credit and do not count here: they are credited by construction.",) if by_credit else ()),
            "A wire's text may carry no line by contract.",
        ),
        Picture("dots", {"label": "credit", "group": "label", "value": "share"}, f"How {name} credits its sources, with 95 % intervals."),
    )  # fmt: skip


def headline_section(found: Gathered, copies: tuple[Copy, ...], name: str) -> Section:
    """M6."""
    share, keys, untitled = dependence.headline_change(copies, found.rules)
    return Section(
        "headlines", "Headlines changed", "M6", (),
        (Column("label", "What is counted"), Column("share", "Share", "share", "of the articles copied wholly or mainly")),
        (found.row(("copies under another title", share), keys),),
        (f"{untitled} copies could not be compared: a title is missing.",) if untitled else (),
    )  # fmt: skip


def concentration_section(found: Gathered, copies: tuple[Copy, ...], name: str) -> Section:
    """M9, by direct source and by the end of the chain."""
    rows = []
    for slug, label, ends in (
        ("sources", "direct sources", [c.parent for c in copies if c.whole]),
        ("origins", "ends of the chains", [c.root for c in copies if c.whole and c.root is not None]),
    ):
        counts = Counter(end.outlet or end.key for end in ends)
        found_one = diet.concentration(list(counts.values()), found.rules)
        effective = 1 / found_one.value if found_one.value else None
        rows.append(found.row((slug, label, len(ends), len(counts), found_one, effective), _keys(copies)))
    return Section(
        "concentration", "On how few sources it rests", "M9", (),
        (
            Column("by", "By", note="code"), Column("label", "What is counted"), Column("copies", "Copies", "count"), Column("outlets", "Outlets", "count"),
            Column("concentration", "Chance that two have one source", "interval"), Column("effective", "Effective number of sources", "number"),
        ),
        tuple(rows),
    )  # fmt: skip


def lag_section(found: Gathered, copies: tuple[Copy, ...], name: str) -> Section:
    """M11."""
    told = lags(copies, found.rules)
    rows = [found.row((label, value.n, value), told.keys) for label, value in (
        ("lower quartile, seconds", told.lower), ("median, seconds", told.median), ("upper quartile, seconds", told.upper),
        ("share under 4 minutes", told.soon),
    )]  # fmt: skip
    rows.append(found.row(("dated before the source (a conflict of dates)", len(told.early), None), told.early))
    return Section(
        "lags", "How soon copies follow", "M11", (),
        (
            Column("label", "What is counted"), Column("copies", "Copies", "count"),
            Column("value", "Value", "interval", "of copies and sources dated to the second, with a zone"),
        ),
        tuple(rows),
        (f"{told.undated} copies or their sources are not dated to the second.",) if told.undated else (),
    )  # fmt: skip


def _keys(copies: Iterable[Copy]) -> list[str]:
    return [c.arrow.key for c in copies]


def plain(count: float | None) -> str:
    """A count as it stands in a sentence."""
    return f"{count:,.0f}" if count is not None else "none"

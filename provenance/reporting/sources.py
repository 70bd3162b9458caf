"""The tables on where texts come from: source diet, dependence, concentration (M1, M2, M9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from provenance.measure import dependence, diet
from provenance.measure.bands import by_chain, by_edge
from provenance.measure.estimates import Rules
from provenance.records.counted import Copy
from provenance.records.measured import Estimate
from provenance.records.outlet import OutletFact
from provenance.records.report import Column, Picture, Section
from provenance.reporting.gathering import Gathered

DEGREES = {
    "wholly": "wholly (90 % of its words or more)",
    "mainly": "mainly (50 to 90 %)",
    "partly": "partly (10 to 50 %)",
    "hardly": "hardly (under 10 %)",
    "not_compared": "credited, but the source's text is not held",
}


def diet_section(found: Gathered, copies: tuple[Copy, ...], articles: int, name: str) -> Section:
    """M1."""
    slices = diet.diet(copies, articles, found.rules)
    shares = found.banded(
        lambda some, rules: {s.origin: s.share for s in diet.diet(some, articles, rules)}, copies, by_chain(copies), 0.0
    )
    rows = [found.row((s.origin, s.name, shares[s.origin], s.credited_only), s.keys) for s in slices]
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
        Picture("stacked_bars", {"label": "name", "value": "share"}, f"Where the articles of {name} come from: shares of all its articles, with 95 % intervals."),
    )  # fmt: skip


def dependence_section(found: Gathered, copies: tuple[Copy, ...], words: Mapping[int, int], name: str) -> Section:
    """M2."""
    told = dependence.dependence(copies, words, found.rules)

    def figures(some: Sequence[Copy], rules: Rules) -> Mapping[str, Estimate]:
        made = told if some is copies else dependence.dependence(some, words, rules)
        return {
            "words": made.measured,
            "words_at_most": made.at_most,
            **{d: e for d, e, _ in made.classes},
            "none": made.none,
        }

    share = found.banded(figures, copies, by_edge(copies))
    rows = [
        found.row(("words", "words found in a held source", share["words"]), _keys(copies)),
        found.row(
            ("words_at_most", "with credited sources that are not held, at most", share["words_at_most"]), _keys(copies)
        ),
        *(found.row((d, f"articles {DEGREES[d]}", share[d]), keys) for d, _, keys in told.classes),
        found.row(("none", "articles without a source found", share["none"])),
    ]
    missing = share["not_compared"].part
    return Section(
        "dependence", "How much stands elsewhere first", "M2", (),
        (Column("class", "Class", note="code"), Column("label", "What is counted"), Column("share", "Share", "share", "words or articles of the outlet")),
        tuple(rows),
        (f"{plain(missing)} articles credit a source whose text is not held: how much they took cannot be measured.",) if missing else (),
        Picture("stacked_bars", {"label": "label", "value": "share"}, f"How much of {name} stands in a source: words, and articles by how much of them does, with 95 % intervals."),
    )  # fmt: skip


def concentration_section(
    found: Gathered, copies: tuple[Copy, ...], owners: Mapping[str, tuple[OutletFact, ...]]
) -> Section:
    """M9, by direct source, by the end of the chain, and by the owner of that where one is listed."""
    direct = [c.parent for c in copies if c.whole]
    ends = [c.root for c in copies if c.whole and c.root is not None]
    owned = {slug: sorted(f.value for f in facts)[0] for slug, facts in owners.items()}
    rows = []
    for slug, label, listed in (
        ("sources", "direct sources", [p.outlet or p.key for p in direct]),
        ("origins", "ends of the chains", [p.outlet or p.key for p in ends]),
        ("owners", "their owners, where listed", [owned.get(p.outlet, p.outlet or p.key) for p in ends]),
    ):
        counts = Counter(listed)
        told = diet.concentration(list(counts.values()), found.rules)
        effective = 1 / told.value if told.value else None
        rows.append(found.row((slug, label, len(listed), len(counts), told, effective), _keys(copies)))
    return Section(
        "concentration", "On how few sources it rests", "M9", (),
        (
            Column("by", "By", note="code"), Column("label", "What is counted"), Column("copies", "Copies", "count"),
            Column("outlets", "Different ones", "count"), Column("concentration", "Chance that two have one source", "interval"),
            Column("effective", "Effective number of sources", "number"),
        ),
        tuple(rows),
        (f"No owner is listed for {len({p.outlet for p in ends} - owned.keys())} of the outlets at the ends.",) if ends else (),
    )  # fmt: skip


def _keys(copies: Iterable[Copy]) -> list[str]:
    return [c.arrow.key for c in copies]


def plain(count: float | None) -> str:
    """A count as it stands in a sentence."""
    return f"{count:,.0f}" if count is not None else "none"

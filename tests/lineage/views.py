"""A handful of made articles as lineage by text sees them, without a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from provenance.lineage.compare import compare
from provenance.lineage.facts import Facts, facts_of
from provenance.lineage.sharing import Spans, is_ending, other_of, spans_in
from provenance.lineage.told import Told, told
from provenance.records.article import Credit, Reading, StatedOrigin
from provenance.records.lineage import Match, Node
from provenance.records.outlet import Outlet, OutletName, OutletRef
from tests.report.made import date, outlet, reading

NOW = datetime(2020, 1, 1, tzinfo=UTC)
AGENCIES = ("Reuters", "TASS")
OWN = StatedOrigin("original", "stated", None, None, None, 0.9)
PARAGRAPHS = (
    "The lake at the foot of the old dam has fallen to its lowest mark since the gauges were set up, the water board said on Monday.",
    "Engineers will lower a camera into the second intake this week to learn why the level kept sinking after the autumn rain.",
    "Three villages below the dam draw their drinking water from the lake, and two of them have begun to fill their tanks at night.",
    "The chairwoman of the board said that nobody would be cut off, and that the mill had agreed to stop its turbines until spring.",
    "A last inspection in August had found the wall sound, but the report left out the intake, which was then under water.",
)
OTHER = (
    "Council leaders spent the evening on a plan for the tram, which is to run from the market square to the university by summer.",
    "Shopkeepers along the route want to know who pays when their windows face a building site for the better part of a year.",
    "The mayor answered that a fund stands ready, and that its rules will be read out in public before the first rail is laid.",
    "A decision is due after the holidays, when the state has told the town what share of the cost it means to carry itself.",
)
EXTRA = "Fishermen on the northern bank told of boats that lie dry on stones which none of them had ever seen before this year, not even the oldest."


def page(
    name: str, paragraphs: Sequence[str], published: str | None = None, *, credits: Sequence[Credit] = (), own: bool = False
) -> Reading:  # fmt: skip
    """A made article of an outlet of that name."""
    who = outlet(name, f"{name.lower().replace(' ', '-')}.example.org")
    made = reading(
        "\n".join(paragraphs), by=replace(who, provisional=False), url=f"https://{who.domain}/story", title=f"{name} on it",
        published=date(published) if published else None, credits=tuple(credits), origin=OWN if own else None,
    )  # fmt: skip
    return replace(made, id=name)


def _registered(ref: OutletRef) -> Outlet:
    kind = "agency" if ref.name in AGENCIES else "newspaper"
    names = (OutletName(ref.name, "official"),)
    return Outlet(ref.slug, ref.name, kind, False, None, (), names, (), ())  # type: ignore[arg-type]


class MadeView:
    """The `View` of some readings; each is compared with all others."""

    def __init__(self, *readings: Reading) -> None:
        self._facts: dict[str, Facts] = {}
        for one in readings:
            assert one.page and one.page.outlet
            found = facts_of(one, _registered(one.page.outlet), NOW)
            self._facts[found.key] = found
        keys = sorted(self._facts)
        self._matches: dict[str, dict[str, Match]] = {key: {} for key in keys}
        for n, a in enumerate(keys):
            for b in keys[n + 1 :]:
                self._compare(a, b)

    def _compare(self, a: str, b: str) -> None:
        found = compare(self._facts[a].text, self._facts[b].text)
        if found.kind not in ("copy", "excerpt"):
            return
        match = Match(
            a, b, None, None, None, found.kind, found.words, found.longest_run, found.cover_a, found.cover_b, found.spans
        )  # fmt: skip
        if not is_ending(match, self._facts[a], self._facts[b]):
            self._matches[a][b] = self._matches[b][a] = match

    def key(self, name: str) -> str:
        """The key of the article of that outlet."""
        return next(k for k, f in self._facts.items() if f.reading.id == name)

    def name(self, node: Node) -> str:
        """The name an article was made under; of what is not held the outlet in brackets."""
        return self._facts[node.key].reading.id or "" if node.key in self._facts else f"({node.name})"

    def facts(self, key: str) -> Facts:
        return self._facts[key]

    def matches(self, key: str) -> Mapping[str, Match]:
        return self._matches[key]

    def spans(self, key: str) -> Mapping[str, Spans]:
        return {other_of(key, m): spans_in(key, m) for m in self._matches[key].values()}

    def at(self, url: str) -> Node | None:
        return next((f.node for f in self._facts.values() if f.node.url == url), None)

    def told(self, key: str) -> tuple[Told, ...]:
        return told(self, key)

    def is_agency(self, slug: str) -> bool:
        return slug in {"reuters", "tass"}

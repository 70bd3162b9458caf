"""What is known of one article that bears on who had a text first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from provenance.lineage.nodes import Maker, StateLinks, article_node, no_links
from provenance.lineage.sources import Source, sources
from provenance.lineage.when import interval_of, is_credible
from provenance.records.article import Reading
from provenance.records.dates import DateClaim
from provenance.records.lineage import Node
from provenance.records.outlet import Outlet
from provenance.text import count_words
from provenance.times import Interval

LEADING = 40
"""Characters quoted before a name."""
BESIDE = 2
"""Lines before and after an article in which its source may be named."""
SHORT = 12
"""Words of a line that is no sentence of the story."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One held article: its node, its reading, whom it credits, and what its outlet is and is called.

    `own` says that the page states the text is its own; `names` are the outlet's, for looking them up
    in running text; `asides` are the short lines of the article, or next to it, that do not name its own
    outlet: such a line is about the house. `published` and `seen` are None where no date can be believed.
    """

    node: Node
    reading: Reading
    maker: Maker
    sources: tuple[Source, ...]
    own: bool
    agency: bool
    names: re.Pattern[str] | None
    asides: tuple[tuple[int, int], ...]
    published: Interval | None
    seen: Interval | None

    @property
    def key(self) -> str:
        """The article's key."""
        return self.node.key

    @property
    def outlet(self) -> str | None:
        """The slug of the article's outlet."""
        return self.node.outlet.slug if self.node.outlet else None

    @property
    def text(self) -> str:
        """The document's text, in which all spans count."""
        return self.reading.document.text if self.reading.document else ""

    @property
    def body(self) -> str:
        """The article's own text."""
        return self.reading.article.text if self.reading.article else ""


def facts_of(
    reading: Reading, outlet: Outlet | None, now: datetime, links: StateLinks = no_links, *, key: str | None = None
) -> Facts:
    """The facts of a held article; `outlet` is its registry entry, `now` the moment after which no date is believed."""
    node = article_node(reading, links, held=True)
    node = replace(node, key=key) if key else node
    article, names = reading.article, _names(node, outlet)
    dates = article.dates if article else ()
    return Facts(
        node=node,
        reading=reading,
        maker=Maker.of(node, reading, links),
        sources=sources(reading.credits, "in"),
        own=bool(reading.origin and reading.origin.kind == "original" and reading.origin.basis == "stated"),
        agency=outlet is not None and outlet.kind == "agency",
        names=names,
        asides=_asides(reading, names),
        published=_believed(node.published, now),
        seen=next((i for d in dates if d.kind == "observed" and (i := _believed(d, now))), None),
    )


def _believed(claim: DateClaim | None, now: datetime) -> Interval | None:
    return interval_of(claim) if claim is not None and is_credible(claim, now) else None


def _names(node: Node, outlet: Outlet | None) -> re.Pattern[str] | None:
    """The outlet's names as they stand in running text; a single word not where a sentence may begin."""
    listed = [n.name for n in outlet.names if n.kind in ("official", "alias")] if outlet else []
    full = [name.strip() for name in (node.outlet.name if node.outlet else "", *listed)]
    spelled = {*full, *(name[4:] for name in full if name.casefold().startswith("the ") and " " in name[4:])}
    found = [_spelled(name) for name in sorted(spelled, key=lambda n: (-len(n), n)) if 2 <= len(name) <= 80]
    return re.compile("|".join(found)) if found else None


def _spelled(name: str) -> str:
    words = r"\s+".join(map(re.escape, name.split()))
    inside = r"(?<=[\w,;:(] )" if len(name.split()) == 1 else ""
    return rf"{inside}(?<!\w){words}(?!\w)"


def names_itself(text: str, spans: Sequence[tuple[int, int]], facts: Facts) -> tuple[int, int] | None:
    """The first place in the spans of a text at which the outlet of `facts` is named, with some words before it, or None."""
    if facts.names is None:
        return None
    for start, end in spans:
        if found := facts.names.search(text, start, end):
            line = max(start, text.rfind("\n", start, found.start()) + 1, found.start() - LEADING)
            cut = text.find(" ", line, found.start()) + 1 if line == found.start() - LEADING else 0
            return (cut or line), found.end()
    return None


def named_beside(facts: Facts, common: Sequence[tuple[int, int]], other: Facts) -> tuple[int, int] | None:
    """An aside of the article that names the other's outlet outside the common words, or None."""
    if other.names is None or facts.outlet == other.outlet:
        return None
    for start, end in facts.asides:
        named = [m.span() for m in other.names.finditer(facts.text, start, end)]
        if any(not any(a < e and s < b for s, e in common) for a, b in named):
            return start, end
    return None


def _asides(reading: Reading, names: re.Pattern[str] | None) -> tuple[tuple[int, int], ...]:
    text = reading.document.text if reading.document else ""
    spans = reading.article.spans if reading.article else ()
    lines = [m.span() for m in re.finditer(r"\S[^\n]*", text)] if spans else []
    inside = [n for n, (start, end) in enumerate(lines) if start < spans[-1][1] and end > spans[0][0]]
    if not inside:
        return ()
    near = lines[max(0, inside[0] - BESIDE) : inside[-1] + 1 + BESIDE]
    short = [line for line in near if count_words(text[slice(*line)]) <= SHORT]
    # Its own name counts at the head of a line too, where any word is written large.
    return tuple(line for line in short if names is None or not names.search(f"x {text[slice(*line)]}"))

"""Whose the passages of a blame view are: the articles that had them first, and how much each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from provenance.records.lineage import Node, Trace
from provenance.report.inert import clipped
from provenance.report.words import dated
from provenance.text import count_words


@dataclass(frozen=True, slots=True)
class Holder:
    """One article with the words of the traced one that it had first; `place` counts from 0, -1 is the article itself."""

    node: Node
    place: int
    words: int
    share: float

    @property
    def name(self) -> str:
        """Its outlet's name."""
        return clipped(self.node.name, 80)

    @property
    def date(self) -> str:
        """Its date as stated, without the time of day."""
        return dated(self.node)[:10] if self.node.published else dated(self.node)


def holders(trace: Trace) -> Mapping[str, Holder]:
    """Who had passages first, by key, in the order in which they come in the text."""
    text = trace.reading.document.text if trace.reading.document else ""
    words: Counter[str] = Counter()
    for passage in trace.blame:
        words[passage.earliest] += count_words(text[passage.start : passage.end])
    nodes = {n.key: n for n in (*trace.others, *trace.nodes)}
    every = max(1, words.total())
    found: dict[str, Holder] = {}
    for key in dict.fromkeys(p.earliest for p in trace.blame):
        place = -1 if key == trace.article.key else sum(1 for h in found.values() if h.place >= 0)
        found[key] = Holder(nodes[key], place, words[key], words[key] / every)
    return found


def summary(holder: Holder, trace: Trace) -> str:
    """`RT · 2015-11-04: 412 words, 92 % of the text`."""
    if holder.place < 0:
        who = f"{holder.name}, this article"
    else:
        who = f"{holder.name} · {dated(holder.node)}{'' if holder.node.held else ' · known only from a credit'}"
    return f"{who}: {holder.words:,} words, {holder.share:.0%} of the text"

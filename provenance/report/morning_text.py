"""The morning in lines: who republished whom, pair by pair, each with the words it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from provenance.records.evidence import Evidence
from provenance.records.lineage import Edge, Match
from provenance.records.morning import Republished
from provenance.report.inert import clipped
from provenance.report.lines import MOST
from provenance.report.words import CREDITED, FROM, joined, why_first

_QUOTE = 100


def morning_lines(found: Sequence[Republished]) -> Iterator[str]:
    """One line a pair of outlets, those with most articles first, and one for the evidence of its first article."""
    if not found:
        yield "who republished whom: of what came in, no source is stated or found"
        return
    pairs = by_pair(found)
    articles = len({one.copy.key for one in found})
    yield f"who republished whom: {articles} articles of what came in, {len(pairs)} pairs of outlets"
    for (copy, source), some in pairs[:MOST]:
        yield f"  {clipped(copy, 60)} <- {clipped(source, 60)} ({len(some)}): {counted(some)}"
        yield f"      {evidence_line(some[0].edge)}"
    if len(pairs) > MOST:
        yield f"  … and {len(pairs) - MOST} more pairs; -o json, -o html or --page FILE.html has all"


def by_pair(found: Sequence[Republished]) -> list[tuple[tuple[str, str], list[Republished]]]:
    """The edges by (who republished, whom), the pairs with most edges first."""

    def pair(one: Republished) -> tuple[str, str]:
        return one.copy.name, one.source.name

    groups = [(key, list(some)) for key, some in groupby(sorted(found, key=pair), pair)]
    return sorted(groups, key=lambda g: (-len(g[1]), g[0]))


def counted(some: Sequence[Republished]) -> str:
    """`wire text of; 3 credited by name, 1 not credited`, as one reads it."""
    relations = Counter(FROM.get(one.edge.relation, one.edge.relation) for one in some)
    credits = Counter(CREDITED.get(one.edge.credit, one.edge.credit) for one in some)
    shown = joined([f"{name} ({count})" if len(relations) > 1 else name for name, count in relations.most_common()])
    if len(credits) == 1:
        return f"{shown}; {next(iter(credits))}"
    return f"{shown}; {', '.join(f'{count} {name}' for name, count in credits.most_common())}"


def evidence_line(edge: Edge) -> str:
    """The first words an edge rests on, else the text it rests on and why the other is held for the source."""
    quoted = next((e for e in edge.evidence if isinstance(e, Evidence)), None)
    if quoted is not None:
        return f"“{clipped(quoted.quote, _QUOTE)}”"
    match = next((e for e in edge.evidence if isinstance(e, Match)), None)
    shared = f"{match.words:,} words in common" if match else "known from a person" if edge.found_by == "person" else ""
    kept = f", {edge.kept:.0%} of the source kept" if edge.kept is not None else ""
    why = why_first(edge)
    return f"{shared}{kept}{f'; {why}' if why else ''}" or f"{edge.state}, {edge.confidence:.2f}"

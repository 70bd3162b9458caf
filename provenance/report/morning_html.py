"""The morning as one page that stands alone: what happened, what is not as it was, who republished whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from provenance.records.crawling import CrawlSummary
from provenance.records.lineage import Node
from provenance.records.morning import Republished
from provenance.report.inert import clipped
from provenance.report.morning_text import by_pair, counted, evidence_line
from provenance.report.pages.shell import rendered
from provenance.report.words import CREDITED, FROM, dated
from provenance.text import counted as many

MOST = 2000
"""Edges on a page; the JSON has all."""
Values = Mapping[str, Any]


def morning_html(summary: CrawlSummary) -> str:
    """The whole page, without scripts or anything to load; everything a page wrote is escaped."""
    sourced = len({r.copy.key for r in summary.republished})
    warnings = [
        {"title": title, "url": one.url, "shown": clipped(one.url), "detail": clipped(one.detail or one.reason or "")}
        for title, some in (("NOT READ", summary.dead), ("LOOKS CHANGED", summary.changed), ("SILENT", summary.silent))
        for one in some
    ]
    pairs = [
        {
            "copy": clipped(copy),
            "source": clipped(source),
            "count": f"{len(some):,}",
            "how": clipped(counted(some), 300),
        }
        for (copy, source), some in by_pair(summary.republished)
    ]
    return rendered(
        "morning.html", title=f"{many(summary.new, 'new article')}, {sourced:,} with a source", kicker="This morning",
        when=f"{summary.started_at} to {summary.ended_at}", warnings=warnings, pairs=pairs, numbers=_numbers(summary),
        groups=_groups(summary.republished), more=max(0, len(summary.republished) - MOST),
    )  # fmt: skip


def _groups(found: Sequence[Republished]) -> list[Values]:
    groups: list[Values] = []
    left = MOST
    for (copy, source), some in by_pair(found):
        if left <= 0:
            break
        title = f"{clipped(copy)} ← {clipped(source)} ({len(some):,})"
        groups.append({"title": title, "rows": [_row(one) for one in some[:left]]})
        left -= len(some)
    return groups


def _row(one: Republished) -> Values:
    edge = one.edge
    how = f"{FROM.get(edge.relation, edge.relation)}: {edge.state}, {edge.confidence:.2f}; {CREDITED.get(edge.credit, edge.credit)}"
    later = f"; {edge.hours_later:.1f} h later" if edge.hours_later is not None else ""
    kept = f"; {edge.kept:.0%} of the source kept" if edge.kept is not None else ""
    quote = clipped(evidence_line(edge), 300)
    return {"nodes": [_node(one.copy), _node(one.source)], "how": how + kept + later, "quote": quote}


def _node(node: Node) -> Values:
    title = clipped(node.title or node.url or node.name, 140)
    held = "" if node.held else " · known only from a credit"
    return {"url": node.url or "", "title": title, "told": f"{dated(node)}{held}"}


def _numbers(s: CrawlSummary) -> list[tuple[str, str]]:
    reasons = ", ".join(f"{name} {count}" for name, count in s.reasons)
    return [
        ("new articles", f"{s.new:,}"), ("revised", f"{s.revised:,}"), ("known, seen again", f"{s.known:,}"), ("unchanged", f"{s.unchanged:,}"),
        ("failed", f"{s.failed:,}"), ("read in part", f"{s.partial:,}"), ("reasons", clipped(reasons or "none", 400)),
        ("robots.txt asks us to stay away", f"{s.forbidden:,}"), ("put off to the next run", f"{s.put_off:,}"),
        ("lists read", f"{s.lists:,}"), ("pages named, of them new", f"{s.listed:,}, {s.found:,}"), ("requests", f"{s.requests:,}"),
        ("bytes", f"{s.bytes:,}"),
    ]  # fmt: skip

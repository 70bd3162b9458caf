"""A trace as one page that stands alone: the picture, every quotation, the terms, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from provenance.records.evidence import Evidence
from provenance.records.lineage import Conflict, Edge, Match, Node, Term, Trace
from provenance.report.blame_html import blame_values
from provenance.report.inert import clipped
from provenance.report.judged import judged_sentence
from provenance.report.leads import HEADING, lead_title
from provenance.report.lines import MOST, place
from provenance.report.pages.shell import rendered
from provenance.report.said_lines import alone_sentence, dropped_pairs, shared_pairs
from provenance.report.trace_svg import trace_svg
from provenance.report.trace_text import sources_first
from provenance.report.unknown import unknowns
from provenance.report.words import (
    FROM,
    dated,
    holding,
    hop,
    listed,
    match_sentence,
    origin_sentence,
    own_claims,
    spread_sentence,
    term_title,
    why_first,
)

_EDGES = 400
Values = Mapping[str, Any]


def trace_html(trace: Trace, *, blame: bool = False) -> str:
    """The whole answer as one HTML page without scripts or anything to load; with `blame` the text passage by passage.

    Everything a page wrote is escaped; a content security policy forbids all but our own style.
    """
    me = trace.article
    told = tuple(dict.fromkeys(listed(n, link) for n in trace.nodes for link in n.state_links))
    title = f"“{clipped(me.title, 200)}”, " if me.title else ""
    return rendered(
        "trace.html", title=origin_sentence(trace), kicker="Where a text came from", article=f"{title}{clipped(me.name, 80)}, {dated(me)}",
        dateline=f"{clipped(me.url, 120)}" if me.url else "no address given", name=clipped(me.name, 80),
        picture=Markup(trace_svg(trace, caption=False)),  # noqa: S704 (drawn by us, all words in it escaped)
        **blame_values(trace, wanted=blame), articles=[_article(n, trace) for n in sources_first(trace)], listings=told,
        own=[_proof(e) for e in own_claims(trace)[:MOST]], edges=[_edge(e, trace) for e in trace.edges[:_EDGES]],
        said=shared_pairs(trace), alone=alone_sentence(trace), dropped=dropped_pairs(trace),
        spread=spread_sentence(trace, MOST), matches=[match_sentence(m, trace) for m in trace.matches[:MOST]],
        terms=[_term(t) for t in trace.terms[:MOST]], conflicts=[_conflict(c) for c in trace.conflicts[:MOST]],
        decided=[judged_sentence(one) for one in trace.judgements[:MOST]], leads_heading=HEADING,
        leads=[{"told": lead_title(lead), "links": [{"url": k.url, "name": clipped(k.name, 80)} for k in lead.links]} for lead in trace.leads],
        unknown=unknowns(trace), extractor=trace.reading.extractor,
    )  # fmt: skip


def _article(node: Node, trace: Trace) -> Values:
    title = clipped(node.title, 200) if node.title else ""
    shown = clipped(node.url, 120) if node.url else ""
    return {
        "name": clipped(node.name, 80),
        "date": dated(node),
        "held": holding(node, trace),
        "title": title,
        "url": node.url or "",
        "shown": shown,
    }


def _edge(edge: Edge, trace: Trace) -> Values:
    names = {n.key: clipped(n.name, 80) for n in trace.nodes}
    child, parent = (names.get(key, clipped(key)) for key in (edge.child, edge.parent))
    relation = FROM.get(edge.relation, edge.relation)
    return {
        "child": child,
        "relation": relation,
        "parent": parent,
        "hop": hop(edge),
        "proofs": _proofs(edge.evidence[:MOST]),
        "why": why_first(edge),
    }


def _proofs(items: Iterable[Evidence | Match]) -> list[tuple[str, str]]:
    return [_proof(item) for item in items]


def _proof(item: Evidence | Match) -> tuple[str, str]:
    """What is quoted, and where it stands."""
    if isinstance(item, Evidence):
        return f"“{clipped(item.quote)}”", place(item)
    return f"{item.words:,} words in common, {item.cover_a:.0%} of the one, {item.cover_b:.0%} of the other", ""


def _term(term: Term) -> Values:
    conditions = ", ".join(clipped(c.replace("_", " "), 80) for c in term.conditions)
    clashes = clipped(term.clashes, 400) if term.clashes else ""
    return {
        "title": term_title(term),
        "proofs": _proofs(term.evidence[:1]),
        "conditions": conditions,
        "clashes": clashes,
    }


def _conflict(conflict: Conflict) -> Values:
    return {"detail": clipped(conflict.detail, 400), "proofs": _proofs(conflict.evidence)}

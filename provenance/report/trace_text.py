"""A trace as plain text: the chain drawn, why we say so, on which terms, and what is not known."""

from __future__ import annotations

from itertools import pairwise

from provenance.lineage.graph import copies_first
from provenance.records.evidence import Evidence
from provenance.records.lineage import Edge, Match, Node, Trace
from provenance.report.followed import followed_line
from provenance.report.inert import clipped
from provenance.report.judged import judged_sentence
from provenance.report.leads import leads_lines
from provenance.report.lines import MOST, Sheet
from provenance.report.said_lines import said_lines
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


def trace_text(trace: Trace, *, width: int = 80, color: bool = False) -> str:
    """The trace as lines of at most `width` columns; escape codes only where `color` is asked for.

    The chain stands first, the source above the copy, then every quotation it rests on.
    """
    sheet = Sheet(width, color=color)
    sheet.strong(origin_sentence(trace))
    sheet.blank()
    ordered = sources_first(trace)
    if is_line(ordered, trace.edges):
        _draw_line(sheet, trace, ordered)
    else:
        _draw_list(sheet, trace, ordered)
    _state_links(sheet, ordered)
    _why(sheet, trace)
    _matches(sheet, trace)
    said_lines(sheet, trace)
    _terms(sheet, trace)
    _conflicts(sheet, trace)
    _judgements(sheet, trace)
    _followed(sheet, trace)
    leads_lines(sheet, trace)
    sheet.heading("Not known")
    for sentence in unknowns(trace):
        sheet.para(sentence, "  • ")
    return str(sheet)


def sources_first(trace: Trace) -> list[Node]:
    """The nodes, every source before its copies as far as there is such an order."""
    keys, _ = copies_first(e for e in trace.edges if e.state != "rejected")
    nodes = {n.key: n for n in trace.nodes}
    ordered = [nodes[key] for key in reversed(keys) if key in nodes]
    return ordered + [n for n in trace.nodes if n.key not in set(keys)]


def is_line(ordered: list[Node], edges: tuple[Edge, ...]) -> bool:
    """Whether each node comes from the one before it and from no other."""
    steps = {(e.child, e.parent) for e in edges if e.state != "rejected"}
    return steps == {(b.key, a.key) for a, b in pairwise(ordered)}


def _node_lines(sheet: Sheet, node: Node, trace: Trace, first: str, rest: str) -> None:
    sheet.strong(f"{clipped(node.name, 80)} · {dated(node)} · {holding(node, trace)}", first)
    if node.title:
        sheet.para(f"“{clipped(node.title, 120)}”", rest)
    if node.url:
        sheet.para(clipped(node.url, 200), rest)


def _draw_line(sheet: Sheet, trace: Trace, ordered: list[Node]) -> None:
    edges = {(e.child, e.parent): e for e in trace.edges}
    for index, node in enumerate(ordered):
        _node_lines(sheet, node, trace, "  ", "  ")
        if index + 1 < len(ordered):
            edge = edges[ordered[index + 1].key, node.key]
            sheet.para("│", "    ")
            sheet.para(f"{_relation(edge)} · {hop(edge)}{_later(edge)}", "    │  ", "    │  ")
            sheet.para("▼", "    ")


def _draw_list(sheet: Sheet, trace: Trace, ordered: list[Node]) -> None:
    number = {node.key: f"[{n}]" for n, node in enumerate(ordered, 1)}
    names = {node.key: clipped(node.name, 80) for node in ordered}
    pad = " " * (len(number) // 10 + 6)
    for node in ordered:
        _node_lines(sheet, node, trace, f"  {number[node.key]} ".ljust(len(pad)), pad)
        for edge in trace.edges:
            if edge.child == node.key and edge.parent in number:
                source = f"{number[edge.parent]} {names[edge.parent]}"
                sheet.para(f"{_relation(edge)} {source} · {hop(edge)}{_later(edge)}", f"{pad}◄─ ")


def _relation(edge: Edge) -> str:
    return FROM.get(edge.relation, edge.relation)


def _later(edge: Edge) -> str:
    if edge.hours_later is None:
        return ""
    word = "later" if edge.hours_later >= 0 else "earlier"
    hours = abs(edge.hours_later)
    return f"; {hours:g} {'hour' if hours == 1 else 'hours'} {word}"


def _state_links(sheet: Sheet, nodes: list[Node]) -> None:
    told = [listed(node, link) for node in nodes for link in node.state_links]
    if told:
        sheet.blank()
    for line in dict.fromkeys(told):
        sheet.para(line, "  ")


def _why(sheet: Sheet, trace: Trace) -> None:
    names = {n.key: clipped(n.name, 80) for n in trace.nodes}
    own = own_claims(trace)
    if trace.edges or own:
        sheet.heading("Why we say so")
    if own:
        sheet.para(f"{clipped(trace.article.name, 80)}: its own text", "  ")
    for evidence in own[:MOST]:
        sheet.quote(evidence, "    ")
    for edge in trace.edges:
        sides = f"{names.get(edge.child, edge.child)}: {_relation(edge)} {names.get(edge.parent, edge.parent)}"
        sheet.para(f"{sides} ({hop(edge)})", "  ")
        for item in edge.evidence[:MOST]:
            _proof(sheet, item)
        if why := why_first(edge):
            sheet.para(why, "    • ")
        sheet.more(edge.evidence, "    ")


def _proof(sheet: Sheet, item: Evidence | Match) -> None:
    if isinstance(item, Evidence):
        sheet.quote(item, "    ")
    else:
        cover = f"{item.cover_a:.0%} of the one, {item.cover_b:.0%} of the other"
        sheet.para(f"{item.words} words in common ({cover}; longest run {item.longest_run})", "    • ")


def _matches(sheet: Sheet, trace: Trace) -> None:
    if trace.matches:
        sheet.heading("Shares text, without a source being known between the two")
        if said := spread_sentence(trace, MOST):
            sheet.para(said, "  ")
    for match in trace.matches[:MOST]:
        sheet.para(match_sentence(match, trace), "  • ")
    sheet.more(trace.matches)


def _terms(sheet: Sheet, trace: Trace) -> None:
    if trace.terms:
        sheet.heading("Stated terms")
    for term in trace.terms[:MOST]:
        sheet.para(term_title(term), "  ")
        if term.evidence:
            sheet.quote(term.evidence[0], "    ")
        if term.conditions:
            sheet.para(f"conditions: {', '.join(clipped(c.replace('_', ' '), 80) for c in term.conditions)}", "      ")
        if term.clashes:
            sheet.para(f"Does not fit together: {clipped(term.clashes, 400)}", "    ! ")
    sheet.more(trace.terms)


def _judgements(sheet: Sheet, trace: Trace) -> None:
    if trace.judgements:
        sheet.heading("What people decided")
    for one in trace.judgements[:MOST]:
        sheet.para(judged_sentence(one), "  • ")
    sheet.more(trace.judgements)


def _followed(sheet: Sheet, trace: Trace) -> None:
    if trace.followed:
        sheet.heading("Pages followed")
    for one in trace.followed:
        sheet.para(followed_line(one), "  • ")


def _conflicts(sheet: Sheet, trace: Trace) -> None:
    if trace.conflicts:
        sheet.heading("What does not fit")
    for conflict in trace.conflicts[:MOST]:
        sheet.para(clipped(conflict.detail, 400), "  ! ")
        for evidence in conflict.evidence[:MOST]:
            sheet.quote(evidence, "    ")
    sheet.more(trace.conflicts)

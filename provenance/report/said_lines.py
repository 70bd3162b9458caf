"""What is said in a traced article, as lines of its trace."""

from __future__ import annotations

from provenance.records.carried import Carried
from provenance.records.lineage import Trace
from provenance.report.inert import clipped
from provenance.report.lines import MOST, Sheet


def said_lines(sheet: Sheet, trace: Trace) -> None:
    """The statements that others carry too, or how many there are; then the attributions that were left out."""
    names = {n.key: clipped(n.name, 80) for n in (*trace.nodes, *trace.others)}
    if trace.statements:
        sheet.heading("Who said what")
    shared = [c for c in trace.statements if c.carriers > 1]
    for one in shared[:MOST]:
        sheet.para(f"“{clipped(one.text)}”", "  • ")
        first = "this article" if one.first == trace.article.key else names.get(one.first, one.first)
        sheet.para(f"{_who(one)}; in {one.carriers} articles, earliest known: {first} ({one.first_by})", "    ")
    sheet.more(shared)
    alone = len(trace.statements) - len(shared)
    if alone:
        sheet.para(
            f"{alone} statement{'' if alone == 1 else 's'} found in no other article; `provenance statements` lists all",
            "  ",
        )
    if trace.dropped:
        sheet.heading("Words whose speaker was left out")
    for dropped in trace.dropped[:MOST]:
        who = f"{clipped(dropped.speaker, 80)}{f', {clipped(dropped.role, 80)}' if dropped.role else ''}"
        sheet.para(f"“{clipped(dropped.text)}”", "  ! ")
        sheet.para(
            f"{names.get(dropped.source, dropped.source)} names {who}; characters {dropped.start} to {dropped.end}",
            "    ",
        )
    sheet.more(trace.dropped)


def _who(one: Carried) -> str:
    if one.speaker is None:
        return "nobody identified"
    return clipped(one.speaker, 80) + ("" if one.named_here else ", not identified here")

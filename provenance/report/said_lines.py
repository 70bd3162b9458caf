"""What is said in a traced article, as lines of its trace."""

from __future__ import annotations

from provenance.records.carried import Carried
from provenance.records.lineage import Trace
from provenance.report.inert import clipped
from provenance.report.lines import MOST, Sheet
from provenance.report.words import bare
from provenance.text import counted


def said_lines(sheet: Sheet, trace: Trace) -> None:
    """The statements that others carry too, or how many there are; then the attributions that were left out."""
    if trace.statements:
        sheet.heading("Who said what")
    for words, told in shared_pairs(trace):
        sheet.para(words, "  • ")
        sheet.para(told, "    ")
    sheet.more([c for c in trace.statements if c.carriers > 1])
    if alone := alone_sentence(trace):
        sheet.para(alone, "  ")
    if trace.dropped:
        sheet.heading("Words whose speaker was left out")
    for words, told in dropped_pairs(trace):
        sheet.para(words, "  ! ")
        sheet.para(told, "    ")
    sheet.more(trace.dropped)


def shared_pairs(trace: Trace) -> list[tuple[str, str]]:
    """The statements that others carry too, quoted, each with who said it and who carried it first."""
    names = _names(trace)
    made = []
    for one in [c for c in trace.statements if c.carriers > 1][:MOST]:
        first = "this article" if one.first == trace.article.key else names.get(one.first, one.first)
        told = f"{_who(one)}; in {one.carriers} articles, earliest known: {first} ({one.first_by})"
        made.append((f"“{bare(one.text)}”", told))
    return made


def alone_sentence(trace: Trace) -> str:
    """How many statements nobody else carries; empty where there are none."""
    alone = sum(c.carriers <= 1 for c in trace.statements)
    return (
        f"{counted(alone, 'statement')} found in no other article; `provenance statements` lists all" if alone else ""
    )


def dropped_pairs(trace: Trace) -> list[tuple[str, str]]:
    """The words, quoted, that another article names a speaker for and this one does not, each with whom it names."""
    names = _names(trace)
    made = []
    for one in trace.dropped[:MOST]:
        who = f"{clipped(one.speaker, 80)}{f', {clipped(one.role, 80)}' if one.role else ''}"
        told = f"{names.get(one.source, one.source)} names {who}; characters {one.start} to {one.end}"
        made.append((f"“{bare(one.text)}”", told))
    return made


def _names(trace: Trace) -> dict[str, str]:
    return {n.key: clipped(n.name, 80) for n in (*trace.nodes, *trace.others)}


def _who(one: Carried) -> str:
    if one.speaker is None:
        return "nobody identified"
    return clipped(one.speaker, 80) + ("" if one.named_here else ", not identified here")

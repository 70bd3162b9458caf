"""The blame view on a page: the article's text, and beside every passage who had it first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from provenance.records.blame import Passage
from provenance.records.lineage import Trace
from provenance.report.blame_text import MOST_TEXT
from provenance.report.holders import Holder, holders, summary

COLOURS = 6
"""How many holders are told apart by a colour of the style sheet; then it begins anew."""


def blame_values(trace: Trace, *, wanted: bool = True) -> Mapping[str, Any]:
    """For the template: who had the passages first, and the text as rows of two columns; empty where it is not wanted or known."""
    if not wanted or not trace.blame or trace.reading.document is None:
        return {"holders": [], "passages": [], "more_passages": 0}
    found, rows, printed = holders(trace), [], 0
    for passage in trace.blame:
        if printed > MOST_TEXT:
            break
        printed += passage.end - passage.start
        text = trace.reading.document.text[passage.start : passage.end]
        rows.append(_row(passage, found[passage.earliest], text))
    listed = [{"mark": _mark(h), "told": summary(h, trace)} for h in found.values()]
    return {"holders": listed, "passages": rows, "more_passages": len(trace.blame) - len(rows)}


def _mark(holder: Holder) -> str:
    return f"h{holder.place % COLOURS}" if holder.place >= 0 else ""


def _row(passage: Passage, holder: Holder, text: str) -> Mapping[str, Any]:
    mine = holder.place < 0
    return {
        "mark": _mark(holder), "who": "this article" if mine else holder.name, "date": "" if mine else holder.date,
        "basis": passage.basis, "lines": [line for line in text.split("\n") if line.strip()],
    }  # fmt: skip

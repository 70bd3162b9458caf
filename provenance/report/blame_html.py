"""The blame view on a page: the article's text, and beside every passage who had it first."""

from __future__ import annotations

from html import escape

from provenance.records.blame import Passage
from provenance.records.lineage import Trace
from provenance.report.blame_text import MOST_TEXT
from provenance.report.holders import Holder, holders, summary
from provenance.report.inert import inert

COLOURS = ("#2b6cb0", "#b7791f", "#805ad5", "#2f855a", "#c05621", "#b83280")
BLAME_STYLE = (
    """
.blame { border-collapse: separate; border-spacing: 0 .4rem; } .blame td { white-space: normal; padding: .1rem .8rem; } .blame td:first-child { width: 11rem; }
.blame td + td { border-left: 4px solid #e3e8ec; } .blame p { margin: 0 0 .5rem; } .blame .small { overflow-wrap: normal; } ul.blame { padding-left: 1.2rem; }
"""
    + "\n".join(
        f".blame tr.h{n} td + td {{ border-color: {c}; }} .blame .h{n} strong {{ color: {c}; }}"
        for n, c in enumerate(COLOURS)
    )
    + "\n"
)


def blame_html(trace: Trace) -> str:
    """A list of who had the passages first, and the text as a table of two columns; nothing in it is a page's own HTML."""
    if not trace.blame or trace.reading.document is None:
        return ""
    found, rows, printed = holders(trace), [], 0
    for number, passage in enumerate(trace.blame):
        if printed > MOST_TEXT:
            rows.append(f'<tr><td></td><td class="small">… and {len(trace.blame) - number:,} more passages</td></tr>\n')
            break
        printed += passage.end - passage.start
        text = trace.reading.document.text[passage.start : passage.end]
        rows.append(_row(passage, found[passage.earliest], text))
    listed = "".join(f"<li{_class(h)}><strong>{escape(summary(h, trace))}</strong></li>\n" for h in found.values())
    return f'<ul class="blame">\n{listed}</ul>\n<table class="blame">\n{"".join(rows)}</table>\n'


def _class(holder: Holder) -> str:
    return f' class="h{holder.place % len(COLOURS)}"' if holder.place >= 0 else ""


def _row(passage: Passage, holder: Holder, text: str) -> str:
    who = "this article" if holder.place < 0 else f"{escape(holder.name)}<br>{escape(holder.date)}"
    lines = "".join(f"<p>{escape(inert(line))}</p>" for line in text.split("\n") if line.strip())
    why = f'<br><span class="small">{escape(inert(passage.basis))}</span>'
    return f"<tr{_class(holder)}><td><strong>{who}</strong>{why}</td><td>{lines}</td></tr>\n"

"""The blame view for a terminal: the article's text, and beside every passage who had it first."""

from __future__ import annotations

from itertools import zip_longest

from provenance.records.blame import Passage
from provenance.records.lineage import Trace
from provenance.report.holders import Holder, holders, summary
from provenance.report.inert import cells, clipped, inert
from provenance.report.leads import leads_lines
from provenance.report.lines import Sheet, wrapped
from provenance.report.unknown import unknowns
from provenance.report.words import origin_sentence

MOST_TEXT = 200_000
"""Characters of an article printed; the JSON tells of all."""
_MARGIN = (14, 26)
_COLOURS = ("36", "33", "35", "32", "34", "31")
_OFF = "\x1b[0m"


def blame_text(trace: Trace, *, width: int = 80, color: bool = False) -> str:
    """The article's text with a margin in which outlet, date and reason stand, in lines of at most `width` columns.

    Each holder has a colour of its own where `color` is asked for; what is the article's own has none.
    """
    sheet = Sheet(width, color=color)
    found = holders(trace)
    sheet.strong(origin_sentence(trace))
    text, printed = trace.reading.document.text if trace.reading.document else "", 0
    for number, passage in enumerate(trace.blame):
        if printed > MOST_TEXT:
            sheet.para(f"… and {len(trace.blame) - number:,} more passages")
            break
        printed += passage.end - passage.start
        _passage(sheet, passage, found[passage.earliest], text[passage.start : passage.end])
    if trace.blame:
        sheet.heading("Who had it first, as far as is known")
    for holder in found.values():
        sheet.para(summary(holder, trace), "  • ")
        if holder.place >= 0 and holder.node.url:
            sheet.para(clipped(holder.node.url, 200), "    ")
    leads_lines(sheet, trace)
    sheet.heading("Not known")
    for sentence in unknowns(trace):
        sheet.para(sentence, "  • ")
    return str(sheet)


def _passage(sheet: Sheet, passage: Passage, holder: Holder, text: str) -> None:
    room = max(_MARGIN[0], min(_MARGIN[1], sheet.width // 4))
    own = holder.place < 0
    said = (["this article"] if own else [holder.name, holder.date]) + [inert(passage.basis)]
    margin = [line for part in said for line in wrapped(part, room)]
    paragraphs = [wrapped(inert(line), sheet.width - room - 3) for line in text.split("\n") if line.strip()]
    lines = [line for n, some in enumerate(paragraphs) for line in (("", *some) if n else some)]
    begin = f"\x1b[{_COLOURS[holder.place % len(_COLOURS)]}m" if sheet.color and not own else ""
    bar = " " if own else "┃"
    sheet.blank()
    for left, right in zip_longest(margin, lines, fillvalue=""):
        side = f"{left}{' ' * (room - cells(left))} {bar}"
        sheet.lines.append((f"{begin}{side}{_OFF} {right}" if begin else f"{side} {right}").rstrip())

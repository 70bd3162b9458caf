"""How a report is cited: one line that says what was counted, by which version, and when."""

from __future__ import annotations

from provenance.records.report import Report
from provenance.report.inert import clipped
from provenance.text import counted


def citation(report: Report) -> str:
    """`“Title”, 28 articles of 16 outlets (collection “x”). provenance 0.1.0, extractor 3, 2026-01-01.`"""
    c, made = report.coverage, report.made
    title = clipped(report.title, 160).rstrip(".")
    where = f" (collection “{clipped(c.collection, 80)}”)" if c.collection else ""
    over = f"{counted(c.articles, 'article')} of {counted(c.outlets, 'outlet')}{where}"
    return f"“{title}”, {over}. provenance {made.version}, extractor {made.extractor}, {made.at[:10]}."

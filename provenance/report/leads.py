"""Leads as text and as HTML: what to look for elsewhere, and ready links."""

from __future__ import annotations

from html import escape

from provenance.records.lead import Lead
from provenance.records.lineage import Trace
from provenance.report.inert import clipped, inert
from provenance.report.lines import Sheet

HEADING = "Leads: where to look further; nobody was asked"


def leads_lines(sheet: Sheet, trace: Trace) -> None:
    """The leads on a sheet; an address is never cut, so that it can be opened."""
    if trace.leads:
        sheet.heading(HEADING)
    for lead in trace.leads:
        sheet.para(_what(lead), "  ")
        for link in lead.links:
            sheet.para(f"{clipped(link.name, 80)}:", "    • ")
            sheet.lines.append(f"      {inert(link.url)}")


def leads_html(trace: Trace) -> str:
    """The leads as a list of links."""
    return "".join(f"<p>{escape(_what(lead))}</p>\n<ul>{_links(lead)}</ul>\n" for lead in trace.leads)


def _links(lead: Lead) -> str:
    return "".join(
        f'<li><a href="{escape(inert(k.url))}" rel="noreferrer noopener nofollow">{escape(clipped(k.name, 80))}</a></li>\n'
        for k in lead.links
    )


def _what(lead: Lead) -> str:
    return f"“{clipped(lead.text, 200)}”" if lead.kind == "phrase" else clipped(lead.text, 200)

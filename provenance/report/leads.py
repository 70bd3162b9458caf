"""Leads: what to look for elsewhere, and ready links."""

from __future__ import annotations

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
        sheet.para(lead_title(lead), "  ")
        for link in lead.links:
            sheet.para(f"{clipped(link.name, 80)}:", "    • ")
            sheet.lines.append(f"      {inert(link.url)}")


def lead_title(lead: Lead) -> str:
    """What to look for."""
    return f"“{clipped(lead.text, 200)}”" if lead.kind == "phrase" else clipped(lead.text, 200)

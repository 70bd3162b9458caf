"""The statements of one reading, as `provenance read` prints them."""

from __future__ import annotations

from provenance.records.article import Reading
from provenance.records.statement import Speaker, Statement, plugin_of
from provenance.report.inert import clipped
from provenance.report.lines import MOST, Sheet
from provenance.report.words import bare


def said_lines(sheet: Sheet, reading: Reading) -> None:
    """Who said what, in reading order; then the figures nobody is named for."""
    if reading.statements:
        sheet.heading("Said by")
        for statement in reading.statements[:MOST]:
            sheet.para(f"{_who(statement.speaker)}{_how(statement)}", "  ")
            sheet.para(f"“{bare(statement.text, 300)}”", "    ")
        sheet.more(reading.statements, "  ")
    elif reading.statements is not None:
        sheet.blank()
        sheet.para("statements: none found")
    if reading.own_voice:
        sheet.heading("Figures and accusations with nobody named for them")
        for part in reading.own_voice[:MOST]:
            sheet.para(f"“{clipped(part.text, 300)}”", "  ")
        sheet.more(reading.own_voice, "  ")


def _who(speaker: Speaker | None) -> str:
    if speaker is None or (speaker.name is None and speaker.mention is None):
        return "nobody who is named"
    mention = clipped(speaker.mention or "", 120)
    if speaker.name is None:
        return f"“{mention}”, not identified"
    name = clipped(speaker.name, 120)
    role = f", {clipped(speaker.role, 120)}" if speaker.role else ""
    return f"{name}{role}" + ("" if speaker.name in mention else f" (“{mention}”)")


def _how(statement: Statement) -> str:
    found_by = plugin_of(statement.speaker)
    cue = f"“{clipped(statement.cue.text, 60)}”" if statement.cue else None
    parts = [statement.type.replace("_", " "), cue or (f"found by {clipped(found_by)}" if found_by else "no verb")]
    if statement.zone != "body":
        parts.append(f"in the {statement.zone}")
    if statement.venue:
        parts.append(f"to “{clipped(statement.venue.text, 120)}”")
    return f" · {', '.join(parts)}"

"""Judgements in words: who decided what, when and why."""

from __future__ import annotations

from provenance.records.judgement import Judgement
from provenance.report.inert import clipped

_PAST = {"confirm": "confirmed", "reject": "rejected", "assert": "asserted"}


def judged_sentence(one: Judgement) -> str:
    """`Ann Moor, 2026-01-01, rejected: Global Research from RT. "a caption"`, and whether it was withdrawn."""
    who = clipped(one.by, 80) if one.by else "somebody"
    source = f" ({clipped(one.source, 200)})" if one.source else ""
    gone = ""
    if one.withdrawn_at is not None:
        gone = f" Withdrawn {one.withdrawn_at[:10]} by {clipped(one.withdrawn_by or 'somebody', 80)}: “{clipped(one.withdrawn_note or '')}”"
    return f"{who}, {one.at[:10]}, {_PAST[one.decision]}: {subject_of(one)}. “{clipped(one.note)}”{source}{gone}"


def subject_of(one: Judgement) -> str:
    """What is judged, as a person would call it."""
    value = clipped(one.value, 80) if one.value else None
    if one.kind == "edge" and one.child and one.parent:
        return f"{clipped(one.child.name, 80)} from {clipped(one.parent.name, 80)}"
    if one.kind == "credit":
        return f"the credit “{clipped(one.quote, 80)}”" if one.quote else f"the credit {one.subject}"
    if one.kind == "date":
        return f"{value} as the day of publication of {one.subject}" if value else f"the date of {one.subject}"
    if one.kind == "outlet" and one.child:
        same = f" is {clipped(one.parent.name, 80)}" if one.parent else ""
        return f"the outlet {clipped(one.child.name, 80)}{same}"
    return f"{value or 'the speaker'} as the speaker of {one.subject}"

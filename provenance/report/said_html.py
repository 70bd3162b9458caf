"""Who said it, as one page that stands alone: the words, the speaker, and every carrier, the earliest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from provenance.records.quotation import Carrier, Quotation
from provenance.report import said_text as told
from provenance.report.inert import clipped
from provenance.report.pages.shell import rendered
from provenance.report.words import bare
from provenance.text import counted

MOST = 200
"""Carriers of one quotation on a page; the JSON has all."""


def who_said_html(found: Sequence[Quotation], asked: str) -> str:
    """The answers to one question as a page without scripts or anything to load; everything a page wrote is escaped."""
    title = f"Who said “{clipped(asked, 200)}”"
    searched = ""
    if found:
        s = found[0].searched
        searched = (
            f"Compared with the statements of {counted(s.articles, 'article')} of {counted(s.outlets, 'outlet')}."
        )
    if not found:
        title = f"Nobody is found here to have said “{clipped(asked, 200)}”"
    return rendered(
        "said.html", title=title, kicker="Who said it", searched=searched, dateline=f"{counted(len(found), 'answer')}",
        found=[_quotation(one) for one in found],
    )  # fmt: skip


def _quotation(one: Quotation) -> Mapping[str, Any]:
    carriers = [one.first, *one.carriers, *one.unattributed]
    occasion = f"Occasion: “{clipped(one.occasion, 300)}”" if one.occasion else "Occasion: none stated."
    return {
        "text": bare(one.text, 600), "speaker": told.speaker_sentence(one), "disagreement": told.disagreement(one),
        "occasion": occasion, "basis": f"{one.first_basis[0].upper()}{one.first_basis[1:]}.",
        "carriers": [_carrier(c, first=c is one.first) for c in carriers[:MOST]], "more": max(0, len(carriers) - MOST),
    }  # fmt: skip


def _carrier(carrier: Carrier, *, first: bool) -> Mapping[str, Any]:
    how = "earliest known" if first else "; ".join(filter(None, (told.RELATIONS[carrier.relation], told.ATTRIBUTIONS[carrier.attribution])))  # fmt: skip
    names = [clipped(c.name, 80) for c in carrier.credited]
    return {
        "who": told.who(carrier), "day": told.day(carrier), "how": how, "changes": [told.change(c) for c in carrier.diff[: told.CHANGES]],
        "credits": ", ".join(names) or "nobody", "url": carrier.url or "", "shown": clipped(carrier.url or carrier.article, 120),
    }  # fmt: skip

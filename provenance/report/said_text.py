"""Who said it, as text: the words, the speaker, the earliest known carrier, and every later one."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.records.keys import is_key
from provenance.records.lineage import Searched
from provenance.records.quotation import Carrier, Change, Quotation
from provenance.records.statement import Speaker, Statement, plugin_of
from provenance.report.inert import clipped
from provenance.report.lines import MOST, Sheet
from provenance.report.words import bare, joined
from provenance.text import counted
from provenance.wording import search_words

RELATIONS = {
    "verbatim": "the same words",
    "truncated": "shortened",
    "extended": "with more words",
    "altered": "words changed",
    "paraphrase": "in other words",
    "translated": "translated",
}
ATTRIBUTIONS = {
    "dropped": "names nobody for it",
    "changed": "names somebody else",
    "unclear": "",
    "kept": "",
    "first": "",
}
NO_PROOF = (
    "Words are looked for, in the language they were said in, not names of speakers; that none are found is no proof "
    "that nobody said them."
)
CHANGES = 4
"""Changes of a carrier's words that are told."""


def who_said_text(
    found: Sequence[Quotation], asked: str, searched: Searched | None = None, *, width: int = 80, color: bool = False
) -> str:
    """The answers to one question, the one in most articles first, as lines of at most `width` columns.

    `searched` is what was looked through, for an answer that holds nothing.
    """
    sheet = Sheet(width, color=color)
    if not found:
        sheet.para(f"Nobody is found here to have said “{clipped(asked)}”.")
        sheet.para(NO_PROOF)
    for one in found:
        _quotation(sheet, one, as_asked(one, asked))
        sheet.blank()
    s = found[0].searched if found else searched
    if s is not None:
        sheet.para(
            f"Compared with the statements of {counted(s.articles, 'article')} of {counted(s.outlets, 'outlet')}."
        )
    return str(sheet)


def statements_text(
    found: Sequence[tuple[Statement, Quotation | None]], title: str, *, width: int = 80, color: bool = False
) -> str:
    """The statements of one article in reading order, each with who said it and who else carries it."""
    sheet = Sheet(width, color=color)
    sheet.strong(f"{clipped(title, 120)}: {counted(len(found), 'statement')}")
    for number, (statement, one) in enumerate(found, 1):
        sheet.blank()
        pad = " " * (len(str(number)) + 2)
        sheet.para(f"“{bare(statement.text, 400)}”", f"{number}. ", pad)
        sheet.para(f"{_kind(statement)}, {_named(statement.speaker)}{_elsewhere(statement, one)}", pad)
        if statement.venue:
            sheet.para(f"where: “{clipped(statement.venue.text)}”", pad)
        if one is not None and one.carriers:
            sheet.para(f"in {counted(len(one.carriers) + 1, 'article')}; {_earliest(one)}", pad)
        sheet.para(statement.key, pad)
    return str(sheet)


def _elsewhere(statement: Statement, one: Quotation | None) -> str:
    """Who it was, by another carrier, where this article does not tell."""
    here = statement.speaker.name if statement.speaker else None
    if here or one is None or one.speaker is None or not one.speaker.name:
        return ""
    return f" here; another carrier names {clipped(one.speaker.name, 120)}"


def _earliest(one: Quotation) -> str:
    return f"earliest known: {who(one.first)}, {day(one.first)} ({one.first_by})"


def _kind(statement: Statement) -> str:
    zone = "" if statement.zone == "body" else f" in the {statement.zone}"
    found_by = plugin_of(statement.speaker)
    return f"{statement.type.replace('_', ' ')}{zone}{f', found by {clipped(found_by)}' if found_by else ''}"


def _needle(text: str) -> str:
    """The words between single spaces, so that words are found and not parts of them."""
    return f" {' '.join(search_words(text))} "


def as_asked(one: Quotation, asked: str) -> str | None:
    """Where the words stand as they were asked for, if not in the earliest known carrier; None where they do or a key was given."""
    needle = _needle(asked)
    if is_key(asked.strip()) or needle in _needle(one.text):
        return None
    there = next((c for c in one.carriers if needle in _needle(c.text)), None)
    if there is None:
        return "Not word for word as asked for: nobody here has it just so."
    return f"As asked for, word for word, it stands in {who(there)}, {day(there)}; the earliest known carrier has other words."


def _quotation(sheet: Sheet, one: Quotation, otherwise: str | None) -> None:
    sheet.strong(f"“{bare(one.text, 600)}”")
    if otherwise:
        sheet.para(otherwise, "  ! ")
    sheet.para(speaker_sentence(one), "  ")
    for line in disagreement(one):
        sheet.para(line, "  ! ")
    sheet.para(f"occasion: “{clipped(one.occasion, 300)}”" if one.occasion else "occasion: none stated", "  ")
    sheet.blank()
    if len(one.carriers) > MOST:
        sheet.para(_everywhere(one), "  ")
    sheet.para(f"{one.first_basis[0].upper()}{one.first_basis[1:]}.", "  ")
    sheet.strong(f"{who(one.first)} · {day(one.first)}{_credits(one.first)}", "  ")
    _where(sheet, one.first, "  │ " if one.carriers else "    ")
    shown = one.carriers[:MOST]
    for number, carrier in enumerate(shown, 1):
        last = number == len(shown)
        _carrier(sheet, carrier, "  └─ " if last else "  ├─ ", "     " if last else "  │  ")
    sheet.more(one.carriers, "  ")
    if one.unattributed:
        sheet.heading("The same words, with nobody named for them")
    for carrier in one.unattributed[:MOST]:
        sheet.para(f"{who(carrier)} · {day(carrier)}{_credits(carrier)}", "  • ")
        _where(sheet, carrier, "    ")
    sheet.more(one.unattributed)


def _everywhere(one: Quotation) -> str:
    """How many carry what is too much to list."""
    every = (one.first, *one.carriers)
    outlets = len({c.outlet.slug if c.outlet else c.article for c in every})
    return f"{counted(len(every), 'article')} at {counted(outlets, 'outlet')} carry this; the earliest known {MOST + 1} are shown."


def speaker_sentence(one: Quotation) -> str:
    """Who said it, and whether all carriers say so."""
    judged = " (as a person decided)" if one.speaker_agreement == "judged" else ""
    agreed = {
        "agreed": "; so every carrier that names anybody",
        "one_names": "; so one carrier",
        "disagreed": "; carriers disagree",
    }
    found_by = plugin_of(one.speaker)
    by = f", as found by {clipped(found_by)}" if found_by else ""
    return f"{_named(one.speaker)}{by}{judged}{agreed.get(one.speaker_agreement, '')}"


def _named(speaker: Speaker | None) -> str:
    if speaker is None or (speaker.name is None and speaker.mention is None):
        return "said by nobody who is named"
    if speaker.name is None:
        return f"said by “{clipped(speaker.mention or '', 120)}”, who is not identified"
    for_whom = speaker.affiliation if speaker.affiliation and speaker.affiliation not in (speaker.role or "") else None
    office = [clipped(t, 120) for t in (speaker.role, for_whom) if t]
    return f"said by {clipped(speaker.name, 120)}{', ' + ', '.join(office) if office else ', no office stated'}"


def disagreement(one: Quotation) -> list[str]:
    """Whom the carriers name, where they do not agree."""
    if one.speaker_agreement != "disagreed":
        return []
    return [f"{clipped(n.name, 120)}: named by {counted(len(n.articles), 'carrier')}" for n in one.speakers[:MOST]]


def _carrier(sheet: Sheet, carrier: Carrier, first: str, rest: str) -> None:
    told = [RELATIONS[carrier.relation], ATTRIBUTIONS[carrier.attribution]]
    sheet.para(f"{who(carrier)} · {day(carrier)} · {'; '.join(t for t in told if t)}{_credits(carrier)}", first, rest)
    for one in carrier.diff[:CHANGES]:
        sheet.para(change(one), f"{rest}  ", f"{rest}  ")
    if len(carrier.diff) > CHANGES:
        sheet.para(f"… and {len(carrier.diff) - CHANGES} more changes", f"{rest}  ")
    if carrier.attribution == "changed":
        sheet.para(f"named there: {clipped(carrier.speaker.name or carrier.speaker.mention or '', 120)}", f"{rest}  ")
    _where(sheet, carrier, rest)


def change(one: Change) -> str:
    """One change of the words, as one reads it."""
    gone, come = (clipped(t, 120) for t in (one.removed, one.added))
    if not come:
        return f"without “{gone}”"
    return f"“{come}” instead of “{gone}”" if gone else f"with “{come}”"


def _where(sheet: Sheet, carrier: Carrier, indent: str) -> None:
    sheet.para(clipped(carrier.url or carrier.article, 200), indent, indent)


def who(carrier: Carrier) -> str:
    """The outlet that carries the words."""
    return clipped(carrier.outlet.name, 80) if carrier.outlet else "outlet not known"


def day(carrier: Carrier) -> str:
    """The day a carrier states."""
    return clipped(carrier.published.value[:10], 40) if carrier.published else "no date stated"


def _credits(carrier: Carrier) -> str:
    names = [clipped(c.name, 80) for c in carrier.credited]
    return f" · credits {joined(names)}" if names else " · credits nobody"

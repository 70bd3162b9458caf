"""Quotation marks: which sign belongs to which style, and which way one faces where it stands."""

from __future__ import annotations

import re
from typing import Literal

Style = Literal["curly", "straight", "guillemet", "angle", "corner", "double_corner"]

STYLES: dict[str, Style] = {
    **dict.fromkeys("“”„‟〝〞〟", "curly"),
    **dict.fromkeys(['"', "＂", "''", "``"], "straight"),
    **dict.fromkeys("«»", "guillemet"),
    **dict.fromkeys("‹›", "angle"),
    **dict.fromkeys("「」", "corner"),
    **dict.fromkeys("『』", "double_corner"),
}
MARK = re.compile(r"''(?!'(?!\w))|``|[“”„‟〝〞〟\"＂«»‹›「」『』]")
"""Every double mark; the doubled apostrophe of wire texts is one."""
SINGLE = re.compile(r"(?<!')['‘’‚‛](?!')")

_OPEN_ONLY = frozenset("„〝「『")
_CLOSE_ONLY = frozenset("〞〟」』")
_OPEN = frozenset("“‟«‹")
_BEFORE_OPEN = frozenset("([{<—–-―|/¿¡:*_“”„\"«»‹›‘’‚'「『")
_AFTER_CLOSE = frozenset(" \t\n\r\xa0\u202f.,;:!?)]}…。、")
_FEET = re.compile(r"\d['’′]\d{0,2}$")
_ELISION = re.compile(r"\d\ds?\b|(?:tis|twas|em|n|til|cause|bout|round|twere|cuz)\b", re.I)

Facing = Literal["open", "close", "either", "neither"]


def facing(text: str, start: int, end: int, *, turned: bool) -> Facing:
    """Which way the double mark at `text[start:end]` faces, by its sign and its neighbours.

    `turned`: guillemets point inwards in this text (»so«). "either" is for the caller to settle by
    what is open; "neither" is no quotation mark at all (inches).
    """
    mark = text[start:end]
    if mark in _OPEN_ONLY or mark in _CLOSE_ONLY:
        return "open" if mark in _OPEN_ONLY else "close"
    before, after = text[start - 1 : start], text[end : end + 1]
    opens = (not before or before.isspace() or before in _BEFORE_OPEN) and bool(after) and after not in _AFTER_CLOSE
    closes = bool(before) and not before.isspace() and before not in "([{" and not after.isalnum()
    style = STYLES[mark]
    if style == "straight":
        if mark == '"' and _FEET.search(text, max(0, start - 4), start):
            return "neither"
        return "open" if opens and not closes else "close" if closes and not opens else "either"
    natural: Facing = "open" if (mark in _OPEN) != (turned and style in ("guillemet", "angle")) else "close"
    if opens == closes or (closes and style != "curly" and not before.isalnum() and before not in ".,!?…"):
        return natural
    return "open" if opens else "close"


def opens_single(text: str, at: int) -> bool:
    """Whether the single mark at a place opens a quotation rather than being an apostrophe."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == "’" or not after or after.isspace():
        return False
    return (not before or before.isspace() or before in _BEFORE_OPEN) and not _ELISION.match(text, at + 1)


def closes_single(text: str, at: int) -> Literal["firm", "perhaps", "no"]:
    """Whether the single mark at a place closes one: a genitive plural (the workers' rights) only perhaps."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not before or before.isspace() or after.isalnum() or text[at] in "‚‛":
        return "no"
    following = text[at + 1 : at + 3].strip()
    return "perhaps" if before in "sSnxz" and after == " " and following[:1].isalpha() else "firm"


def points_inwards(text: str, language: str | None) -> bool:
    """Whether the guillemets of a text point inwards, as German and Danish print them."""
    inwards = len(re.findall(r"(?<!\w)(?<![.,!?…])»\w", text))
    outwards = len(re.findall(r"(?<!\w)(?<![.,!?…])«[\w\xa0\u202f]", text))
    return inwards > outwards or (inwards == outwards and language in ("de", "da", "sl", "hr", "sr"))

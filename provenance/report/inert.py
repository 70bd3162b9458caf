"""Text from pages made harmless for terminals, pictures and pages.

Everything a page wrote passes here before it is printed: it must not move a cursor, colour a
screen, turn the direction of reading or hide.
"""

from __future__ import annotations

import unicodedata

QUOTE = 160
"""Longest quotation printed, in characters; the records hold the whole."""
_MARKS = 3
_JOINERS = "\u200c\u200d"
"""Needed to write Persian, Hindi and others; they show nothing by themselves."""


def inert(text: str) -> str:
    """The text on one line with nothing active in it.

    White space becomes single spaces. Control, escape, direction and other characters that show
    nothing become visible escapes (`\\x1b`, `\\u202e`); soft hyphens go; of marks piled on one
    letter the first three stay. Every character left may stand in XML.
    """
    out: list[str] = []
    marks = 0
    for char in " ".join(text.replace("\u00ad", "").split()):
        if " " <= char <= "~":
            marks = 0
            out.append(char)
            continue
        kind = unicodedata.category(char)
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if marks > _MARKS:
            continue
        hidden = kind[0] == "C" or kind in ("Zl", "Zp")
        out.append(_visible(char) if hidden and char not in _JOINERS else char)
    return "".join(out)


def _visible(char: str) -> str:
    number = ord(char)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def clipped(text: str, limit: int = QUOTE) -> str:
    """`inert` text of at most `limit` characters of the original, with … where something was cut.

    Cut between words where one ends in the last third.
    """
    # Enough for any amount of white space that is folded, and no more work than that.
    plain = " ".join(text[: limit * 20].split())
    if len(plain) <= limit and len(text) <= limit * 20:
        return inert(plain)
    head = plain[:limit]
    space = head.rfind(" ")
    return inert(head[:space] if space > limit * 2 // 3 else head).rstrip() + "…"


def cells(text: str) -> int:
    """How many columns of a terminal the text takes; wide scripts take two a character."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) or c in _JOINERS else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )

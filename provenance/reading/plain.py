"""The lines of a plain text, with what Markdown marks in them resolved.

`document.text` stays the text itself, character for character; only what is matched on
(`Line.text`, `Line.links`) is without the marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from provenance.reading.raw import folded, links_on
from provenance.records.document import Context, Line

_LINE = re.compile(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_LEAD = re.compile(r"[ \t]*(?:(#{1,6})[ \t]+|(>)[ \t]?|([-*+•])[ \t]+(?=\S))")
_LINK = re.compile(
    r"(!?)\[([^\[\]\r\n]{0,500})\]\(([^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,2000})?)(?:[ \t]+\"[^\"\r\n]{0,300}\")?\)"
)
_BARE = re.compile(r"<(https?://[^<>\s]{1,2000})>")
_EMPHASIS = re.compile(
    r"(\*\*|__)(?=\S)([^*_\r\n]{1,1000})(?<=\S)\1|(?<![\w*])\*(?=[^\s*])([^*\r\n]{1,1000})(?<=[^\s*])\*(?![\w*])"
)
_LEADS_AT_MOST = 8


class _Cut:
    """A line with spans of it left out: the kept text and where each kept character came from."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.drop: list[tuple[int, int]] = []
        self.links: list[tuple[int, int, str]] = []
        self.context: set[Context] = set()

    def kept(self, start: int) -> tuple[str, Sequence[int]]:
        """Folded text and offsets into the document; the last is the end of the whole line."""
        if not self.drop:
            return folded(self.text, start)
        places: list[int] = []
        at = 0
        for begin, end in sorted(self.drop):
            places.extend(range(at, begin))
            at = max(at, end)
        places.extend(range(at, len(self.text)))
        text, offsets = folded("".join(self.text[i] for i in places), 0)
        return text, (*(start + places[o] for o in offsets[:-1]), start + len(self.text.rstrip()))


def plain_lines(text: str) -> list[Line]:
    """The lines of a text in which something can be seen; `path` is `line N`, counted from one."""
    lines: list[Line] = []
    number, at = 1, 0
    for match in _LINE.finditer(text):
        gap = text[at : match.start()]
        number += (
            gap.count("\n") + gap.count("\r") - gap.count("\r\n") + sum(gap.count(c) for c in "\u2028\u2029\x85\f\v")
        )
        at = match.end()
        line = _line(match.group(), match.start(), len(lines), number)
        if line is not None:
            lines.append(line)
    return lines


def _line(raw: str, start: int, index: int, number: int) -> Line | None:
    cut = _Cut(raw)
    _cut_leads(cut)
    if "](" in raw:
        _cut_links(cut)
    if "<http" in raw:
        for bare in _BARE.finditer(raw):
            cut.drop += [(bare.start(), bare.start() + 1), (bare.end() - 1, bare.end())]
            cut.links.append((bare.start(1), bare.end(1), bare[1]))
    if "*" in raw or "__" in raw:
        for strong in _EMPHASIS.finditer(raw):
            width = 2 if strong[1] else 1
            cut.drop += [(strong.start(), strong.start() + width), (strong.end() - width, strong.end())]
    folded_text, offsets = cut.kept(start)
    if not folded_text:
        return None
    links = links_on(cut.links, start, folded_text, offsets)
    return Line(
        index, start, start + len(raw), folded_text, offsets, links, f"line {number}", frozenset(), frozenset(cut.context)
    )  # fmt: skip


def _cut_leads(cut: _Cut) -> None:
    """Heading, quote and list marks at the beginning of the line."""
    at = 0
    for _ in range(_LEADS_AT_MOST):
        lead = _LEAD.match(cut.text, at)
        if lead is None:
            break
        cut.context.add("heading" if lead[1] else "quote" if lead[2] else "list")
        at = lead.end()
        if lead[1]:
            break
    if at and cut.text[at:].strip():
        cut.drop.append((0, at))


def _cut_links(cut: _Cut) -> None:
    """`[anchor](address)` to its anchor; a picture `![alt](address)` to its description."""
    for match in _LINK.finditer(cut.text):
        cut.drop += [(match.start(), match.start(2)), (match.end(2), match.end())]
        if not match[1]:
            cut.links.append((match.start(2), match.end(2), match[3]))

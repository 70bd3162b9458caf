"""A sheet of plain text: headings, paragraphs and quotations wrapped to a width."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.records.evidence import Evidence
from provenance.report.inert import cells, clipped
from provenance.report.words import PLACES

_BOLD, _DIM, _OFF = "\x1b[1m", "\x1b[2m", "\x1b[0m"


MOST = 25
"""How many items of one kind are printed; the records hold all."""


class Sheet:
    """Collects lines; `str()` is the text. With `color` headings are bold and places dim."""

    def __init__(self, width: int = 80, *, color: bool = False) -> None:
        self.width, self.color = max(width, 30), color
        self.lines: list[str] = []

    def __str__(self) -> str:
        return "\n".join(self.lines).strip("\n") + "\n"

    def _put(self, line: str, style: str = "") -> None:
        self.lines.append(f"{style}{line}{_OFF}" if style and self.color else line)

    def blank(self) -> None:
        """An empty line."""
        self.lines.append("")

    def heading(self, text: str) -> None:
        """A heading after an empty line."""
        self.blank()
        self._put(text, _BOLD)

    def para(self, text: str, first: str = "", rest: str | None = None, style: str = "") -> None:
        """Text wrapped to the width; `first` stands before it, `rest` (spaces by default) before later lines."""
        begin = first
        for line in wrapped(text, self.width - max(cells(first), cells(rest or ""))):
            self._put(f"{begin}{line}".rstrip(), style)
            begin = " " * cells(first) if rest is None else rest

    def strong(self, text: str, first: str = "") -> None:
        """A paragraph that stands out."""
        self.para(text, first, style=_BOLD)

    def more(self, all_of: Sequence[object], indent: str = "  ") -> None:
        """How many items beyond `MOST` are left out, where some are."""
        if len(all_of) > MOST:
            self.para(f"… and {len(all_of) - MOST} more", indent)

    def quote(self, evidence: Evidence, indent: str = "  ") -> None:
        """What is written, and where it stands."""
        self.para(f"“{clipped(evidence.quote)}”", f"{indent}• ")
        self.para(place(evidence), f"{indent}  ", style=_DIM)


def place(evidence: Evidence) -> str:
    """Where evidence stands: part of the page, characters or locator."""
    where = PLACES.get(evidence.where, evidence.where)
    if evidence.start is not None and evidence.end is not None:
        return f"{where}, characters {evidence.start} to {evidence.end}"
    return f"{where}, {clipped(evidence.locator, 100)}" if evidence.locator else where


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns; words longer than that are broken."""
    width = max(width, 10)
    lines, line = [], ""
    for word in text.split(" "):
        while cells(word) > width:
            if line:
                lines.append(line)
                line = ""
            cut = _fitting(word, width)
            lines.append(word[:cut])
            word = word[cut:]
        if line and cells(line) + 1 + cells(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line] if line or not lines else lines


def _fitting(word: str, width: int) -> int:
    used = 0
    for index, char in enumerate(word):
        used += cells(char)
        if used > width:
            return max(index, 1)
    return len(word)

"""Where a text quotes: the spans between quotation marks, in every style, across paragraphs.

One pass over the marks, paragraph by paragraph. A paragraph whose quotation stays open and whose
successor begins with an opening mark is a continued quotation, as newspapers print them; any other
quotation that is never closed ends with its sentence and is marked as not closed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from provenance.quote.marks import MARK, SINGLE, STYLES, Style, closes_single, facing, opens_single, points_inwards

LONGEST_OPEN = 1000
"""A quotation that is never closed is taken to end after so many characters at the latest."""
_DEEPEST = 6
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_BLOCK = re.compile(r"[^\n\r]+(?:\r?\n(?=[^\n\r])[^\n\r]+)*")
_SENTENCE_END = re.compile(r"[.!?…][)\]]?(?=\s)")


@dataclass(frozen=True, slots=True)
class Quoted:
    """One stretch between marks, the marks included, never across a paragraph.

    `closed` is False where no closing mark was found; `continued` says that the quotation runs on
    at the beginning of the next paragraph. `single` marks ('moderate') often only keep a word at a
    distance.
    """

    start: int
    end: int
    closed: bool = True
    continued: bool = False
    single: bool = False

    def inner(self, text: str) -> tuple[int, int]:
        """The span without its marks and the white space beside them."""
        start, end = self.start, self.end
        start += 2 if text.startswith(("''", "``"), start) else 1
        if self.closed:
            end -= 2 if text.endswith("''", start, end) else 1
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        return start, end


def quoted_spans(text: str, language: str | None = None) -> tuple[tuple[int, int], ...]:
    """Spans (code points, marks included) of all that stands between quotation marks, in order, none inside another.

    Linear in the length of the text. `language` (ISO 639-1) only settles which way guillemets
    point where the text itself does not show it.
    """
    return tuple((q.start, q.end) for q in quotations(text, language))


def quotations(text: str, language: str | None = None) -> tuple[Quoted, ...]:
    """The quotations of `quoted_spans` with how each ends."""
    turned = "»" in text and points_inwards(text, language)
    scan = _Scan(text, turned)
    for start, end in paragraphs(text):
        scan.paragraph(start, end)
    scan.settle()
    return tuple(scan.found)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the paragraphs: lines, or blocks of lines where a text is wrapped at a fixed width."""
    for match in (_BLOCK if _wrapped(text) else _LINE).finditer(text):
        if not match.group().isspace():
            yield match.span()


def _wrapped(text: str) -> bool:
    """Whether single line breaks are only where the paper ended: most lines run on, none is long."""
    lines = text.split("\n")
    if len(lines) < 4 or max(map(len, lines)) > 100:
        return False
    full = [bool(line.strip()) for line in lines]
    pairs = sum(1 for a, b in pairwise(full) if a and b)
    return 2 * pairs > sum(full) and sum(map(len, lines)) > 40 * sum(full)


@dataclass(slots=True)
class _Open:
    style: Style
    start: int
    first: int  # how many closed pairs there were when it opened


@dataclass(slots=True)
class _Scan:
    """What is open and what was found; `waiting` is the unclosed quotation of the paragraph before."""

    text: str
    turned: bool
    found: list[Quoted]
    waiting: tuple[_Open, int, list[Quoted]] | None

    def __init__(self, text: str, turned: bool) -> None:
        self.text, self.turned = text, turned
        self.found, self.waiting = [], None

    def paragraph(self, start: int, end: int) -> None:
        """Scan one paragraph."""
        marks = [(m.start() + start, m.end() + start) for m in MARK.finditer(self.text[start:end])]
        singles = [m.start() + start for m in SINGLE.finditer(self.text[start:end])]
        self._resume(start, end, marks)
        stack: list[_Open] = []
        closed: list[Quoted] = []
        at_single, skip = 0, start
        for begin, stop in marks:
            while at_single < len(singles) and singles[at_single] < begin:
                if not stack and singles[at_single] >= skip:
                    skip = self._single(at_single, singles, marks, closed) or skip
                at_single += 1
            if begin >= skip:
                self._double(begin, stop, stack, closed)
        for at in range(at_single, len(singles)):
            if not stack and singles[at] >= skip:
                skip = self._single(at, singles, marks, closed) or skip
        if stack:
            self.waiting = stack[0], end, closed
        else:
            self.found.extend(closed)

    def _double(self, begin: int, stop: int, stack: list[_Open], closed: list[Quoted]) -> None:
        style = STYLES[self.text[begin:stop]]
        way = facing(self.text, begin, stop, turned=self.turned)
        at = next((i for i in range(len(stack) - 1, -1, -1) if _fits(stack[i].style, style)), None)
        if way == "either":
            way = "open" if at is None else "close"
        if way == "open" and len(stack) < _DEEPEST:
            stack.append(_Open(style, begin, len(closed)))
        elif way == "close" and at is not None:
            opened = stack[at]
            del stack[at:], closed[opened.first :]
            closed.append(Quoted(opened.start, stop))
        elif way == "close" and not stack and not closed and self.waiting and self.waiting[0].style == style:
            self._run_on(stop)

    def _single(self, at: int, singles: list[int], marks: list[tuple[int, int]], closed: list[Quoted]) -> int | None:
        """The end of the single-quoted stretch that opens at `singles[at]`, which is kept; None where none does."""
        begin = singles[at]
        if not opens_single(self.text, begin):
            return None
        perhaps: int | None = None
        end: int | None = None
        for i in range(at + 1, len(singles)):
            place = singles[i]
            if opens_single(self.text, place):
                break
            sure = closes_single(self.text, place) if place > begin + 1 else "no"
            if sure == "firm":
                end = place + 1
                break
            if sure == "perhaps" and perhaps is None:
                perhaps = place + 1
        end = end or perhaps
        if end is None or (bisect_left(marks, (end, 0)) - bisect_left(marks, (begin, 0))) % 2:
            return None
        closed.append(Quoted(begin, end, single=True))
        return end

    def _resume(self, start: int, end: int, marks: list[tuple[int, int]]) -> None:
        """Settle what the paragraph before left open: it runs on if this one begins with a mark of its style."""
        if self.waiting is None or not marks:
            self.settle()
            return
        begin, stop = marks[0]
        opened, last, closed = self.waiting
        style = STYLES[self.text[begin:stop]]
        if style == opened.style and not self.text[start:begin].strip():
            self.found += closed[: opened.first]
            self.found.append(Quoted(opened.start, self._trimmed(last), closed=False, continued=True))
            self.waiting = None
        elif (
            style != opened.style
            or style == "straight"
            or facing(self.text, begin, stop, turned=self.turned) != "close"
        ):
            self.settle()

    def _run_on(self, stop: int) -> None:
        """A quotation of the paragraph before that ends in this one without having been opened again."""
        assert self.waiting is not None
        opened, last, closed = self.waiting
        self.waiting = None
        self.found += closed[: opened.first]
        self.found.append(Quoted(opened.start, self._trimmed(last), closed=False, continued=True))
        start = last
        while self.text[start].isspace():
            start += 1
        self.found.append(Quoted(start, stop))

    def settle(self) -> None:
        """End an unclosed quotation with its sentence; what was closed after it stands for itself."""
        if self.waiting is None:
            return
        opened, last, closed = self.waiting
        self.waiting = None
        limit = min(last, opened.start + LONGEST_OPEN)
        stop = _SENTENCE_END.search(self.text, opened.start, limit)
        end = stop.end() if stop else self._trimmed(limit)
        after = [q for q in closed[opened.first :] if q.start > opened.start]
        if after:
            end = min(end, self._trimmed(after[0].start))
        self.found += closed[: opened.first]
        if end > opened.start + 1:
            self.found.append(Quoted(opened.start, end, closed=False))
        self.found += [q for q in after if q.start >= end]

    def _trimmed(self, end: int) -> int:
        while self.text[end - 1 : end].isspace():
            end -= 1
        return end


def _fits(opened: Style, closing: Style) -> bool:
    """Whether a mark of one style closes another: typists mix curly and straight ones."""
    return opened == closing or {opened, closing} == {"curly", "straight"}

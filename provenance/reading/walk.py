"""The line walk: every visible line of a parsed page, in order, with the place it stands in.

One pass over the tree by hand-kept stack, so depth costs nothing; block elements and `<br>` end a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from provenance.reading.contexts import (
    BLOCKS,
    INVISIBLE,
    NONE,
    Flags,
    class_flags,
    class_words,
    tag_flags,
)
from provenance.reading.elements import attributes_of, without_page_wide
from provenance.reading.raw import RawLine

_SPACES = " \t\n\r\f"
_SPACE = re.compile(f"[{_SPACES}]+")
_SEEN = re.compile(r"[^\s\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_MOST_WORDS = 80
_MOST_ANCHORS = 8
_MOST_TIMES = 200
_MOST_PATH = 200


class _Frame:
    """One open element."""

    __slots__ = (
        "_classes",
        "_path",
        "block",
        "context",
        "counts",
        "depth",
        "href",
        "names",
        "number",
        "parent",
        "pre",
        "tag",
        "time",
        "visible",
    )

    def __init__(
        self, parent: _Frame | None, tag: str, context: Flags, names: str, block: bool, pre: bool, visible: bool
    ) -> None:  # called for every element: by place, not by keyword
        self.parent = parent
        self.tag = tag
        if parent is None:
            self.number, self.depth = 1, 0
        else:
            self.number, self.depth = parent.next_number(tag), parent.depth + 1
        self.context = context
        self.names = names
        self.block = block
        self.pre = pre
        self.visible = visible
        self.counts: dict[str, int] | None = None
        self.href: tuple[int, str] | None = None
        self.time: str | None = None
        self._classes: frozenset[str] | None = None
        self._path: str | None = None

    def next_number(self, tag: str) -> int:
        """How many children of that tag there are, with the one being opened."""
        counts = self.counts
        if counts is None:
            counts = self.counts = {}
        number = counts[tag] = counts.get(tag, 0) + 1
        return number

    def path(self) -> str:
        """The element path; those of very deep elements are cut short, they would be quadratic."""
        todo: list[_Frame] = []
        frame: _Frame | None = self
        while frame is not None and frame._path is None:
            todo.append(frame)
            frame = frame.parent
        path = frame._path or "" if frame is not None else ""
        for frame in reversed(todo):
            if frame.depth <= _MOST_PATH:
                plain = frame.depth == 0 or (frame.depth == 1 and frame.number == 1)
                path = f"{path}/{frame.tag}" if plain else f"{path}/{frame.tag}[{frame.number}]"
            frame._path = path
        return path

    def classes(self) -> frozenset[str]:
        """Class and id words of the element and its ancestors up to body."""
        todo: list[_Frame] = []
        frame: _Frame | None = self
        while frame is not None and frame._classes is None:
            todo.append(frame)
            frame = frame.parent
        known = frame._classes if frame is not None and frame._classes is not None else frozenset()
        for frame in reversed(todo):
            if frame.names and frame.depth > 1 and len(known) < _MOST_WORDS:
                known = known | class_words(frame.names)
            frame._classes = known
        return known


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A visible `<time datetime>`: the raw line it stands on, its value, path and itemprop."""

    line: int
    value: str
    path: str
    itemprop: str


class Walker:
    """Collects `lines` and `times` from a tree."""

    def __init__(self) -> None:
        self.lines: list[RawLine] = []
        self.times: list[TimeMark] = []
        self.elements = 0
        self.depth = 0
        self._stack: list[_Frame] = []
        self._pieces: list[str] = []
        self._length = 0
        self._links: list[tuple[int, int, str]] = []
        self._anchors: list[_Frame] = []
        self._owner: _Frame | None = None
        self._low = 0

    def walk(self, root: HtmlElement) -> None:
        """Walk the whole tree."""
        context = etree.iterwalk(root, events=("start", "end"))
        for event, element in context:
            if event == "start":
                if not self._enter(element):
                    context.skip_subtree()
            else:
                self._leave(element)
        self._flush()

    def _enter(self, element: HtmlElement) -> bool:
        """Open an element; False where nothing in it can be seen."""
        self.elements += 1
        depth = len(self._stack)
        if depth > self.depth:
            self.depth = depth
        tag = element.tag
        parent = self._stack[-1] if self._stack else None
        flags, names, hidden, href, time = attributes_of(element)
        if hidden or tag in INVISIBLE:
            self._stack.append(_Frame(parent, tag, NONE, "", False, False, False))
            return False
        context = parent.context if parent else NONE
        added = tag_flags(tag)
        if flags:
            added = added | flags
        if names and depth > 1:
            added = added | class_flags(names)
        if added:
            added = without_page_wide(element, tag, added, context)
        frame = _Frame(
            parent, tag, context | added if added else context, names,
            tag in BLOCKS, tag == "pre" or (parent is not None and parent.pre), True,
        )  # fmt: skip
        if (frame.block or tag == "br") and (self._pieces or self._anchors):
            self._flush()
        self._stack.append(frame)
        if href is not None and tag == "a" and len(self._anchors) < _MOST_ANCHORS:
            frame.href = (self._length, href)
            self._anchors.append(frame)
        if tag == "time" and time and len(self.times) < _MOST_TIMES:
            self.times.append(TimeMark(len(self.lines), time, frame.path(), element.get("itemprop") or ""))
        if element.text:
            self._add(element.text)
        return True

    def _leave(self, element: HtmlElement) -> None:
        frame = self._stack.pop()
        if frame.href is not None:
            self._anchors.remove(frame)
            self._end_link(frame)
        if frame.block and (self._pieces or self._anchors) and frame.visible:
            self._flush()
        top = len(self._stack) - 1
        if top < self._low:
            self._low = top
        if element.tail and self._stack:
            self._add(element.tail)

    def _add(self, text: str) -> None:
        frame = self._stack[-1]
        if frame.pre and "\n" in text:
            first, *rest = text.split("\n")
            self._put(first, frame)
            for piece in rest:
                self._flush()
                self._put(piece, frame)
        else:
            self._put(text, frame)

    def _put(self, text: str, frame: _Frame) -> None:
        apart = not self._pieces or self._pieces[-1][-1] == " "
        if not text.strip(_SPACES):  # most texts between elements are: they come to one space or to nothing
            if text and not apart:
                self._pieces.append(" ")
                self._length += 1
            return
        text = _SPACE.sub(" ", text)
        if text[0] == " " and apart:
            text = text[1:]
        if self._owner is None:
            self._owner = frame
        elif self._low < self._owner.depth:
            self._owner = self._stack[self._low]
        self._low = frame.depth
        self._pieces.append(text)
        self._length += len(text)

    def _end_link(self, frame: _Frame) -> None:
        assert frame.href is not None
        start, href = frame.href
        if self._length > start:
            self._links.append((start, self._length, href))

    def _flush(self) -> None:
        """End the line; links that are still open go on from the start of the next."""
        for frame in self._anchors:
            self._end_link(frame)
            frame.href = (0, frame.href[1] if frame.href else "")
        if not self._pieces:
            return
        if self._owner is not None:
            text = "".join(self._pieces).rstrip(" ")
            if _SEEN.search(text):
                owner = self._owner
                self.lines.append(RawLine(text, self._links, owner.path(), owner.classes(), owner.context))
        self._pieces, self._links, self._length, self._owner = [], [], 0, None

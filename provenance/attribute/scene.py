"""What every rule looks at: the page, whose it is, the registry, and the languages in play."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from provenance.attribute.ownership import MIN_LABEL, Owner
from provenance.records.article import EXTRACTOR_VERSION, PageIdentity
from provenance.records.document import Line, Signal
from provenance.records.evidence import Evidence, Where
from provenance.records.outlet import Outlet
from provenance.text import name_key
from provenance.urls import host_of, registered_domain

_ASIDE = frozenset({"nav", "figure", "caption", "comment", "teaser", "form", "table"})
_WORDS = re.compile(r"[^\W_]+")
MAX_SPELLING = 400
MIN_LINES = 4
"""A plain text of fewer lines is head and tail at once."""


@dataclass(frozen=True)
class Scene(Owner):
    """One page under reading.

    `identity` is None while it is being found out. `last` is the index of the last line of the text
    itself: what stands below it is tail, also where `reading` could not tell rights text from prose.
    """

    last: int | None = None

    def ending(self, last: int | None) -> Scene:
        """The same scene, now that we know which line is the last of the text itself."""
        return replace(self, last=last)

    def identified(self, identity: PageIdentity) -> Scene:
        """The same scene, now that we know whose page it is."""
        return replace(self, identity=identity)

    @cached_property
    def short(self) -> bool:
        """Whether this is a plain text of so few lines that none of them is a window."""
        document = self.page.document
        return document.kind == "text" and len(document.lines) < MIN_LINES

    @cached_property
    def body_at(self) -> frozenset[int]:
        """Indices of the body's lines."""
        return frozenset(self.page.body.lines)

    @cached_property
    def has_prose(self) -> bool:
        """Whether there is an article for a line to be about, not a lone line."""
        lines = self.page.document.lines
        return not self.short and sum(len(lines[i].text) for i in self.page.body.lines) >= 200

    def beside_text(self, line: Line) -> bool:
        """Whether a line is part of the page's own running text or its margins, not of a box."""
        return not line.context & _ASIDE

    @cached_property
    def leads(self) -> frozenset[str]:
        """Words of the page's languages that lead to an author's name: "by", "par"."""
        return frozenset(w for t in self.tongues for w in t.byline.get("leads", ()))

    def says_nothing(self, word: str) -> bool:
        """Whether a word beside names is none: a time zone, a month, "published"."""
        plain = word.casefold()
        return any(plain in t.slot.get("never", ()) or plain in t.byline.get("never", ()) for t in self.tongues)

    def of_picture(self, line: Line) -> bool:
        """Whether a line begins with a word for a picture: what follows credits that, not the text."""
        first = _WORDS.findall(line.text[:40].casefold())
        said = {" ".join(first[:n]) for n in (1, 2)}
        return any(said.intersection(tongue.slot.get("pictures", ())) for tongue in self.tongues)

    def in_list(self, line: Line) -> bool:
        """Whether a line is an item of a list, unless the text itself is made one."""
        lines = self.page.document.lines
        return "list" in line.context and not any("list" in lines[i].context for i in self.text_lines[:1])

    def beside_column(self, line: Line) -> bool:
        """Whether a line below the text's start stands in a box beside it (rates, weather, a newsletter), unless the text does too."""
        lines, first = self.page.document.lines, self.text_lines[:1]
        inside = any("aside" in lines[i].context for i in first)
        return "aside" in line.context and not inside and bool(first) and line.index > first[0]

    def speaks_of_picture(self, line: Line) -> bool:
        """Whether any word of a short line is one for a picture: "May 3 | AP Photo / Jane Doe"."""
        said = set(_WORDS.findall(line.text[:MAX_SPELLING].casefold()))
        return self.of_picture(line) or any(said.intersection(t.slot.get("pictures", ())) for t in self.tongues)

    def below(self, line: Line) -> bool:
        """Whether a line stands below the text, near enough to belong to it."""
        return line.window == "tail" or (line.window == "body" and self.last is not None and line.index > self.last)

    @cached_property
    def text_lines(self) -> tuple[int, ...]:
        """Indices of the text's own lines: the body's up to `last`."""
        return tuple(i for i in self.page.body.lines if self.last is None or i <= self.last)

    @cached_property
    def margins(self) -> tuple[Line, ...]:
        """The lines where credits stand: head, tail, and the first and last three of the text."""
        lines = self.page.document.lines
        edges = (i for i in self.text_lines[:3] + self.text_lines[-3:] if self.beside_text(lines[i]))
        return tuple(lines[i] for i in sorted({*self._head, *self._tail, *edges}))

    @cached_property
    def head(self) -> tuple[Line, ...]:
        """Lines above the text and the first line of it."""
        return self._window(self._head, self.text_lines[:1])

    @cached_property
    def tail(self) -> tuple[Line, ...]:
        """Lines below the text and the last two of it."""
        return self._window(self._tail, self.text_lines[-2:])

    def at_edge(self, line: Line) -> bool:
        """Whether a line is one of `head` or `tail`: nearer to the text's ends than `margins`."""
        return line.index in self._head or line.index in self.text_lines[:1] or self.in_tail(line)

    def in_tail(self, line: Line) -> bool:
        """Whether a line is one of `tail`."""
        return line.index in self._tail or line.index in self.text_lines[-2:]

    def _window(self, indices: tuple[int, ...], edge: tuple[int, ...]) -> tuple[Line, ...]:
        lines = self.page.document.lines
        return tuple(lines[i] for i in sorted({*indices, *(i for i in edge if self.beside_text(lines[i]))}))

    @cached_property
    def _head(self) -> tuple[int, ...]:
        lines = self.page.document.lines
        return tuple(x.index for x in lines if (x.window == "head" or self.short) and self.beside_text(x))

    @cached_property
    def _tail(self) -> tuple[int, ...]:
        lines = self.page.document.lines
        return tuple(x.index for x in lines if (self.short or self.below(x)) and self.beside_text(x))

    @cached_property
    def linked_hosts(self) -> dict[str, str]:
        """Hosts by the very words linked to them in the margins: the same name is the same outlet."""
        return {
            name_key(x.text[k.start : k.end]): host
            for x in self.margins
            for k in x.links
            if (host := host_of(k.href)) and 2 <= k.end - k.start <= 60 and not self.own(None, None, host)
        }

    def spelling(self, outlet: Outlet, host: str) -> str:
        """An unlisted outlet's name as the margins write the word its domain is made of, else the outlet's name."""
        label = (registered_domain(host) or "").split(".")[0]
        if not outlet.provisional or len(label) < MIN_LABEL:
            return outlet.name
        word = re.compile(rf"(?<![\w.]){re.escape(label)}(?![\w.])", re.I)
        return next((m[0] for x in self.margins if (m := word.search(x.text[:MAX_SPELLING]))), outlet.name)

    def quote(self, line: Line, start: int, end: int, rule: str, where: Where | None = None) -> Evidence:
        """Evidence for `line.text[start:end]`: the very characters of the document."""
        begin, stop = line.span(start, end)
        return self._evidence(
            line, begin if start > 0 else line.start, stop if end < len(line.text) else line.end, rule, where
        )

    def whole(self, line: Line, rule: str, where: Where | None = None) -> Evidence:
        """Evidence for a whole line."""
        return self._evidence(line, line.start, line.end, rule, where)

    def _evidence(self, line: Line, start: int, end: int, rule: str, where: Where | None) -> Evidence:
        text = self.page.document.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        return Evidence(
            text, where or self._place(line), line.path or None, start, start + len(text), rule, EXTRACTOR_VERSION
        )

    def _place(self, line: Line) -> Where:
        if self.below(line):
            return "tail"
        if line.window == "elsewhere":
            return "footer" if "footer" in line.context else "body"
        return line.window


def cite(signal: Signal, rule: str) -> Evidence:
    """Evidence for a machine-readable signal: its value, at its locator."""
    return Evidence(signal.value, signal.where, signal.locator, None, None, rule, EXTRACTOR_VERSION)

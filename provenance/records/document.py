"""What is written on a page, before any meaning is read into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from provenance.records.base import Record, internal
from provenance.records.capture import Capture
from provenance.records.dates import DateClaim

DOCUMENT_VERSION = "1"
"""Version of the rule that turns bytes into `document.text`; a new rule gets a new number."""

Context = Literal[
    "heading",
    "nav",
    "header",
    "footer",
    "aside",
    "figure",
    "caption",
    "comment",
    "teaser",
    "form",
    "table",
    "list",
    "quote",
    "article",
    "byline",
]
Window = Literal["head", "body", "tail", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Link(Record):
    """A link on a line; `start` and `end` are the anchor's code points in `Line.text`."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, slots=True)
class Line(Record):
    """One visible line.

    `start`/`end` are code points in `document.text`. `text` is the line to match on: what a reader
    sees, in one Unicode form, white space folded, Markdown link syntax resolved. `offsets[i]` is
    the position in `document.text` of `text[i]`, and `offsets[len(text)]` its end; so a match on
    `text` is always traced back to the very characters of the document (see `Line.span`).
    `path` is the element path (`/html/body/div[2]/p[1]`, or `line 7` of a plain text), `classes`
    the class and id words of the element and its ancestors, lower case. `window` is the line's
    place relative to the article's body.
    """

    index: int
    start: int
    end: int
    text: str
    offsets: Sequence[int] = internal(repr=False)
    links: tuple[Link, ...] = ()
    path: str = ""
    classes: frozenset[str] = frozenset()
    context: frozenset[Context] = frozenset()
    window: Window = "elsewhere"

    def placed_in(self, context: frozenset[Context], window: Window) -> Line:
        """The same line in another place; `dataclasses.replace` takes three times as long."""
        if context == self.context and window == self.window:
            return self
        return Line(
            self.index,
            self.start,
            self.end,
            self.text,
            self.offsets,
            self.links,
            self.path,
            self.classes,
            context,
            window,
        )

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Code points in `document.text` of `text[start:end]` (end exclusive)."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1 if end < len(self.text) else self.offsets[end]


@dataclass(frozen=True, slots=True)
class Document(Record):
    """All visible lines of a page in order, frozen: every offset of a reading counts in `text`."""

    text: str
    version: str
    kind: Literal["html", "text"] = internal()
    lines: tuple[Line, ...] = internal(repr=False)


@dataclass(frozen=True, slots=True)
class Signal(Record):
    """One machine-readable statement of the page, as it stands.

    `name` is lower case: `canonical`, `og:url`, `author`, `article:author`, `copyright`,
    `syndication-source`, `datePublished`, ... For JSON-LD `locator` is the path
    (`json-ld[0].author[1].name`) and `of` the `@type` of the node that holds it (`NewsArticle`,
    `Person`, `ImageObject`, ...), `chain` the property path from an Article node (`author.name`),
    else "". For others `locator` is the element's XPath.
    """

    where: Literal["meta", "json-ld", "canonical", "link", "pixel", "header"]
    name: str
    value: str
    locator: str
    of: str = ""
    chain: str = ""


@dataclass(frozen=True, slots=True)
class Body(Record):
    """Where the article's own text lies: indices of its lines, in order, and its headings.

    `lines` holds prose lines only; rights text among them is cut later by `attribute`, which
    knows it. `title` and `subtitle` are text; their lines, where they stand on the page, are
    `title_line` and `subtitle_line`.
    """

    lines: tuple[int, ...]
    title: str | None
    subtitle: str | None
    title_line: int | None
    subtitle_line: int | None


@dataclass(frozen=True, slots=True)
class Archived(Record):
    """The page an archive's copy stands for: which archive, the page's own address, the snapshot's time.

    `at` is ISO 8601 in UTC, None where the archive does not state it to the second; `stated` are its
    words for it, in the copy's address or in `Memento-Datetime`.
    """

    archive: str
    url: str
    at: str | None
    stated: str | None = internal(default=None)


@dataclass(frozen=True, slots=True)
class Page(Record):
    """The reading room's whole result: the page as written, no meaning yet."""

    capture: Capture
    charset: str | None
    document: Document
    signals: tuple[Signal, ...]
    body: Body
    dates: tuple[DateClaim, ...]
    language: str | None
    status: Literal["ok", "partial", "failed"] = "ok"
    reason: str | None = None
    detail: str | None = None
    archived: Archived | None = None

    @property
    def url(self) -> str | None:
        """The page's own address as far as known: where it was fetched from, or what an archive's copy stands for."""
        page = self.capture
        return self.archived.url if self.archived else page.given_elsewhere or page.url_final or page.url

    def signals_named(self, *names: str) -> tuple[Signal, ...]:
        """The signals of these names, in page order."""
        return tuple(s for s in self.signals if s.name in names)

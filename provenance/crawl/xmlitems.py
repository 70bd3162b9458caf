"""The items of an XML list, as flat fields: bounded, without entities, and as far as the XML is sound.

expat reads them as they come, so no tree is built however long the list is. Prefixes are compared as
they are written: feeds forget to declare them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from provenance.crawl.listing import MOST_ENTRIES

DEEPEST = 100
MOST_FIELDS = 100
LONGEST_FIELD = 10_000
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ITEMS = frozenset(["item", "entry", "url", "sitemap"])


@dataclass(slots=True)
class Field:
    """One element below an item: `path` is its name and those above it up to the item (`source/title`)."""

    path: str
    attributes: Mapping[str, str]
    text: str = ""


@dataclass(slots=True)
class Items:
    """The root's name, the fields above the items (`channel/title`), each item's name with its fields, and what went wrong."""

    root: str = ""
    top: list[Field] = field(default_factory=list)
    items: list[tuple[str, list[Field]]] = field(default_factory=list)
    problem: str | None = None


class _Enough(Exception):  # noqa: N818 - not an error of anybody's
    """Reading on is of no use."""


def read_items(text: str) -> Items:
    """Read a list; never raises. Documents that declare entities of their own are not read on."""
    return _Reader().read(text)


class _Reader:
    """One reading: the open elements, and the item they are in."""

    def __init__(self) -> None:
        self._found = Items()
        self._open: list[Field] = []
        self._inside: list[Field] | None = None
        self._depth = 0
        self._prefix = ""

    def read(self, text: str) -> Items:
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        # Entities of HTML, which nobody declared, then come to _entity instead of ending the document.
        parser.UseForeignDTD(True)
        parser.ExternalEntityRefHandler = lambda *_: 1
        parser.EntityDeclHandler = self._declared
        parser.SkippedEntityHandler = self._entity
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(_NOT_XML.sub("\ufffd", text.lstrip()).encode("utf-8", "replace"), True)
        except _Enough as why:
            self._found.problem = str(why)
        except expat.ExpatError as error:
            self._found.problem = f"the XML ends or breaks at line {error.lineno}: {expat.ErrorString(error.code)}"
        return self._found

    def _declared(self, *_: object) -> None:
        raise _Enough("it declares entities of its own; it was not read on")

    def _entity(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self._text(html.unescape(f"&{name};"))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= DEEPEST:
            raise _Enough(f"its elements are nested more than {DEEPEST} deep; it was not read on")
        if not self._found.root:
            self._prefix = name.rpartition(":")[0]
            self._found.root = self._named(name)
        one = Field(self._named(name), attributes)
        self._open.append(one)
        if self._inside is None and one.path in ITEMS and len(self._open) > 1:
            self._inside, self._depth = [], len(self._open)
            return
        kept = self._found.top if self._inside is None else self._inside
        if len(kept) < MOST_FIELDS:
            start = self._depth if self._inside is not None else 1
            one.path = "/".join(f.path.rpartition("/")[2] for f in self._open[start:])
            kept.append(one)

    def _named(self, name: str) -> str:
        prefix, _, local = name.rpartition(":")
        return (local if prefix == self._prefix else name)[:100].lower()

    def _text(self, text: str) -> None:
        one = self._open[-1] if self._open else None
        if one is not None and len(one.text) < LONGEST_FIELD:
            one.text += text[: LONGEST_FIELD - len(one.text)]

    def _end(self, name: str) -> None:
        one = self._open.pop()
        if self._inside is not None and len(self._open) < self._depth:
            self._found.items.append((one.path, self._inside))
            self._inside = None
            if len(self._found.items) > MOST_ENTRIES:
                self._found.items.pop()
                raise _Enough(f"it has more than {MOST_ENTRIES} entries; the rest was not looked at")

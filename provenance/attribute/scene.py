"""What every rule looks at: the page, whose it is, the registry, and the languages in play."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from provenance.attribute import phrases
from provenance.attribute.frame import frame_names
from provenance.attribute.phrases import Phrases
from provenance.outlets.registry import Registry
from provenance.records.article import EXTRACTOR_VERSION, PageIdentity
from provenance.records.document import Line, Page, Signal
from provenance.records.evidence import Evidence, Where
from provenance.records.outlet import Outlet
from provenance.text import abbreviates, name_key, unaccented
from provenance.urls import host_of, registered_domain, same_site

_ASIDE = frozenset({"nav", "figure", "caption", "comment", "teaser", "form", "table"})
OWN_INSIDE = 7
"""A page's own name of so many letters inside a longer name makes that its own ("C.A. Example Post")."""
_WORDS = re.compile(r"[^\W_]+")
MIN_LABEL, MAX_SPELLING, MIN_FRAMED = 5, 400, 3
MIN_LINES = 4
"""A plain text of fewer lines is head and tail at once."""


@dataclass(frozen=True)
class Scene:
    """One page under reading.

    `identity` is None while it is being found out. `last` is the index of the last line of the text
    itself: what stands below it is tail, also where `reading` could not tell rights text from prose.
    """

    page: Page
    registry: Registry
    identity: PageIdentity | None = None
    last: int | None = None

    def ending(self, last: int | None) -> Scene:
        """The same scene, now that we know which line is the last of the text itself."""
        return replace(self, last=last)

    def identified(self, identity: PageIdentity) -> Scene:
        """The same scene, now that we know whose page it is."""
        return replace(self, identity=identity)

    @cached_property
    def tongues(self) -> tuple[Phrases, ...]:
        """Phrase files to try: the page's language first, English always."""
        wanted = dict.fromkeys([(self.page.language or "")[:2].lower(), "en"])
        return tuple(found for tongue in wanted if tongue and (found := phrases.load(tongue)))

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

    def own(self, outlet: Outlet | None, name: str | None = None, host: str | None = None) -> bool:
        """Whether an outlet, a name or a host is the page's own, or of the same owner."""
        me = self.identity
        if me is None:
            return False
        if host is not None and same_site(host, me.host):
            return True
        mine = self.own_outlet
        if outlet is not None and mine is not None and self.registry.same_owner(outlet, mine):
            return True
        return self.itself(outlet, name, host)

    def itself(self, outlet: Outlet | None, name: str | None = None, host: str | None = None) -> bool:
        """Whether an outlet, a name or a host is the page's very own, not only of the same owner."""
        me, mine = self.identity, self.own_outlet
        if me is None or (outlet is not None and mine is not None and outlet.slug == mine.slug):
            return me is not None
        if host is not None and same_site(host, me.host):
            return True
        if any(n is not None and self._own_name(n) for n in (name, outlet.name if outlet else None)):
            return True
        return outlet is not None and any(unaccented(name_key(n.name)) in self._framed for n in outlet.names)

    def _own_name(self, name: str) -> bool:
        """Whether a name is among the page's own, or the page's domain is made of it."""
        key = unaccented(name_key(name))
        if not key:
            return False
        domain = registered_domain(self.identity.host if self.identity else None) or ""
        label = domain.split(".")[0]
        mine = {unaccented(own) for own in self.own_names}
        return (
            key in mine
            or key in self._framed
            or any(len(own) >= OWN_INSIDE and own in key for own in mine)
            or (len(key) >= 5 and label.replace("-", "").removeprefix("the").startswith(key))
            or (len(key) >= 5 and label.startswith(key))
            or self._own_short(name, label)
            or abbreviates(label.replace("-", ""), name)
        )

    def domain_begins_with(self, name: str) -> bool:
        """Whether the page's domain begins with a name: AOL of aolnews.com, as firms name their sites."""
        domain = registered_domain(self.identity.host if self.identity else None) or ""
        key = unaccented(name_key(name))
        return bool(key) and domain.startswith(key)

    def _own_short(self, name: str, label: str) -> bool:
        """Whether a paper calls itself by its last word: "The Post" on the Example Post's page, "The Lens" on thelens….org."""
        parts = name.casefold().split()
        if len(parts) != 2 or parts[0] != "the":
            return False
        names = (n.name for n in self.own_outlet.names) if self.own_outlet is not None else ()
        return label.startswith("".join(parts)) or any(n.casefold().split()[-1:] == parts[1:] for n in names)

    @cached_property
    def _rights(self) -> re.Pattern[str]:
        return self._any_of("marks", "©", "(?i:copyright)")

    @cached_property
    def _frame(self) -> re.Pattern[str]:
        return self._any_of("frame", "©")

    def _any_of(self, name: str, *always: str) -> re.Pattern[str]:
        """A pattern of what stands on any page and the words of a list of the page's languages."""
        said = (re.escape(word) for tongue in self.tongues for word in tongue.copyright.get(name, ()))
        return re.compile("|".join([*always, *said]))

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

    def named_by_site(self, name: str, *, rights: bool = False) -> bool:
        """Whether a name stands in the site's frame (menu, footer, rights line, path to the page); `rights`: in rights lines only.

        That makes a name no table knows the page's own, where a bare label says "Source: X".
        """
        domain = registered_domain(self.identity.host if self.identity else None)
        plain = name.removesuffix("网").removesuffix("網")
        name = plain if len(plain) >= 3 else name
        return len(name) >= 2 and any(
            name in x.text
            for x in self.page.document.lines
            if len(x.text) <= 300
            and "teaser" not in x.context
            and (
                self._rights.search(x.text)
                if rights
                else x.context & {"nav", "footer"} or self._frame.search(x.text) or (domain and domain in x.text)
            )
        )

    @cached_property
    def own_outlet(self) -> Outlet | None:
        """The registry's entry of the page's outlet, or one made for its host."""
        ref = self.identity.outlet if self.identity else None
        if ref is None:
            return None
        found = self.registry.by_slug(ref.slug)
        if found is None and ref.domain:
            return self.registry.provisional_for_host(ref.domain)
        return found or self.registry.provisional_for_name(ref.name)

    @cached_property
    def country(self) -> str | None:
        """The country of the page's outlet, else the one its domain ends with; tells namesakes apart."""
        if self.own_outlet is not None and self.own_outlet.country:
            return self.own_outlet.country
        last = ((self.identity.host if self.identity else None) or "").rpartition(".")[2].upper()
        return {"UK": "GB"}.get(last, last) if len(last) == 2 else None

    @cached_property
    def own_names(self) -> frozenset[str]:
        """Keys of every name under which the page's outlet may speak of itself."""
        names: set[str] = set()
        if self.own_outlet is not None:
            names |= {name_key(n.name) for n in self.own_outlet.names} | {name_key(self.own_outlet.name)}
        host = self.identity.host if self.identity else None
        domain = registered_domain(host)
        if host and domain:
            names |= {name_key(host.removeprefix("www.")), name_key(domain), name_key(domain.split(".")[0])}
        if self.identity is not None and self.identity.identity_basis in ("fetched", "archived", "claimed"):
            names |= {
                name_key(s.value) for s in self.page.signals_named("og:site_name") if self._site_name_fits(s.value)
            }
        return frozenset(names - {""})

    @cached_property
    def _framed(self) -> frozenset[str]:
        """Keys of the names in the page's frame; only the very name is the page's, not one that holds it."""
        if self.identity is None:
            return frozenset()
        found = frame_names(self.page, self.identity.host)
        keys = {unaccented(name_key(n)) for n in found if self._site_name_fits(n)}
        return frozenset(k for k in keys if len(k) >= (MIN_LABEL if k.isascii() else MIN_FRAMED))

    def _site_name_fits(self, name: str) -> bool:
        """A site may not take on the name of another known outlet."""
        known = self.registry.by_name(name)
        return known is None or self.own_outlet is None or self.registry.same_owner(known, self.own_outlet)

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

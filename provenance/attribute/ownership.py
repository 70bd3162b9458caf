"""Whose a name is: the page's own, its owner's, or another's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from provenance.attribute import phrases
from provenance.attribute.frame import frame_names
from provenance.attribute.phrases import Phrases
from provenance.outlets.registry import Registry
from provenance.records.article import PageIdentity
from provenance.records.document import Page
from provenance.records.outlet import Outlet
from provenance.text import abbreviates, name_key, unaccented
from provenance.urls import registered_domain, same_site

OWN_INSIDE = 7
"""A page's own name of so many letters inside a longer name makes that its own ("C.A. Example Post")."""
MIN_LABEL, MIN_FRAMED = 5, 3


@dataclass(frozen=True)
class Owner:
    """A page, the registry, and whose page it is; `identity` is None while that is being found out."""

    page: Page
    registry: Registry
    identity: PageIdentity | None = None

    @cached_property
    def tongues(self) -> tuple[Phrases, ...]:
        """Phrase files to try: the page's language first, English always."""
        wanted = dict.fromkeys([(self.page.language or "")[:2].lower(), "en"])
        return tuple(found for tongue in wanted if tongue and (found := phrases.load(tongue)))

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

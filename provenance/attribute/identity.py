"""Whose page is this? From where it was fetched, from what the caller says, or from its own claims.

The address outranks everything a page says of itself (rule 3 of the design): a page's canonical,
og:url or site name never replace a known host, they are claims.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from provenance.attribute.scene import Scene, cite
from provenance.reading.archives import archived_at
from provenance.records.article import IdentityBasis, PageIdentity
from provenance.records.document import Page, Signal
from provenance.records.evidence import Evidence
from provenance.records.outlet import Outlet
from provenance.times import find_written
from provenance.urls import host_of, registered_domain

_OWN_HOST = re.compile(r"(?:https?://)?(?:www\.)((?:[a-z0-9-]+\.)+[a-z]{2,10})|@((?:[a-z0-9-]+\.)+[a-z]{2,10})", re.I)
_BARE = re.compile(r"^((?:[a-z0-9-]+\.)+[a-z]{2,10}/)", re.I)
"""An address without its scheme, as some pages give their own."""
MIN_HOME_LINKS = 8
_MAILERS = frozenset(["gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "aol.com", "protonmail.com"])


def identify(scene: Scene) -> PageIdentity:
    """The page's identity with its basis; `unknown` where nothing says it."""
    page = scene.page
    capture = page.capture
    url = page.url
    given = capture.given.outlet
    if given:
        outlet = (
            scene.registry.by_slug(given) or scene.registry.by_name(given) or scene.registry.provisional_for_name(given)
        )
        return _made(page, url, host_of(url), outlet, "given")
    host = host_of(url)
    if host is not None:
        basis: IdentityBasis = "archived" if page.archived else "given"
        if not page.archived and capture.fetched_at and not capture.given_elsewhere:
            basis = "fetched"
        return _made(page, url, host, _of_host(scene, host), basis)
    return _claimed(scene) or _made(page, None, None, None, "unknown")


def _made(page: Page, url: str | None, host: str | None, outlet: Outlet | None, basis: IdentityBasis,
          evidence: tuple[Evidence, ...] = ()) -> PageIdentity:  # fmt: skip
    return PageIdentity(
        url=url, host=host, outlet=outlet.ref if outlet else None, identity_basis=basis,
        sha256=page.capture.sha256, charset=page.charset, evidence=evidence,
        archived_from=page.archived.to_dict() if page.archived else None,
    )  # fmt: skip


def _of_host(scene: Scene, host: str) -> Outlet:
    return scene.registry.by_host(host) or scene.registry.provisional_for_host(host)


def _claimed(scene: Scene) -> PageIdentity | None:
    """The identity a page without an address claims for itself."""
    page = scene.page
    home = _home(scene)
    for name in ("saved-from", "og:url", "canonical"):
        for signal in page.signals_named(name):
            archived = archived_at(signal.value)
            url = archived.url if archived else _BARE.sub(r"https://\1", signal.value)
            host = host_of(url)
            astray = name != "saved-from" and home is not None and registered_domain(host) != home
            if host is not None and "." in host and not astray:
                return _made(page, url, host, _of_host(scene, host), "claimed", (cite(signal, f"identity.{name}"),))
    site = _site_name(scene, page.signals_named("og:site_name"))
    return site or _claimed_in_text(scene)


def _home(scene: Scene) -> str | None:
    """The registered domain most of a page's absolute links lead to: its own, if it is clearly one.

    A page that names another site as canonical still links to itself in its menus.
    """
    hosts = Counter(
        registered_domain(host_of(link.href))
        for line in scene.page.document.lines
        for link in line.links
        if "://" in link.href
    )
    hosts.pop(None, None)
    if not hosts:
        return None
    domain, count = hosts.most_common(1)[0]
    return domain if count >= MIN_HOME_LINKS and count >= 0.5 * hosts.total() else None


def _site_name(scene: Scene, signals: tuple[Signal, ...]) -> PageIdentity | None:
    for signal in signals:
        outlet = scene.registry.by_name(signal.value)
        if outlet is not None:
            return _made(scene.page, None, outlet.ref.domain, outlet, "claimed", (cite(signal, "identity.site-name"),))
    return None


def _claimed_in_text(scene: Scene) -> PageIdentity | None:
    """From the words around the text: its own addresses in rights notices, its own date line.

    An address is needed (a site's contact or web address below its text); a name alone may be the
    origin's. Two hosts named equally often leave it unknown.
    """
    found: dict[str, list[Evidence]] = defaultdict(list)
    hosts: dict[str, str] = {}
    for line in scene.page.document.lines:
        if not scene.below(line) and "footer" not in line.context:
            continue
        for match in _OWN_HOST.finditer(line.text):
            domain = registered_domain((match[1] or match[2]).lower())
            if domain is None or domain in _MAILERS:
                continue
            outlet = _of_host(scene, domain)
            hosts.setdefault(outlet.slug, domain)
            found[outlet.slug].append(scene.quote(line, match.start(), match.end(), "identity.own-address"))
    ranked = sorted(found.items(), key=lambda item: -len(item[1]))
    if not ranked or (len(ranked) > 1 and len(ranked[0][1]) == len(ranked[1][1])):
        return None
    slug, evidence = ranked[0]
    outlet = _of_host(scene, hosts[slug])
    evidence += _date_lines(scene, outlet)
    return _made(scene.page, None, hosts[slug], outlet, "claimed", tuple(evidence))


def _date_lines(scene: Scene, outlet: Outlet) -> list[Evidence]:
    """Head lines of the form NAME, DATE with this outlet's name."""
    lines = []
    for line in scene.head:
        date = find_written(line.text)
        if date and date[0] > 0 and not line.text[date[1] :].strip():
            named = scene.registry.by_name(line.text[: date[0]].strip(" ,|-–—:"))
            if named is not None and named.slug == outlet.slug:
                lines.append(scene.whole(line, "identity.date-line"))
    return lines

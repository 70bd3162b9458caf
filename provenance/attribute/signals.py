"""Machine-readable statements of origin: canonical links, source metas, JSON-LD, republication pixels."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from provenance.attribute.credits import PRESS_KINDS, WIRE_KINDS, Claim
from provenance.attribute.scene import Scene, cite
from provenance.attribute.slots import look_up
from provenance.records.article import Family, Relation
from provenance.records.document import Signal
from provenance.records.outlet import Outlet
from provenance.urls import host_of, is_url, same_site

_SOURCE_METAS = {
    "syndication-source": 0.85,
    "original-source": 0.85,
    "source": 0.7,
    "content_source": 0.7,
    "page.content.source": 0.7,
}
_PROPERTIES = {
    "sourceOrganization": 0.75,
    "provider": 0.7,
    "isBasedOn": 0.6,
    "isBasedOnUrl": 0.6,
    "copyrightHolder": 0.6,
    "translationOfWork": 0.9,
}
_POST = re.compile(r"[?&]post=(\d+)")
_CONVERSATION = re.compile(r"counter\.theconversation\.com/content/(\d+)")


def signal_credits(scene: Scene) -> Iterator[Claim]:
    """Credits in head metadata, JSON-LD and pixels that point away from the page's own site."""
    yield from _logos(scene)
    for signal in scene.page.signals:
        if signal.where == "canonical" or signal.name == "canonical":
            yield from _canonical(scene, signal)
        elif signal.where == "pixel":
            yield from _pixel(scene, signal)
        elif signal.where == "meta" and signal.name in _SOURCE_METAS:
            yield from _source(scene, signal, _SOURCE_METAS[signal.name], "meta")
        elif signal.where == "json-ld":
            base, _, part = signal.chain.partition(".")
            if base in _PROPERTIES and part in ("", "name", "url", "@id"):
                yield from _source(scene, signal, _PROPERTIES[base], "json-ld")


def _logos(scene: Scene) -> Iterator[Claim]:
    """The one listed outlet whose logo stands where the page names its source; several are a list of partners."""
    found = [(s, o) for s in scene.page.signals_named("source-logo") if (o := look_up(scene, s.value)) is not None]
    others = [(s, o) for s, o in found if o.kind in WIRE_KINDS | PRESS_KINDS and not scene.own(o, s.value)]
    if len({o.slug for _, o in found}) == 1 and others:
        signal, outlet = others[0]
        evidence = cite(signal, "source-logo")
        yield Claim(relation_to(outlet), "in", signal.value, outlet, True, None, 0.75, False, evidence, "meta")


def _canonical(scene: Scene, signal: Signal) -> Iterator[Claim]:
    """A canonical on another owner's site: "the preferred version of this page is there"."""
    host = host_of(signal.value)
    me = scene.identity.host if scene.identity else None
    if host is None or me is None or same_site(host, me) or not _public_page(signal.value):
        return
    outlet = scene.registry.by_host(host)
    made = outlet or scene.registry.provisional_for_host(host)
    if scene.own(made, made.name, host):
        return
    strength = 0.9 if outlet is not None else 0.7
    yield Claim(
        relation_to(made),
        "in",
        scene.spelling(made, host),
        made,
        outlet is not None,
        signal.value,
        strength,
        False,
        cite(signal, "canonical.elsewhere"),
        "meta",
    )


def _public_page(url: str) -> bool:
    """An address of one page: a path, and a host that is a name with a dot in it."""
    host = host_of(url) or ""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        path = re.sub(r"^https?://[^/?#]+", "", url, flags=re.I).strip("/")
        return "." in host and len(path) > 1 and "$" not in url
    return False


def _source(scene: Scene, signal: Signal, strength: float, family: Family) -> Iterator[Claim]:
    """A source named by tag: another site's page, or the name of a known other outlet."""
    value = signal.value.strip()
    if is_url(value):
        host = host_of(value)
        outlet = scene.registry.by_host(host or "")
        if outlet is None or not _public_page(value) or scene.own(outlet, None, host):
            return
        yield Claim(
            relation_to(outlet),
            "in",
            outlet.name,
            outlet,
            True,
            value,
            strength,
            False,
            cite(signal, f"{signal.where}.{signal.name}"),
            family,
        )
        return
    outlet = look_up(scene, re.sub(r"^(?:来源|source|quelle|fuente)\s*[:：]\s*", "", value, flags=re.I))
    if outlet is not None and len(value) <= 80:
        yield Claim(
            relation_to(outlet),
            "in",
            value,
            outlet,
            True,
            None,
            strength,
            False,
            cite(signal, f"{signal.where}.{signal.name}"),
            family,
        )


def relation_to(outlet: Outlet) -> Relation:
    """How a text is related to an outlet of which only the name is given."""
    if outlet.kind in WIRE_KINDS:
        return "wire"
    return "press_release" if outlet.kind == "pr_wire" else "republished_from"


def _pixel(scene: Scene, signal: Signal) -> Iterator[Claim]:
    """A republication kit's counter: it stands only where a text was taken over."""
    url, host = signal.value, host_of(signal.value)
    if host is None:
        return
    item = _CONVERSATION.search(url) or _POST.search(url)
    if "theconversation.com" in host and not _CONVERSATION.search(url):
        return
    if "propublica.org" in host and not scene.page.signals_named("syndication-source"):
        return  # ProPublica's data pages carry the script too
    outlet = scene.registry.by_host(host) or scene.registry.provisional_for_host(host)
    if scene.own(outlet, None, host):
        return
    yield Claim("republished_from", "in", outlet.name, outlet, not outlet.provisional, None, 0.97, False, cite(signal, "pixel"), "pixel",
                item_id=item[1] if item else None)  # fmt: skip

"""What a feed says of where an entry is from: RSS and Atom `<source>`, JSON Feed `external_url`. A claim of the feed's."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.attribute.credits import Claim
from provenance.attribute.scene import Scene
from provenance.attribute.signals import relation_to
from provenance.attribute.slots import look_up
from provenance.records.article import EXTRACTOR_VERSION
from provenance.records.evidence import Evidence
from provenance.records.outlet import Outlet
from provenance.urls import host_of

_STRENGTH = 0.7
_LONGEST = 80


def listed_credits(scene: Scene) -> Iterator[Claim]:
    """The credit of the feed that named the page, where it is a known outlet and not the page's own."""
    given = scene.page.capture.given
    words = given.credited or given.credited_url
    if given.listed_in is None or words is None:
        return
    outlet = _outlet(scene, given.credited, given.credited_url)
    host = host_of(given.credited_url)
    if outlet is None or scene.own(outlet, given.credited, host):
        return
    # JSON Feed names the page itself; the address beside a name is that of the source's site or feed.
    page = None if given.credited else given.credited_url
    evidence = Evidence(words, "link", f"feed {given.listed_in}", None, None, "feed.source", EXTRACTOR_VERSION)
    yield Claim(
        relation_to(outlet), "in", given.credited or outlet.name, outlet, True, page, _STRENGTH, False, evidence, "meta"
    )  # fmt: skip


def _outlet(scene: Scene, name: str | None, url: str | None) -> Outlet | None:
    """The outlet both name; none where they name two."""
    named = look_up(scene, name) if name and len(name) <= _LONGEST else None
    there = scene.registry.by_host(host_of(url) or "")
    if named is not None and there is not None and named.slug != there.slug:
        return None
    return named or there

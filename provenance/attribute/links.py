"""Where links lead: to a source, or to share buttons, shorteners and the page's own site."""

from __future__ import annotations

from provenance.attribute.scene import Scene
from provenance.urls import host_of, resolve

_SHORTENERS = frozenset(
    [
        "bit.ly",
        "t.co",
        "ow.ly",
        "goo.gl",
        "tinyurl.com",
        "buff.ly",
        "dlvr.it",
        "feedproxy.google.com",
        "reut.rs",
        "apne.ws",
    ]
)
_ELSEWHERE = frozenset(
    [
        "facebook.com",
        "twitter.com",
        "x.com",
        "youtube.com",
        "youtu.be",
        "instagram.com",
        "linkedin.com",
        "amazon.com",
        "creativecommons.org",
        "archive.org",
        "archive.is",
        "archive.today",
        "wikipedia.org",
        "t.me",
        "google.com",
        "addtoany.com",
        "pinterest.com",
        "reddit.com",
        "whatsapp.com",
    ]
)


def link_target(scene: Scene, href: str) -> str | None:
    """The address a link names a source by, or None for share buttons, shorteners and own pages."""
    url = resolve(scene.identity.url if scene.identity else None, href)
    host = host_of(url)
    if host is None or host in _SHORTENERS or any(host == e or host.endswith("." + e) for e in _ELSEWHERE):
        return None
    return None if scene.own(None, host=host) else url

"""Addresses: one form per page, and which site a host belongs to. Opens no socket."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref_src|cmpid|ncid|icid|wt\.mc_id|at_(?:medium|campaign|custom\d)|__twitter_impression|amp"
    r"|outputtype|xtor|smid|partner|spm|yclid|_ga|gaa_\w+"
)
_MOBILE = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_AMP_PATH = re.compile(r"(?:^/amp(?=/))|(?:/amp/?$)|(?:\.amp(?=\.html?$|$))|(?:/(?:print|output/print)/?$)")


def is_url(text: str) -> bool:
    """Whether the text is an http(s) address with a host."""
    return re.match(r"https?://[^\s/]", text, re.I) is not None and host_of(text) is not None


def origin_of(url: str) -> str:
    """Whose robots.txt and whose pace count for an address: scheme, host and port, in lower case."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()


def host_of(url: str | None) -> str | None:
    """Lower-case host of an address, in IDNA form, without port, credentials and root dot."""
    if not url:
        return None
    try:
        host = urlsplit(url.strip()).hostname
    except ValueError:
        return None
    if not host:
        return None
    host = host.rstrip(".").lower()
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    return host or None


@lru_cache(maxsize=1)
def _suffixes() -> TLDExtract:
    import tldextract

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@lru_cache(maxsize=65536)
def registered_domain(host: str | None) -> str | None:
    """The registrable domain of a host (`bbc.co.uk`), private suffixes on; an address is its own."""
    if not host:
        return None
    host = host.rstrip(".").lower()
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        found = _suffixes()(host)
        if not found.suffix:  # an unlisted suffix has one label: the list's own default rule
            return ".".join(host.split(".")[-2:])
        return found.top_domain_under_public_suffix or host
    return host


def same_site(a: str | None, b: str | None) -> bool:
    """Whether two hosts have one registrable domain."""
    return a is not None and registered_domain(a) == registered_domain(b)


def resolve(base: str | None, href: str) -> str | None:
    """The absolute http(s) address of a link, or None where it has none (`#`, `mailto:`, no base)."""
    href = href.strip()
    if not href or href.startswith("#"):
        return None
    try:
        joined = urljoin(base or "", href)
    except ValueError:
        return None
    return joined if is_url(joined) else None


def names_a_page(url: str) -> bool:
    """Whether an address leads to one page, not to a site's front."""
    parts = urlsplit(url)
    return parts.path not in ("", "/") or bool(parts.query)


def canonical_url(url: str) -> str:
    """One address for one page.

    Scheme https, host lower case without `www.`, `m.`, `amp.`; default ports, credentials,
    fragments, tracking parameters and AMP or print endings gone; the rest sorted and percent-coded
    one way. The result names a page, it is not meant to be fetched.

    Raises ValueError where the text is no http(s) address.
    """
    from w3lib.url import canonicalize_url

    if not is_url(url):
        raise ValueError(f"not an http(s) address: {url[:200]}")
    parts = urlsplit(canonicalize_url(url.strip(), keep_fragments=False))
    host = _MOBILE.sub("", host_of(url) or "")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = parts.path
    while (shorter := _AMP_PATH.sub("", path).rstrip("/")) != path:
        path = shorter
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k.lower())]
    return urlunsplit(("https", host + port, path or "/", urlencode(sorted(kept)), ""))

"""The guard: no address and no name leads a fetch to the inside of a network.

An address is taken apart here once, by rules stricter than a browser's, and the very parts that
were checked are what is connected to and asked for: no second parser can read it differently.
What is spelt in an unusual way is refused, not repaired.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from provenance.capture.public import is_public, parse_address
from provenance.errors import InputError

MAX_URL = 8192
"""Most characters of an address."""
MAX_ADDRESSES = 64
"""Most answers of one name that are looked at; more are refused."""

Resolve = Callable[[str], Sequence[str]]
"""From a host name to its IP addresses as text; raises OSError where it has none."""

_PARTS = re.compile(r"(https?)://([^/?#\\]*)((?:[/?][^#]*)?)", re.I)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_HOST_AND_PORT = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::(\d{0,5}))?")
_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_DOTS = "。．｡"
_INSIDE = frozenset(
    ["localhost", "localdomain", "local", "internal", "intranet", "private", "corp", "home", "lan", "arpa", "onion", "test", "invalid", "alt", "svc"]
)  # fmt: skip
# Above 1023, what the Fetch standard calls bad ports: services that could be made to obey an HTTP request.
_BAD_PORTS = frozenset(
    [1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080]
)


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address in parts: `host` in ASCII (an IPv6 address without brackets), `path` with the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == {"http": 80, "https": 443}[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address that is asked for."""
        return f"{self.scheme}://{self.authority}{self.path}"


def check_url(url: str, *, allow_private: bool = False) -> Target:
    """An http(s) address in checked parts.

    Ports 80, 443 and from 1024 are allowed, but for those the Fetch standard forbids. With
    `allow_private` inside names and addresses pass; unusual spellings never do.

    Raises InputError `refused_address`.
    """
    url = url.strip(" \t\r\n\f")
    if len(url) > MAX_URL:
        raise refused(url, f"is longer than {MAX_URL} characters")
    if any(ord(c) < 33 or 127 <= ord(c) < 160 for c in url.replace(" ", "")):
        raise refused(url, "has control characters in it")
    parts = _PARTS.fullmatch(url.partition("#")[0])
    if not parts:
        raise refused(url, "is not an http(s) address")
    scheme, authority, rest = parts[1].lower(), parts[2], parts[3]
    if "@" in authority:
        raise refused(url, "has a user name in it")
    host_port = _HOST_AND_PORT.fullmatch(authority)
    if not host_port:
        raise refused(url, "has a malformed host")
    host = _host(url, host_port[1], allow_private)
    return Target(scheme, host, _port(url, host_port[2], scheme), _path(rest))


def redirect_target(base: Target, location: str, *, allow_private: bool = False) -> Target:
    """Where a Location header leads, checked anew; raises InputError `refused_address`."""
    location = location.strip(" \t\r\n\f")
    try:
        joined = location if _SCHEME.match(location) else urljoin(base.url, location)
    except ValueError as error:
        raise refused(location, "is a malformed redirect") from error
    return check_url(joined, allow_private=allow_private)


def addresses(host: str, resolve: Resolve, *, allow_private: bool = False) -> tuple[str, ...]:
    """The IP addresses of a checked host, each public; asks `resolve` once, and not at all for an address.

    Raises InputError: `refused_address` where any answer is not public, `network_error` where
    there is none.
    """
    if parse_address(host):
        answers: Sequence[str] = (host,)
    else:
        try:
            answers = resolve(host)
        except OSError as error:
            raise InputError("network_error", f"{host}: has no address ({error.strerror or error})") from error
    if not answers:
        raise InputError("network_error", f"{host}: has no address")
    if len(answers) > MAX_ADDRESSES:
        raise InputError("refused_address", f"{host}: has more than {MAX_ADDRESSES} addresses")
    for answer in answers:
        address = parse_address(answer)
        if not allow_private and (address is None or not is_public(address)):
            raise InputError("refused_address", f"{host}: leads to {answer[:60]}, which is not a public address")
    return tuple(dict.fromkeys(answers))


def refused(url: str, why: str) -> InputError:
    """The refusal of an address, in one line."""
    return InputError("refused_address", f"{shown(url)}: {why}")


def shown(url: str) -> str:
    """An address as one short line."""
    return " ".join(url.split())[:200]


def _host(url: str, host: str, allow_private: bool) -> str:
    if host.startswith("["):
        return _address(url, host[1:-1], allow_private)
    if not host:
        raise refused(url, "has no host")
    if "%" in host:
        raise refused(url, "has a percent-encoded host")
    name = host.lower() if host.isascii() else _idna(url, host)
    if name.endswith("."):
        raise refused(url, "has a host that ends with a dot")
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        return _address(url, name if name == host else "", allow_private)
    if len(name) > 253 or not _NAME.fullmatch(name):
        raise refused(url, "has a malformed host name")
    if not allow_private and ("." not in name or name.rpartition(".")[2] in _INSIDE):
        raise refused(url, f"has {name[:80]} as its host, a name of an inside network")
    return name


def _address(url: str, text: str, allow_private: bool) -> str:
    address = parse_address(text)
    if address is None:
        raise refused(url, "has a host that is a malformed or unusually written IP address")
    if not allow_private and not is_public(address):
        raise refused(url, f"leads to {address}, which is not a public address")
    return str(address)


def _idna(url: str, host: str) -> str:
    """The ASCII form of an international name; refuses characters that only stand for ASCII ones."""
    import idna

    folded = unicodedata.normalize("NFKC", host)
    stands_for = any(c in _DOTS for c in host) or any(
        not c.isascii() and unicodedata.normalize("NFKC", c).isascii() for c in host
    )
    if stands_for:
        raise refused(url, "has full-width or ideographic characters in its host")
    try:
        return idna.encode(folded.lower(), uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise refused(url, "has a malformed international host name") from error


def _port(url: str, text: str | None, scheme: str) -> int:
    if not text:
        return {"http": 80, "https": 443}[scheme]
    port = int(text)
    if port not in (80, 443) and (port < 1024 or port > 65535 or port in _BAD_PORTS):
        raise refused(url, f"has the port {port}, where no web pages are")
    return port


def _path(rest: str) -> str:
    path = quote(rest, safe="%/?:@!$&'()*+,;=-._~[]|", encoding="utf-8", errors="replace")
    return path if path.startswith("/") else "/" + path

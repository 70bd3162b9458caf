"""Which IP addresses are public: reachable by everybody, and nobody's inside.

After the IANA special-purpose registries. `ipaddress.is_global` is no guard: it lets IPv4 addresses
wrapped in IPv6 (NAT64, 6to4, compatible), multicast and site-local ones through. For IPv6 only the
block in use for the public internet is allowed, less what is special in it.
"""

from __future__ import annotations

from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network

IPAddress = IPv4Address | IPv6Address

_NOT_PUBLIC_4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",  # a cloud's machine service behind a public-looking address
    )
)  # fmt: skip
_PUBLIC_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # Teredo, ORCHID, benchmarking
        "2001:db8::/32", "2002::/16", "3fff::/20",
    )
)  # fmt: skip


def parse_address(text: str) -> IPAddress | None:
    """The address a text is, None where it is none or names a zone (`fe80::1%eth0`)."""
    try:
        return IPv4Address(text)
    except AddressValueError:
        pass
    try:
        found = IPv6Address(text)
    except AddressValueError:
        return None
    return None if found.scope_id is not None else found


def is_public(address: IPAddress) -> bool:
    """Whether the address belongs to the public internet."""
    if isinstance(address, IPv4Address):
        return not any(address in block for block in _NOT_PUBLIC_4)
    return address in _PUBLIC_6 and not any(address in block for block in _NOT_PUBLIC_6)

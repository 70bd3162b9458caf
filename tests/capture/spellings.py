"""Ways to write an address that leads inside, made by rules."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address

INSIDE_4 = (
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.9",
    "192.168.1.1",
    "169.254.169.254",
    "100.100.100.200",
    "0.0.0.0",
    "198.18.0.1",
)
INSIDE_6 = (
    "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1", "2001::1", "2002:7f00:1::", "3fff::1",
    "5f00::1", "100::1", "64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "::ffff:0:127.0.0.1", "4000::1",
)  # fmt: skip
INSIDE_NAMES = (
    "localhost", "LOCALHOST", "localhost.", "a.localhost", "localhost.localdomain", "printer.local", "metadata.google.internal",
    "router.lan", "wiki.corp", "nas.home.arpa", "intranet", "kubernetes.default.svc", "x.intranet", "site.onion", "a.test",
)  # fmt: skip


def hosts_4(dotted: str) -> Iterator[str]:
    """One IPv4 address in every spelling a resolver, a browser or a gateway may understand."""
    address = IPv4Address(dotted)
    number = int(address)
    a, b, c, d = dotted.split(".")
    low = int(c) * 256 + int(d)
    yield from (dotted, str(number), hex(number), hex(number).upper(), f"0{number:o}", f"00000{number:o}")
    yield ".".join(hex(int(p)) for p in dotted.split("."))
    yield ".".join(f"0{int(p):o}" for p in dotted.split("."))
    yield ".".join(f"{int(p):03d}" for p in dotted.split("."))
    yield f"0x{int(a):02x}.{b}.0{int(c):o}.{d}"
    yield f"{a}.{b}.{low}"
    yield f"{a}.{int(b) * 65536 + low}"
    yield f"{dotted}."
    yield f"{number + 2**32}"
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    circled = str.maketrans("123456789", "①②③④⑤⑥⑦⑧⑨")
    yield from (dotted.translate(wide), dotted.translate(circled), dotted[:1] + "\u00ad" + dotted[1:])
    yield from (dotted.replace(".", dot) for dot in "。．｡")
    yield from (dotted.replace(".", "%2e"), f"%{ord(dotted[0]):02x}{dotted[1:]}", dotted.replace(".", "%E3%80%82"))
    high, rest = f"{number >> 16:x}", f"{number & 65535:x}"
    yield from (
        f"[::ffff:{dotted}]",
        f"[::ffff:{high}:{rest}]",
        f"[0:0:0:0:0:ffff:{high}:{rest}]",
        f"[::{dotted}]",
        f"[::{high}:{rest}]",
    )
    yield from (
        f"[64:ff9b::{dotted}]",
        f"[64:ff9b:1::{dotted}]",
        f"[2002:{high}:{rest}::1]",
        f"[2001:0:5db8:d70e::{high}:{rest}]",
    )


def hosts() -> Iterator[str]:
    """All of them."""
    for dotted in INSIDE_4:
        yield from hosts_4(dotted)
    for address in INSIDE_6:
        yield from (f"[{address}]", f"[{address}%25eth0]", f"[{address}%eth0]")
    yield from INSIDE_NAMES


def urls() -> Iterator[str]:
    """Addresses that lead inside, or would if read carelessly."""
    for host in hosts():
        yield f"http://{host}/"
    for host in ("127.0.0.1", "[::1]", "localhost", "169.254.169.254"):
        yield from (
            f"https://{host}/", f"HTTP://{host}:8080/", f"http://user@{host}/", f"http://user:word@{host}/", f"http://news.example-gazette.org@{host}/",
            f"http://news.example-gazette.org:80@{host}/", f"http://{host}#@news.example-gazette.org/", f"http://{host}?@news.example-gazette.org/",
            f"http://news.example-gazette.org\\@{host}/", f"http://{host}\\@news.example-gazette.org/", f"http://\t{host}/", f"http://{host}\r\nX: y/",
            f"http:\\\\{host}/", f"http://{host}:80:80/", f"http://{host}%00.news.example-gazette.org/", f"http://{host}%23.example-gazette.org/",
            f"http://[{host}]/", f"http://{host}:099999/", f"http://{host}:22/", f"http://{host}:6667/",
        )  # fmt: skip
    yield from (
        "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:70/_x", "dict://127.0.0.1/", "javascript:alert(1)", "data:text/html,x",
        "http:127.0.0.1", "http:/127.0.0.1", "http:///", "http://", "http://.", "http://..", "http://a..b/", "http://-/", "http://:80/",
    )  # fmt: skip


def redirects() -> Iterator[str]:
    """The same as a Location header has them: also without a scheme."""
    yield from urls()
    for host in hosts():
        yield f"//{host}/"

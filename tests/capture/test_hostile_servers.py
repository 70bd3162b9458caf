"""Whatever a server does, a fetch ends in time, within its bytes, with a reason and the evidence."""

import gzip
import socket
import struct
import time
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard

from provenance.capture.client import Limits, Network, fetch, user_agent
from provenance.records.fetched import Fetched, Fetching
from tests.capture.servers import PAGE, Connection, Talk, answer, pages, redirect, serving

SECONDS = 1.0
LIMITS = Limits(seconds=SECONDS, wire=300_000, decoded=1_000_000)
LONG = b"<p>" + b"The ferry left at noon and nobody knew where it was bound. " * 60 + b"</p>"
CHUNKS = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


def got_from(talk: Talk, path: str = "/", limits: Limits = LIMITS, **more: object) -> tuple[Fetched, list[str], float]:
    with serving(talk) as server:
        start = time.monotonic()
        got = fetch(server.url(path), how=Fetching(allow_private=True), limits=limits, **more)  # type: ignore[arg-type]
        return got, server.asked, time.monotonic() - start


def whole(data: bytes) -> Talk:
    return lambda connection: connection.send(data)


def coded(body: bytes, coding: str, kind: str = "text/html") -> Talk:
    return whole(answer(body, headers=(f"Content-Type: {kind}", f"Content-Encoding: {coding}")))


def test_control() -> None:
    got, asked, _ = got_from(
        whole(answer(LONG, headers=("Content-Type: text/html; charset=utf-8", "X-A: 1", "X-A: 2")))
    )
    assert (got.outcome, got.reason, got.status, got.phrase) == ("page", None, 200, "OK")
    assert got.content == got.wire == LONG
    assert got.headers[1:3] == (("X-A", "1"), ("X-A", "2"))
    assert (len(got.hops), got.truncated, got.http_version, asked) == (1, False, "HTTP/1.1", ["/"])
    assert got.fetched_at.endswith("Z")


def test_chain_of_five() -> None:
    site = {f"/{n}": redirect(f"/{n + 1}") for n in range(5)} | {"/5": answer()}
    got, asked, _ = got_from(pages(site), "/0")
    assert (got.outcome, len(asked), [hop.status for hop in got.hops]) == ("page", 6, [302] * 5 + [200])
    assert got.url.endswith("/0") and got.url_final.endswith("/5")


def test_redirects_keep_their_headers() -> None:
    moved = redirect("/b", "301 Moved").replace(
        b"\r\n\r\n", b"\r\nX-Served-By: cache 7\r\nX-Served-By: cache 8\r\n\r\n"
    )
    long = redirect("/c").replace(b"\r\n\r\n", b"\r\nX-A: 1\r\nX-Long: " + b"y" * 20_000 + b"\r\nX-B: 2\r\n\r\n")
    got, _, _ = got_from(pages({"/": moved, "/b": long, "/c": answer()}))
    first, second, last = got.hops
    assert (first.headers[0], first.headers[2:]) == (
        ("Location", "/b"),
        (("X-Served-By", "cache 7"), ("X-Served-By", "cache 8")),
    )
    assert (first.cut, second.cut, second.headers[-1]) == (False, True, ("X-A", "1"))
    assert (last.status, last.headers) == (200, ()) and got.headers


LOOPS: dict[str, Talk] = {
    "loop": pages({"/": redirect("/")}),
    "ping-pong": pages({"/": redirect("/b"), "/b": redirect("/")}),
    "growing": lambda c: c.send(redirect(c.path + "x")),
    "chain of 25": lambda c: c.send(redirect(f"/{int(c.path[1:] or 0) + 1}")),
    "no location": whole(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"),
    "empty location": whole(b"HTTP/1.1 302 Found\r\nLocation:\r\nContent-Length: 0\r\n\r\n"),
}


@pytest.mark.parametrize("name", LOOPS)
def test_redirects_end(name: str) -> None:
    got, asked, _ = got_from(LOOPS[name])
    assert (got.outcome, got.reason) == ("failed", "http_error")
    assert len(asked) <= 6 and len(got.hops) == len(asked)


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:text/html,x", "javascript:alert(1)"])
def test_redirects_lead_to_web_pages_only(to: str) -> None:
    got, asked, _ = got_from(pages({"/": redirect(to)}))
    assert (got.outcome, got.reason, asked) == ("failed", "refused_address", ["/"])


SLOW: dict[str, Talk] = {
    "silent": lambda c: c.wait(),
    "drip of the status line": lambda c: c.drip(b"H"),
    "drip of headers": lambda c: c.send(b"HTTP/1.1 200 OK\r\n").drip(b"X: y\r\n"),
    "drip of a body": lambda c: c.send(answer(b"<p>", length=False)).drip(b"a"),
    "drip of chunks": lambda c: c.send(CHUNKS).drip(b"1\r\na\r\n"),
    "drip of a chunk size": lambda c: c.send(CHUNKS).drip(b"0"),
    "drip of early hints": lambda c: c.drip(b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "stops in the middle": lambda c: c.send(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<p>abc").wait(),
    "slow redirects": lambda c: c.stopping.wait(0.4) or c.send(redirect(c.path + "x")),
}


@pytest.mark.parametrize("name", SLOW)
def test_time_is_bounded(name: str) -> None:
    got, _, seconds = got_from(SLOW[name])
    assert (got.outcome, got.reason) == ("failed", "too_slow")
    assert SECONDS * 0.8 < seconds < SECONDS + 1
    assert bool(got.wire) == (name in ("drip of a body", "drip of chunks", "stops in the middle"))
    assert got.truncated == (bool(got.wire) or name == "drip of a chunk size")


def test_tls_handshake_and_names_are_in_the_time_too() -> None:
    with serving(lambda c: c.wait()) as server:
        start = time.monotonic()
        got = fetch(server.url().replace("http:", "https:"), how=Fetching(allow_private=True), limits=LIMITS)
        assert got.reason == "too_slow"

    def resolve(host: str) -> list[str]:
        time.sleep(2)
        return ["127.0.0.1"]

    got = fetch("http://slow.example-gazette.org/", network=Network(resolve=resolve), limits=LIMITS)
    assert got.reason == "too_slow"
    assert time.monotonic() - start < 2 * SECONDS + 1


FLOODS: dict[str, Talk] = {
    "endless body": lambda c: c.send(answer(b"", length=False)).flood(b"x" * 65_536, 64 << 20),
    "endless chunks": lambda c: c.send(CHUNKS).flood(b"1\r\na\r\n" * 1000, 8 << 20),
    "endless headers": lambda c: c.send(b"HTTP/1.1 200 OK\r\n").flood(b"X: y\r\n" * 1000, 8 << 20),
    "endless hints": lambda c: c.flood(b"HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n" * 1000, 8 << 20),
    "1 MiB header": whole(b"HTTP/1.1 200 OK\r\nX: " + b"y" * (1 << 20) + b"\r\n\r\n"),
    "5,000 headers": whole(answer(headers=[f"X-{n}: y" for n in range(5000)])),
    "201 headers": whole(answer(headers=["X: y"] * 200)),
    "a declared 100 GB": lambda c: c.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\n").flood(
        b"x" * 65_536, 8 << 20
    ),
}


@pytest.mark.parametrize("name", FLOODS)
def test_bytes_are_bounded(name: str) -> None:
    got, _, _ = got_from(FLOODS[name], limits=Limits(seconds=5, wire=300_000, decoded=600_000))
    assert (got.outcome, got.reason, got.truncated) == ("failed", "too_large", True)
    assert len(got.wire) <= 300_001


def test_as_many_headers_as_allowed() -> None:
    assert got_from(whole(answer(headers=["X: y"] * 198 + ["Content-Type: text/html"])))[0].outcome == "page"


def br(body: bytes) -> bytes:
    packed = brotli.compress(body)  # type: ignore[no-untyped-call]
    assert isinstance(packed, bytes)
    return packed


def zstd(body: bytes) -> bytes:
    return zstandard.ZstdCompressor(write_checksum=True).compress(body)


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": br,
    "zstd": zstd,
}


def deflated(body: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(body) + packer.flush()


CODINGS = {
    "gzip": gzip.compress(LONG),
    "x-gzip": gzip.compress(LONG[:99]) + gzip.compress(LONG[99:]),
    "GZIP ": gzip.compress(LONG),
    "deflate": zlib.compress(LONG),
    "deflate, identity": deflated(LONG),
    "br": br(LONG),
    "zstd": zstd(LONG),
    " zstd": zstd(LONG[:99]) + zstd(LONG[99:]),
    "gzip, br": br(gzip.compress(LONG)),
    "zstd, deflate": zlib.compress(zstd(LONG)),
    "identity": LONG,
}


@pytest.mark.parametrize("coding", CODINGS)
def test_codings(coding: str) -> None:
    got, _, _ = got_from(coded(CODINGS[coding], coding))
    assert (got.outcome, got.content, got.wire) == ("page", LONG, CODINGS[coding])


SPACES = b" " * 4_000_000
BOMBS = {
    "gzip": gzip.compress(SPACES),
    "deflate": zlib.compress(SPACES),
    "br": br(SPACES),
    "zstd": zstd(SPACES),
    "gzip, gzip": gzip.compress(gzip.compress(SPACES)),
    "br, zstd": zstd(br(SPACES)),
    "gzip, br": br(b"\x1f\x8b\x08\x08" + bytes(6) + b"a" * 4_000_000),
}


@pytest.mark.parametrize("coding", BOMBS)
def test_bombs(coding: str) -> None:
    got, _, _ = got_from(coded(BOMBS[coding], coding))
    assert (got.outcome, got.reason, got.content) == ("failed", "too_large", b"")
    assert got.wire == BOMBS[coding] and got.truncated


def test_codings_without_end() -> None:
    empty = gzip.compress(b"")
    got, _, seconds = got_from(coded(empty * (290_000 // len(empty)), "gzip"))
    assert (got.outcome, got.reason) == ("failed", "truncated") and seconds < SECONDS
    got, _, _ = got_from(coded(LONG, ", ".join(["gzip"] * 50)))
    assert (got.outcome, got.reason, got.wire) == ("failed", "too_deep", LONG)
    got, _, _ = got_from(coded(LONG, "gzip, gzip, gzip"))
    assert got.reason == "too_deep"
    got, _, _ = got_from(coded(LONG, "compress"))
    assert (got.reason, got.wire) == ("unsupported_type", LONG)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, br"])
@pytest.mark.parametrize("kind", ["cut", "flipped", "plain"])
def test_damaged_codings_keep_what_came(coding: str, kind: str) -> None:
    page = b"<html><body>" + b"".join(
        b"<p>%d %s</p>" % (n, zlib.compress(b"%d" % n).hex().encode()) for n in range(9000)
    )
    body = page
    for name in coding.split(", "):
        body = PACKERS[name](body)
    middle = len(body) // 2
    body = {"cut": body[: len(body) * 3 // 4], "flipped": body[:middle] + bytes([body[middle] ^ 255]) * 9 + body[middle + 9 :], "plain": LONG}[kind]  # fmt: skip
    got, _, _ = got_from(coded(body, coding))
    assert got.reason == "truncated" and got.truncated and got.wire == body and got.detail
    assert got.outcome == ("partial" if got.content else "failed")
    if kind == "cut":
        assert len(got.content) > 10_000 and page.startswith(got.content)


def reset(connection: Connection) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n" + LONG)
    time.sleep(0.1)
    connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n" % (
    len(LONG),
    LONG,
)
BROKEN: dict[str, Talk] = {
    "early close": whole(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n" + LONG),
    "cut chunk": whole(CHUNKED + b"ff\r\nabc"),
    "no last chunk": whole(CHUNKED),
    "bad chunk": whole(CHUNKED + b"zz\r\nabc\r\n"),
    "bad trailer": whole(CHUNKED + b"0\r\n: :\r\n\0\r\n\r\n"),
    "reset": reset,
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_off_is_kept_and_marked(name: str) -> None:
    got, _, _ = got_from(BROKEN[name])
    assert (got.outcome, got.reason, got.truncated) == ("partial", "truncated", True)
    assert got.content.startswith(LONG)


NOISE = {
    "nothing": b"",
    "no HTTP": b"SSH-2.0-OpenSSH_9.2\r\n",
    "HTTP/0.9": b"<html><p>old</p></html>",
    "bad header line": b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
    "NUL in a header": b"HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n",
    "bad length": b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
    "unasked switch": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
    "bad status": b"HTTP/1.1 2000 OK\r\n\r\n",
    "only a hint": b"HTTP/1.1 100 Continue\r\n\r\n",
    "unknown transfer coding": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nabc",
}


@pytest.mark.parametrize("name", NOISE)
def test_noise_is_no_page(name: str) -> None:
    got, _, _ = got_from(whole(NOISE[name]))
    assert (got.outcome, got.reason, got.status) == ("failed", "network_error", None)
    assert got.detail and "\n" not in got.detail and len(got.hops) == 1


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    got = fetch(f"http://127.0.0.1:{port}/", how=Fetching(allow_private=True), limits=LIMITS)
    assert (got.outcome, got.reason, got.hops[0].address) == ("failed", "network_error", None)


@pytest.mark.parametrize("status", ["204 No Content", "206 Part", "300 Many", "304 Not Modified", "401 No", "403 No", "404 Not Found", "410 Gone", "429 Slow", "500 Oops", "503 Busy", "999 Denied"])  # fmt: skip
def test_other_statuses_are_no_page_but_evidence(status: str) -> None:
    bare = status[:3] in ("204", "304")
    body = b"" if bare else LONG
    data = f"HTTP/1.1 {status}\r\n\r\n".encode() if bare else answer(body, status)
    got, _, _ = got_from(whole(data))
    assert (got.outcome, got.reason, got.status) == ("failed", "http_error", int(status[:3]))
    assert got.wire == body and status[:3] in str(got.detail)


def test_conditional_requests() -> None:
    asked = (("If-None-Match", '"abc"'),)
    with serving(whole(b'HTTP/1.1 304 Not Modified\r\nETag: "abc"\r\n\r\n')) as server:
        got = fetch(server.url(), how=Fetching(allow_private=True), limits=LIMITS, conditions=asked)
        assert b'If-None-Match: "abc"' in server.heads[0]
    assert (got.outcome, got.reason, got.status) == ("unchanged", None, 304)
    with pytest.raises(ValueError, match="only If-None-Match"):
        fetch("http://127.0.0.1/", conditions=(("Cookie", "a=b"),))


@pytest.mark.parametrize(
    ("label", "body", "reason"),
    [
        ("text/html", PNG, "not_a_page"),
        ("text/html", gzip.compress(LONG), "not_a_page"),
        ("text/plain", PNG, "not_a_page"),
        ("image/png", PAGE, "not_a_page"),
        ("application/pdf", PAGE, "not_a_page"),
        ("text/html", b"%PDF-1.4 x", "not_a_page"),
        ("application/pdf", b"%PDF-1.4 x", None),
        ("application/octet-stream", b"%PDF-1.4 x", None),
        ("", b"\r\n%PDF-1.4 x", None),
        ("image/png", PNG, "unsupported_type"),
        ("", PNG, "unsupported_type"),
        ("application/octet-stream", gzip.compress(LONG), "unsupported_type"),
        ("application/json", b'{"html": "<p>x</p>"}', "unsupported_type"),
        ("text/css", b"p { color: red }", "unsupported_type"),
        ("application/rss+xml", b"<?xml version='1.0'?><rss></rss>", "unsupported_type"),
        ("text/xml", b"<?xml version='1.0'?><rss></rss>", "unsupported_type"),
        ("text/html", b"", "empty"),
        ("text/html", LONG, None),
        ("TEXT/HTML; charset=rot13", LONG, None),
        ("text/plain", b"Plain words.", None),
        ("application/xhtml+xml", PAGE, None),
        ("", PAGE, None),
        ("application/octet-stream", PAGE, None),
        ("text/html", "\ufeff船は正午に出た。".encode("utf-16-le") * 40, None),
    ],
)
def test_what_it_is_is_seen_in_the_bytes(label: str, body: bytes, reason: str | None) -> None:
    got, _, _ = got_from(whole(answer(body, headers=(f"Content-Type: {label}",) if label else ())))
    assert (got.outcome, got.reason) == ("page" if reason is None else "failed", reason)
    assert got.wire == body


def test_what_is_sent() -> None:
    site = {"/": redirect("/b").replace(b"\r\n\r\n", b"\r\nSet-Cookie: a=b\r\n\r\n"), "/b": answer()}
    with serving(pages(site)) as server:
        fetch(server.url(), how=Fetching(allow_private=True, contact="me@example.org"), limits=LIMITS)
        heads = [head.decode().lower() for head in server.heads]
        assert len(heads) == 2 and f"host: 127.0.0.1:{server.port}" in heads[0]
    assert all("user-agent: provenance/" in head and "(+me@example.org)" in head for head in heads)
    assert not any(word in head for head in heads for word in ("cookie", "authorization", "referer", "proxy"))


def test_user_agent() -> None:
    assert user_agent(None).startswith("provenance/") and " " not in user_agent("")
    assert user_agent("a\r\nX: y (z)").endswith("(+a X: y z)")

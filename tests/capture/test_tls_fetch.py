"""Over TLS and HTTP/2: the name is checked and announced though an address is connected to; the same bounds."""

import gzip
import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import h2.config
import h2.connection
import h2.events
import h2.exceptions
import pytest

from provenance.capture.client import Limits, Network, fetch
from provenance.records.fetched import Fetched
from tests.capture.servers import PAGE, PUBLIC, SITE, Connection, Internet, answer, serving

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs the openssl program for a certificate")
LIMITS = Limits(seconds=1.5, wire=300_000, decoded=1_000_000)
URL = f"https://{SITE}/x"
H2 = Callable[[h2.connection.H2Connection, int, Connection], None]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tls")
    cert, key = folder / "cert.pem", folder / "key.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
    ]
    made += ["-subj", f"/CN={SITE}", "-addext", f"subjectAltName=DNS:{SITE}", "-keyout", str(key), "-out", str(cert)]
    subprocess.run(made, check=True, capture_output=True, timeout=60)
    return cert, key


@contextmanager
def world(
    certificate: tuple[Path, Path], talk: Callable[[Connection], object], alpn: str, names: list[str]
) -> Iterator[Network]:
    """A site under TLS at the pretend internet's public address; `names` collects what clients announce."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    context.set_alpn_protocols([alpn])
    context.sni_callback = lambda _sock, name, _context: names.append(str(name))
    trust = ssl.create_default_context(cafile=str(certificate[0]))

    def wrap(sock: socket.socket) -> socket.socket:
        return context.wrap_socket(sock, server_side=True)

    with serving(talk, wrap, reads=alpn != "h2") as public, serving(lambda c: None) as canary:
        made = Internet(public, canary, {SITE: [[PUBLIC]], "other.example-gazette.org": [[PUBLIC]]})
        yield replace(made.network, trust=trust)
        assert made.inside == []


def over_h2(act: H2) -> Callable[[Connection], None]:
    """An HTTP/2 server that calls `act` once a request has come."""

    def talk(c: Connection) -> None:
        protocol = h2.connection.H2Connection(
            h2.config.H2Configuration(client_side=False, validate_outbound_headers=False)
        )
        protocol.initiate_connection()
        c.send(protocol.data_to_send())
        while data := c.sock.recv(65_536):
            for event in protocol.receive_data(data):
                if isinstance(event, h2.events.StreamEnded):
                    act(protocol, int(event.stream_id or 0), c)
                    return
            c.send(protocol.data_to_send())

    return talk


def whole(body: bytes, headers: list[tuple[str, str]], end: bool = True) -> H2:
    def act(protocol: h2.connection.H2Connection, stream: int, c: Connection) -> None:
        protocol.send_headers(stream, [(":status", "200"), *headers])
        for start in range(0, len(body), 16_000):
            protocol.send_data(stream, body[start : start + 16_000])
        if end:
            protocol.end_stream(stream)
        c.send(protocol.data_to_send())
        if end:
            c.stopping.wait(0.2)

    return act


def test_the_name_is_announced_and_checked(certificate: tuple[Path, Path]) -> None:
    names: list[str] = []
    with world(certificate, lambda c: c.send(answer()), "http/1.1", names) as network:
        got = fetch(URL, network=network, limits=LIMITS)
        assert (got.outcome, got.address, got.http_version, names) == ("page", PUBLIC, "HTTP/1.1", [SITE])
        wrong = fetch("https://other.example-gazette.org/x", network=network, limits=LIMITS)
        assert (wrong.outcome, wrong.reason) == ("failed", "network_error")
        assert "certificate" in str(wrong.detail)
        unknown = fetch(URL, network=replace(network, trust=None), limits=LIMITS)
        assert (unknown.reason, unknown.status) == ("network_error", None)


def over(certificate: tuple[Path, Path], act: H2, limits: Limits = LIMITS) -> Fetched:
    with world(certificate, over_h2(act), "h2", []) as network:
        return fetch(URL, network=network, limits=limits)


def test_a_page_over_http2(certificate: tuple[Path, Path]) -> None:
    headers = [("content-type", "text/html"), ("content-encoding", "gzip"), ("x-a", "1"), ("x-a", "2")]
    got = over(certificate, whole(gzip.compress(PAGE), headers))
    assert (got.outcome, got.http_version, got.content, got.address) == ("page", "HTTP/2", PAGE, PUBLIC)
    assert got.headers == tuple(headers)


def flood(protocol: h2.connection.H2Connection, stream: int, c: Connection) -> None:
    whole(b"x" * 16_000, [("content-type", "text/html")], end=False)(protocol, stream, c)
    frame = b"\x00\x3e\x80\x00\x00" + stream.to_bytes(4, "big") + b"x" * 16_000
    c.flood(frame, 8 << 20)


def pings(protocol: h2.connection.H2Connection, stream: int, c: Connection) -> None:
    whole(b"<p>", [("content-type", "text/html")], end=False)(protocol, stream, c)
    c.flood(b"\x00\x00\x08\x06\x00\x00\x00\x00\x00" + b"12345678", 8 << 20)


def hints(protocol: h2.connection.H2Connection, stream: int, c: Connection) -> None:
    protocol.send_headers(stream, [(":status", "103")])
    c.send(protocol.data_to_send())
    c.flood(b"\x00\x00\x08\x06\x00\x00\x00\x00\x00" + b"12345678", 8 << 20)


def drip(protocol: h2.connection.H2Connection, stream: int, c: Connection) -> None:
    whole(b"<p>", [("content-type", "text/html")], end=False)(protocol, stream, c)
    c.drip(b"\x00\x00\x01\x00\x00" + stream.to_bytes(4, "big") + b"a")


def reset(protocol: h2.connection.H2Connection, stream: int, c: Connection) -> None:
    whole(PAGE, [("content-type", "text/html")], end=False)(protocol, stream, c)
    protocol.reset_stream(stream)
    c.send(protocol.data_to_send())
    c.stopping.wait(0.2)


def closed(protocol: h2.connection.H2Connection, stream: int, c: Connection) -> None:
    whole(PAGE, [("content-type", "text/html")], end=False)(protocol, stream, c)
    c.stopping.wait(0.2)


def goaway(protocol: h2.connection.H2Connection, stream: int, c: Connection) -> None:
    protocol.close_connection(error_code=2)
    c.send(protocol.data_to_send())
    c.stopping.wait(0.2)


def garbage(protocol: h2.connection.H2Connection, stream: int, c: Connection) -> None:
    c.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    c.stopping.wait(0.2)


def bad_headers(protocol: h2.connection.H2Connection, stream: int, c: Connection) -> None:
    c.send(b"\x00\x00\x05\x01\x05" + stream.to_bytes(4, "big") + b"\xff\xff\xff\xff\xff")
    c.stopping.wait(0.2)


def many_headers(protocol: h2.connection.H2Connection, stream: int, c: Connection) -> None:
    whole(b"", [(f"x-{n}", "y") for n in range(1500)])(protocol, stream, c)


def silent(protocol: h2.connection.H2Connection, stream: int, c: Connection) -> None:
    c.wait()


ENDS: dict[str, tuple[H2, str, str]] = {
    "flood of data": (flood, "failed", "too_large"),
    "flood of pings": (pings, "failed", "too_large"),
    "flood before the answer": (hints, "failed", "too_large"),
    "many headers": (many_headers, "failed", "too_large"),
    "drip": (drip, "failed", "too_slow"),
    "silent": (silent, "failed", "too_slow"),
    "reset": (reset, "partial", "truncated"),
    "closed early": (closed, "partial", "truncated"),
    "goaway": (goaway, "failed", "network_error"),
    "no HTTP/2 after all": (garbage, "failed", "network_error"),
    "headers that cannot be unpacked": (bad_headers, "failed", "network_error"),
}


@pytest.mark.parametrize("name", ENDS)
def test_http2_is_bounded_too(certificate: tuple[Path, Path], name: str) -> None:
    act, outcome, reason = ENDS[name]
    # Bytes are counted, not seconds: a busy machine may need more of these.
    got = over(certificate, act, replace(LIMITS, seconds=6.0) if reason == "too_large" else LIMITS)
    assert (got.outcome, got.reason) == (outcome, reason), got
    assert got.detail and len(got.wire) <= LIMITS.wire + 1
    if outcome == "partial":
        assert got.content == PAGE and got.truncated

"""Servers of our own on 127.0.0.1, as ill-behaved as need be, and a pretend internet that leads to them.

Every server ends with its `with` block: the listening socket and all open ones are closed, its
threads see `stopping`. No server holds a connection for more than HOLD seconds.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from provenance.capture.client import Network
from provenance.capture.public import is_public, parse_address

HOLD = 6.0
PUBLIC = "93.184.215.14"
"""The public address at which the pretend internet has its one server."""
SITE = "news.example-gazette.org"
PAGE = b"<!DOCTYPE html><html><head><title>Ferry</title></head><body><p>The ferry left at noon.</p></body></html>"

Talk = Callable[["Connection"], object]


@dataclass
class Connection:
    """One accepted connection, its request read up to the empty line."""

    sock: socket.socket
    path: str
    head: bytes
    stopping: threading.Event

    def send(self, data: bytes) -> Connection:
        self.sock.sendall(data)
        return self

    def drip(self, piece: bytes, every: float = 0.05) -> None:
        """Send the same piece again and again until the other side has gone or time is up."""
        end = time.monotonic() + HOLD
        while time.monotonic() < end and not self.stopping.wait(every):
            self.sock.sendall(piece)

    def flood(self, piece: bytes, most: int) -> None:
        """Send the same piece as fast as it is taken, up to `most` bytes."""
        sent = 0
        while sent < most and not self.stopping.is_set():
            self.sock.sendall(piece)
            sent += len(piece)

    def wait(self) -> None:
        """Say nothing."""
        self.stopping.wait(HOLD)


@dataclass
class Server:
    """A server and what it was asked."""

    port: int
    asked: list[str] = field(default_factory=list)
    heads: list[bytes] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def serving(
    talk: Talk, wrap: Callable[[socket.socket], socket.socket] | None = None, reads: bool = True
) -> Iterator[Server]:
    """Run `talk` on every connection, each in a thread of its own, until the block ends.

    `reads` is off for servers that read the request themselves.
    """
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(HOLD * 10)
    server = Server(listening.getsockname()[1])
    threads: list[threading.Thread] = []
    socks: list[socket.socket] = []

    def one(sock: socket.socket) -> None:
        with contextlib.suppress(OSError), sock:
            sock.settimeout(HOLD)
            inner = wrap(sock) if wrap else sock
            with inner:
                head = _head(inner) if reads else b""
                path = head.split(b" ", 2)[1].decode("latin-1") if head.count(b" ") > 1 else ""
                server.asked.append(path)
                server.heads.append(head)
                talk(Connection(inner, path, head, server.stopping))

    def accept() -> None:
        with contextlib.suppress(OSError):
            while not server.stopping.is_set():
                sock, _ = listening.accept()
                socks.append(sock)
                thread = threading.Thread(target=one, args=(sock,), daemon=True)
                threads.append(thread)
                thread.start()

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield server
    finally:
        server.stopping.set()
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        accepting.join(HOLD)
        for sock in socks:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join(HOLD)


def _head(sock: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head and len(head) < 65_536:
        piece = sock.recv(4096)
        if not piece:
            break
        head += piece
    return head


def answer(
    body: bytes = PAGE,
    status: str = "200 OK",
    headers: Sequence[str] = ("Content-Type: text/html",),
    length: bool = True,
) -> bytes:
    """A whole answer in bytes."""
    lines = [f"HTTP/1.1 {status}", *headers, *([f"Content-Length: {len(body)}"] if length else [])]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    head = f"HTTP/1.1 {status}\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"
    return head.encode("utf-8")


def pages(bodies: Mapping[str, bytes]) -> Talk:
    """A site: whole answers by path, 404 for others."""

    def talk(connection: Connection) -> None:
        connection.send(bodies.get(connection.path, answer(b"no such page", "404 Not Found")))

    return talk


@dataclass
class Internet:
    """A network of our own making: names lead where `names` says, PUBLIC to one server, all else to the canary.

    `reached` lists the addresses connected to, `looked_up` the names asked for. A name's answers
    are used up one after the other; the last one stays.
    """

    public: Server
    canary: Server
    names: dict[str, list[Sequence[str]]] = field(default_factory=dict)
    reached: list[str] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)

    @property
    def network(self) -> Network:
        return Network(resolve=self._resolve, connect=self._connect)

    @property
    def inside(self) -> list[str]:
        """Addresses reached that are not public, the canary's hits among them."""
        found = [parse_address(a) for a in self.reached]
        return [str(a) for a in found if a is None or not is_public(a)] + self.canary.asked

    def _resolve(self, host: str) -> Sequence[str]:
        self.looked_up.append(host)
        if host in self.names:
            answers = self.names[host]
            return answers.pop(0) if len(answers) > 1 else answers[0]
        try:  # as the C library reads numbers: 2130706433, 0x7f.1, 017700000001
            return [socket.inet_ntoa(socket.inet_aton(host))]
        except OSError:
            return ["127.0.0.1"]

    def _connect(self, address: str, port: int, timeout: float) -> socket.socket:
        self.reached.append(address)
        server = self.public if address == PUBLIC else self.canary
        return socket.create_connection(("127.0.0.1", server.port), timeout)


@contextmanager
def internet(talk: Talk) -> Iterator[Internet]:
    """The pretend internet with its public server and its canary."""
    with serving(talk) as public, serving(pages({"/": answer(b"inside")})) as canary:
        yield Internet(public, canary, {SITE: [[PUBLIC]]})

"""A small site on loopback for crawls: a front page, feeds, pages with validators, and who asked when."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from provenance.capture.client import Network
from tests.capture.servers import PUBLIC, Connection, Internet, answer, internet

TEXT = (
    "The ferry of {name} left the harbour at noon, and nobody on the quay could say where it was bound for.",
    "A porter who had worked at {name} for thirty years said that no boat of that name was in his book.",
    "By evening the office of {name} had asked three islands whether they had seen it; none of them had.",
    "The office said it would look through its papers again in the morning and then tell the families.",
)


def article(name: str, credit: str = "") -> bytes:
    """A page with an article of its own."""
    body = "".join(f"<p>{line.format(name=name)}</p>" for line in TEXT)
    tail = f"<p>{credit}</p>" if credit else ""
    head = f"<title>Ferry of {name} has gone</title>"
    return f"<!DOCTYPE html><html><head>{head}</head><body><article><h1>Ferry of {name} has gone</h1>{body}{tail}</article></body></html>".encode()


def feed(*urls: str) -> bytes:
    """An RSS feed of these pages."""
    items = "".join(f"<item><title>{u}</title><link>{u}</link></item>" for u in urls)
    return f"<rss version='2.0'><channel><title>Feed</title>{items}</channel></rss>".encode()


@dataclass
class Farm:
    """Hosts of a pretend internet, all at one server: bodies by `host/path`, whole answers where more than a body is wanted."""

    net: Internet
    bodies: dict[str, bytes] = field(default_factory=dict)
    answers: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[float, str, bool]] = field(default_factory=list)
    sent: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def network(self) -> Network:
        return self.net.network

    def put(self, url: str, body: bytes) -> str:
        """A body at an http address; its host is known from now on."""
        place = url.removeprefix("http://")
        self.bodies[place] = body
        self.net.names[place.partition("/")[0]] = [[PUBLIC]]
        return url

    def answer(self, url: str, whole: bytes) -> str:
        """A whole answer at an address."""
        self.put(url, b"")
        self.answers[url.removeprefix("http://")] = whole
        return url

    def requests(self, start: str = "") -> list[str]:
        """What was asked, in order, as `host/path`."""
        return [place for _, place, _ in self.asked if place.startswith(start)]

    def times(self, host: str) -> list[float]:
        """When a host was asked."""
        return [at for at, place, _ in self.asked if place.startswith(f"{host}/")]

    def talk(self, connection: Connection) -> None:
        lines = connection.head.decode("latin-1").split("\r\n")
        heads = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:])}
        place = heads.get("host", "") + connection.path
        tag = '"' + hashlib.sha256(self.bodies.get(place, b"")).hexdigest()[:16] + '"'
        same = heads.get("if-none-match") == tag
        if place in self.answers:
            whole = self.answers[place]
        elif place not in self.bodies:
            whole = answer(b"no such page", "404 Not Found")
        elif same:
            whole = answer(b"", "304 Not Modified", headers=(f"ETag: {tag}",), length=False)
        else:
            kind = "text/html" if self.bodies[place].startswith((b"<!DOCTYPE", b"<html")) else "text/plain"
            whole = answer(self.bodies[place], headers=(f"ETag: {tag}", f"Content-Type: {kind}"))
        with self.lock:
            self.asked.append((time.monotonic(), place, same))
            self.sent += len(whole)
        connection.send(whole)


@contextmanager
def farm() -> Iterator[Farm]:
    """The site, until the block ends."""
    made: list[Farm] = []
    with internet(lambda connection: made[0].talk(connection)) as net:
        made.append(Farm(net))
        yield made[0]

"""A small site on loopback for crawls: a front page, feeds, pages with validators, and who asked when."""

from __future__ import annotations

import hashlib
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from provenance.capture.client import Network
from tests.capture.servers import PUBLIC, Connection, Internet, answer, internet

WHO = (
    "The ferryman",
    "A porter",
    "The harbour office",
    "An old teacher",
    "The mayor",
    "A baker",
    "The crew",
    "Two fishermen",
)
DID = ("lost", "found", "painted", "sold", "counted", "repaired", "hid", "praised", "bought", "drew")
WHAT = (
    "a green boat",
    "three ropes",
    "the tall lamp",
    "a sack of letters",
    "nine lanterns",
    "the chart",
    "an anchor",
    "a brass bell",
)
WHERE = ("behind the mill", "near the pier", "on the island", "at the market", "under the bridge", "by the lighthouse")
WHEN = ("on Monday", "before noon", "after the storm", "in early spring", "late at night", "during the fair")


def text(name: str) -> list[str]:
    """Paragraphs that no other name has: few runs of words in them are shared."""
    draw = random.Random(name).choice
    sentences = [f"{draw(WHO)} {draw(DID)} {draw(WHAT)} {draw(WHERE)} {draw(WHEN)}." for _ in range(16)]
    return [" ".join(sentences[n : n + 4]) for n in range(0, 16, 4)]


def article(name: str, credit: str = "") -> bytes:
    """A page with an article of its own."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in text(name))
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

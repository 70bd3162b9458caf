"""The farm's server: all hosts at one port of 127.0.0.1, told apart by the Host header, with a log of who asked when."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.farm import pages as printed
from tests.farm.faults import FAULTS
from tests.farm.plan import Farm, Page, Site

RULES = b"User-agent: *\nDisallow: /private/\n"


@dataclass(slots=True)
class Asked:
    """One request: when it came and when it was answered, by the monotonic clock; whether 304 was the answer."""

    came: float
    host: str
    path: str
    done: float = 0.0
    unchanged: bool = False


@dataclass(slots=True)
class Grounds:
    """What the server goes by; a test may change it between two nights.

    `dead` hosts answer with a page where a list was, `shut` ones with 503 to the question for their rules,
    `renewed` ones print their pages in a new way. `delay` is in seconds for every answer.
    """

    farm: Farm
    night: int = 1
    delay: float = 0.0
    dead: set[str] = field(default_factory=set)
    shut: set[str] = field(default_factory=set)
    renewed: set[str] = field(default_factory=set)
    asked: list[Asked] = field(default_factory=list)
    sent: int = 0
    port: int = 0

    def requests(self, host: str = "") -> list[str]:
        """What was asked, in order, as `host/path`."""
        return [a.host + a.path for a in list(self.asked) if not host or a.host == host]


class Server:
    """Answers on an event loop; connections that are sound stay open for the next request."""

    def __init__(self, grounds: Grounds) -> None:
        self._g = grounds
        self._pages = {p.site.host + p.path: p for p in grounds.farm.pages}
        self._sites = {s.host: s for s in grounds.farm.sites}
        self._printed: dict[str, tuple[bytes, str]] = {}

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection to its end."""
        ended = (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError)
        with contextlib.suppress(*ended):
            while await self._answered(reader, writer):
                pass
        with contextlib.suppress(*ended):
            writer.close()
            await writer.wait_closed()

    async def _answered(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        heads = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:])}
        # As a proxy is asked: the whole address.
        path = re.sub(r"^http://[^/]*", "", lines[0].split(" ")[1]) or "/"
        asked = Asked(time.monotonic(), heads.get("host", "").partition(":")[0], path)
        self._g.asked.append(asked)
        if self._g.delay:
            await asyncio.sleep(self._g.delay)

        async def send(data: bytes) -> None:
            writer.write(data)
            self._g.sent += len(data)
            await writer.drain()

        page = self._pages.get(asked.host + path.partition("?")[0])
        try:
            if page and page.fault and page.night <= self._g.night:
                await FAULTS[page.fault](printed.html(page), send)
                return False
            await send(self._whole(asked, page, heads.get("if-none-match")))
        finally:
            asked.done = time.monotonic()
        return heads.get("connection", "").lower() != "close"

    def _whole(self, asked: Asked, page: Page | None, known: str | None) -> bytes:
        if asked.path == "/robots.txt":
            if asked.host in self._g.shut:
                return _answer(b"back in an hour", "text/plain", "503 Service Unavailable")
            return _answer(RULES, "text/plain")
        site = self._sites.get(asked.host)
        found = self._page(page) if page and page.night <= self._g.night else self._list(site, asked.path)
        if found is None:
            return _answer(b"<html><body>No such page</body></html>", "text/html", "404 Not Found")
        body, kind = found
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if known == tag:
            asked.unchanged = True
            return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode()
        return _answer(body, kind, tag=tag)

    def _page(self, page: Page) -> tuple[bytes, str]:
        if page.site.host in self._g.renewed:
            return printed.renewed(page), "text/html; charset=utf-8"
        if page.url not in self._printed:
            self._printed[page.url] = printed.html(page), "text/html; charset=utf-8"
        return self._printed[page.url]

    def _list(self, site: Site | None, path: str) -> tuple[bytes, str] | None:
        if site is None or f"http://{site.host}{path}" != site.address:
            return None
        if site.host in self._g.dead:
            return b"<!DOCTYPE html><html><body><h1>We have moved</h1></body></html>", "text/html"
        return printed.listing(site, list(self._g.farm.of(site.host, self._g.night)))


def _answer(body: bytes, kind: str, status: str = "200 OK", tag: str | None = None) -> bytes:
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        *([f"ETag: {tag}"] if tag else []),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@contextmanager
def served(farm: Farm, port: int = 0, **how: object) -> Iterator[Grounds]:
    """The farm at a port of 127.0.0.1 (0: a free one) until the block ends, in a thread of its own."""
    grounds = Grounds(farm, **how)  # type: ignore[arg-type]
    ready, loop = threading.Event(), asyncio.new_event_loop()
    stop = asyncio.Event()

    async def run() -> None:
        server = await asyncio.start_server(Server(grounds).talk, "127.0.0.1", port, limit=65_536, backlog=256)
        grounds.port = server.sockets[0].getsockname()[1]
        ready.set()
        await stop.wait()
        server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def live() -> None:
        try:
            loop.run_until_complete(run())
        finally:
            ready.set()
            loop.close()

    thread = threading.Thread(target=live, name="farm", daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield grounds
    finally:
        if not loop.is_closed():
            loop.call_soon_threadsafe(stop.set)
        thread.join(10)

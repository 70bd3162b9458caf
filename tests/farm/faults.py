"""What hostile servers do, one function a kind: bytes to send, or a way of sending them."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Awaitable, Callable
from functools import lru_cache

Send = Callable[[bytes], Awaitable[None]]
Fault = Callable[[bytes, Send], Awaitable[None]]
"""Answers a request for a page, whose sound HTML is given; the connection is closed afterwards."""
ENDLESS = 12 * 1024 * 1024
"""Bytes of an endless body that are sent at most: more than any fetch takes."""


def head(status: str, *headers: str) -> bytes:
    """The head of an answer that ends with its connection."""
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "Connection: close", "", ""]).encode("latin-1")


_HTML = "Content-Type: text/html; charset=utf-8"


async def _broken(page: bytes, send: Send) -> None:
    await send(head("200 OK", _HTML, f"Content-Length: {len(page) * 2}") + page[: len(page) // 2])


async def _endless(page: bytes, send: Send) -> None:
    await send(head("200 OK", _HTML) + page)
    for _ in range(ENDLESS // len(_FILLER)):
        await send(_FILLER)


async def _drip(page: bytes, send: Send) -> None:
    await send(head("200 OK", _HTML, f"Content-Length: {len(page)}"))
    for start in range(0, len(page), len(page) // 8 + 1):
        await send(page[start : start + len(page) // 8 + 1])
        await asyncio.sleep(0.05)


async def _bomb(page: bytes, send: Send) -> None:
    await send(head("200 OK", _HTML, "Content-Encoding: gzip") + _zeros())


async def _mislabelled(page: bytes, send: Send) -> None:
    await send(head("200 OK", _HTML, "Content-Encoding: gzip") + page)


async def _charset(page: bytes, send: Send) -> None:
    text = page.decode().replace('<meta charset="utf-8">', "")
    await send(head("200 OK", "Content-Type: text/html; charset=utf-8") + text.encode("cp1252", "xmlcharrefreplace"))


async def _circle(page: bytes, send: Send) -> None:
    await send(head("302 Found", "Location: ?again", "Content-Length: 0"))


async def _inside(page: bytes, send: Send) -> None:
    await send(head("302 Found", "Location: http://127.0.0.1:22/", "Content-Length: 0"))


async def _error(page: bytes, send: Send) -> None:
    await send(head("500 Internal Server Error", _HTML) + b"<html><body>Something went wrong</body></html>")


async def _gone(page: bytes, send: Send) -> None:
    await send(head("404 Not Found", _HTML) + b"<html><body>No such page</body></html>")


async def _cut(page: bytes, send: Send) -> None:
    await send(head("200 OK", _HTML)[:20])


async def _picture(page: bytes, send: Send) -> None:
    await send(head("200 OK", "Content-Type: image/png") + b"\x89PNG\r\n\x1a\n" + bytes(2000))


async def _deep(page: bytes, send: Send) -> None:
    start, _, end = page.partition(b"<article>")
    await send(head("200 OK", _HTML) + start + b"<div>" * 3000 + b"<article>" + end)


async def _headers(page: bytes, send: Send) -> None:
    await send(head("200 OK", _HTML, *(f"X-Filler-{n}: {n}" for n in range(5000))) + page)


async def _empty(page: bytes, send: Send) -> None:
    await send(head("200 OK", _HTML, "Content-Length: 0"))


_FILLER = b"<p>And so on and so forth, without an end in sight.</p>" * 1200
FAULTS: dict[str, Fault] = {
    "broken": _broken, "endless": _endless, "drip": _drip, "bomb": _bomb, "mislabelled": _mislabelled, "charset": _charset,
    "circle": _circle, "inside": _inside, "error": _error, "gone": _gone, "cut": _cut, "picture": _picture, "deep": _deep,
    "headers": _headers, "empty": _empty,
}  # fmt: skip


@lru_cache(maxsize=1)
def _zeros() -> bytes:
    """64 MiB of spaces, gzipped."""
    packed = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [packed.compress(b" " * 1024 * 1024) for _ in range(64)]
    return b"".join(parts) + packed.flush()

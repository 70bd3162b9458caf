"""A pretend internet of several sites at one server: answers by host and path."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import quote

from tests.capture.servers import PUBLIC, Connection, Internet, answer, internet

ARCHIVE = "web.archive.org"
ARCHIVES = f"http://{ARCHIVE}/web/,http://{ARCHIVE}/cdx/search/cdx"
NOWHERE = answer(b"<p>no such page</p>", "404 Not Found")


@dataclass
class Sites:
    """Answers by host, then path; what was asked as `host/path`, for rules apart. A host that is not there has no address."""

    net: Internet
    answers: dict[str, dict[str, bytes]]
    asked: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)

    def put(self, url: str, body: bytes) -> None:
        """Answer at an http address."""
        host, _, path = url.removeprefix("http://").partition("/")
        self.answers.setdefault(host, {})["/" + path] = body
        self.net.names[host] = [[PUBLIC]]

    def archive(self, url: str, stamp: str, body: bytes) -> None:
        """An archive's copy of an address, and its CDX line."""
        self.put(f"http://{ARCHIVE}/web/{stamp}id_/{url}", body)
        row = ["key", stamp, url, "text/html", "200", "DIGEST", "1"]
        head = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
        self.put(cdx(url), answer(json.dumps([head, row]).encode(), headers=("Content-Type: application/json",)))


def cdx(url: str) -> str:
    """The address at which the archive's CDX server is asked for another."""
    return f"http://{ARCHIVE}/cdx/search/cdx?url={quote(url, safe='')}&output=json&filter=statuscode:200&limit=5"


def timemap(url: str, copies: Mapping[str, datetime]) -> bytes:
    """A TimeMap of copies: their addresses with their moments."""
    lines = [
        f'<{url}>; rel="original"',
        f'<http://{ARCHIVE}/web/timemap/link/{url}>; rel="self"; type="application/link-format"',
    ]
    lines += [f'<{a}>; rel="memento"; datetime="{format_datetime(t, usegmt=True)}"' for a, t in copies.items()]
    return answer(",\n".join(lines).encode(), headers=("Content-Type: application/link-format",))


@contextmanager
def sites(answers: Mapping[str, bytes]) -> Iterator[Sites]:
    """Sites with these answers by address; names that are in none of them have no public address."""

    def talk(connection: Connection) -> None:
        lines = connection.head.decode("latin-1").split("\r\n")
        host = next((x.split(":", 1)[1].strip() for x in lines if x.lower().startswith("host:")), "")
        (made.rules if connection.path == "/robots.txt" else made.asked).append(host + connection.path)
        connection.send(made.answers.get(host, {}).get(connection.path, NOWHERE))

    with internet(talk) as net:
        made = Sites(net, {})
        for url, body in answers.items():
            made.put(url, body)
        yield made

"""What follows from each answer to the question for a robots.txt; servers of our own."""

import pytest

from provenance.capture.politeness.asking import ask_robots
from provenance.records.fetched import Fetching
from provenance.urls import origin_of
from tests.capture.servers import Connection, Talk, answer, pages, redirect, serving

HOW = Fetching(allow_private=True)
RULES = b"User-agent: *\nDisallow: /closed\n"
TEXT = ("Content-Type: text/plain",)


def asked(talk: Talk) -> tuple[str, bool, bool]:
    """The standing, and whether the open and the closed page may be asked for."""
    with serving(talk) as server:
        found = ask_robots(server.url("").removesuffix("/"), HOW)
        return found.standing, found.robots.allows(server.url("/open")), found.robots.allows(server.url("/closed"))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answer(RULES, headers=TEXT), ("rules", True, False)),
        (answer(RULES, headers=("Content-Type: image/png",)), ("rules", True, False)),
        (answer(b"", headers=TEXT), ("rules", True, True)),
        (answer(b"", "204 No Content"), ("none", True, True)),
        (answer(RULES + b"#" * 3_000_000, headers=TEXT), ("rules", True, False)),
        (answer(b"no", "404 Not Found"), ("none", True, True)),
        (answer(b"no", "403 Forbidden"), ("none", True, True)),
        (answer(b"no", "410 Gone"), ("none", True, True)),
        (answer(b"slow down", "429 Too Many Requests"), ("unreachable", False, False)),
        (answer(b"oh", "500 Internal Server Error"), ("unreachable", False, False)),
        (answer(b"oh", "503 Service Unavailable"), ("unreachable", False, False)),
        (answer(b"not gzip at all", headers=("Content-Encoding: gzip",)), ("unreachable", False, False)),
        (b"", ("unreachable", False, False)),
    ],
)  # fmt: skip
def test_answers(given: bytes, expected: tuple[str, bool, bool]) -> None:
    assert asked(pages({"/robots.txt": given})) == expected


@pytest.mark.parametrize(("redirects", "standing"), [(1, "rules"), (5, "rules"), (6, "none")])
def test_five_redirects_are_followed(redirects: int, standing: str) -> None:
    def talk(connection: Connection) -> None:
        step = int(connection.path[2:]) if connection.path.startswith("/r") and connection.path[2:].isdigit() else 0
        connection.send(redirect(f"/r{step + 1}") if step < redirects else answer(RULES, headers=TEXT))

    assert asked(talk)[0] == standing


def test_a_host_nobody_answers_at_forbids() -> None:
    with serving(pages({})) as server:
        url = server.url("")
    assert ask_robots(url.removesuffix("/"), HOW).standing == "unreachable"


def test_inside_addresses_are_not_asked() -> None:
    with serving(pages({})) as server:
        assert ask_robots(server.url("").removesuffix("/"), Fetching()).standing == "unreachable"
        assert server.asked == []


def test_origins() -> None:
    assert origin_of("HTTP://User:pw@News.Example:8080/a?b") == "http://news.example:8080"

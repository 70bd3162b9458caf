"""What a crawl says while it works: in parts for programs, harmless, and without secrets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from provenance.cli import main
from provenance.cli.telling import telling
from provenance.crawl.telling import Event, as_json, as_text
from provenance.report.masked import masked
from tests.capture.servers import answer, pages, serving
from tests.crawl.farm import article

AT = "2026-01-01T00:00:00Z"
SECRET = "hunter2"


@pytest.mark.parametrize(
    "text",
    [
        f"https://desk:{SECRET}@example.org/feed",
        f"https://{SECRET}@example.org/feed",
        f"postgresql://desk:{SECRET}@db.example.org/news",
        f"postgresql://desk:a@{SECRET}@db.example.org/news",
        f"https://example.org/feed?token={SECRET}&page=2",
        f"https://example.org/feed?page=2&api_key={SECRET}",
        f"https://example.org/feed?X=1;sid={SECRET}#top",
        f"https://example.org/cb#access_token={SECRET}",
        f"Cookie: session={SECRET}; other=1",
        f"authorization: Bearer {SECRET}",
        f"connection failed: host=db password={SECRET} user=desk",
        f"connection failed: password='x {SECRET}'",
    ],
)
def test_secrets_are_masked(text: str) -> None:
    for line in (masked(text), as_text(text, AT), as_json(text, AT), as_json(Event.page("new", text), AT)):
        assert SECRET not in line and "***" in line


@pytest.mark.parametrize(
    "text",
    ["https://example.org/a?page=2&id=7", "new       https://www.example.org/the-key-to-it", "robots.txt asks robots to stay away",
     "mail desk@example.org", "https://example.org/@user/post"],
)  # fmt: skip
def test_nothing_else_is(text: str) -> None:
    assert masked(text) == text


def test_lines_are_one_line_and_steer_nothing() -> None:
    hostile = Event.page("failed", "https://a.example/\x1b[2J\n\u202e", "http_error", "oh\r\nno\x9b")
    for line in (as_text(hostile, AT), as_json(hostile, AT)):
        assert line.isprintable()
    said = json.loads(as_json(hostile, AT))
    assert (said["at"], said["event"], said["status"], said["reason"]) == (AT, "page", "failed", "http_error")


def test_a_crawl_writes_a_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "night.log"
    db = ("--db", str(tmp_path / "n.db"))
    bodies: dict[str, bytes] = {}
    with serving(lambda connection: pages(bodies)(connection)) as server:
        secret = f"{server.url('/a/1')}?token={SECRET}"
        feed = f"<rss><channel><item><link>{secret}</link></item></channel></rss>".encode()
        bodies |= {"/feed": answer(feed, headers=("Content-Type: application/rss+xml",))}
        bodies |= {f"/a/1?token={SECRET}": answer(article("quay"))}
        assert main([*db, "source", "add", server.url("/feed"), "--allow-private"]) == 0
        capsys.readouterr()
        call = ("crawl", "--allow-private", "--gap", "0", "--jobs", "1", "--log", "json", "--log-file", str(log))
        assert main([*db, *call]) == 0
    said = [json.loads(line) for line in log.read_text().splitlines()]
    assert [(one["event"], one["status"]) for one in said] == [("page", "new")]
    shown = capsys.readouterr()
    assert SECRET not in log.read_text() + shown.err and "/a/1" in said[0]["url"]
    assert main([*db, "crawl", "--log-file", str(tmp_path / "no" / "log")]) == 1
    assert "log cannot be written" in capsys.readouterr().err


def test_without_a_terminal_lines_are_plain(capsys: pytest.CaptureFixture[str]) -> None:
    with telling(None, None) as tell:
        tell(Event.page("new", "https://a.example/1"))
    assert capsys.readouterr().err == "provenance: new https://a.example/1\n"

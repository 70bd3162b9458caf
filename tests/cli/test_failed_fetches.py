"""What `add` keeps of a fetch that gave no page."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from provenance.capture.politeness import manners
from provenance.records.crawling import Pace
from tests.capture.servers import answer, pages, serving
from tests.cli.doors import Run, page


class Site(BaseHTTPRequestHandler):
    """A page at /page, moved from /old; nothing else."""

    def do_GET(self) -> None:
        found = {"/old": 302, "/page": 200, "/robots.txt": 404}.get(self.path, 404)
        body = page().encode() if found == 200 else b"<p>nothing here</p>"
        self.send_response(found)
        for name, value in (("Content-Type", "text/html"), ("Content-Length", str(len(body))), ("Location", "/page")):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_the_reason_is_kept_and_what_came(run: Run, here: Path, site: str) -> None:
    calls = [(f"{site}/gone", 1, "http_error"), (f"{site}/old", 0, None), ("http://10.0.0.1/x", 1, "refused_address")]
    for url, code, reason in calls:
        private = () if reason == "refused_address" else ("--allow-private",)
        said = run("--db", "n.db", "add", url, *private, "-o", "json")
        assert (said.code, said.json["reason"]) == (code, reason) and said.json["capture"].startswith("cap_")
    with closing(sqlite3.connect("n.db")) as raw:
        rows = raw.execute(
            "SELECT outcome, reason, status, json_array_length(hops) FROM captures WHERE url NOT LIKE '%/robots.txt' ORDER BY id"
        ).fetchall()
    assert rows == [
        ("failed", "http_error", 404, 1),
        ("page", None, 200, 2),
        ("failed", "refused_address", None, rows[2][3]),
    ]
    assert run("--db", "n.db", "verify").code == 0
    assert run("--db", "n.db", "rebuild", "-o", "json").json == {"read": 1, "failed": 0, "articles": 1, "pruned": 0}
    assert "fetched, HTTP 200, text 1" in run("--db", "n.db", "history", f"{site}/page").out


def test_robots_are_obeyed_unless_one_address_is_to_be_had_all_the_same(run: Run, here: Path) -> None:
    with serving(
        pages({"/robots.txt": answer(b"User-agent: *\nDisallow: /"), "/page": answer(page().encode())})
    ) as server:
        url = server.url("/page")
        for verb in (("read",), ("--db", "n.db", "add"), ("trace", "--no-store")):
            said = run(*verb, url, "--allow-private")
            assert said.code == 1 and "robots.txt asks robots to stay away" in said.err, said
        assert server.asked == ["/robots.txt"] * 3
        assert run("--db", "n.db", "add", url, "--allow-private", "--ignore-robots").code == 0
    with closing(sqlite3.connect("n.db")) as raw:
        rows = raw.execute("SELECT robots_ignored, reason FROM captures WHERE url LIKE '%/page' ORDER BY id").fetchall()
    assert rows == [(0, "robots"), (1, None)]
    Path("list.txt").write_text(url)
    for call in (("--batch", "list.txt"), (url, url), ("page.html",)):
        said = run("--db", "n.db", "add", *call, "--ignore-robots")
        assert said.code == 2 and "--ignore-robots" in said.complaint


def test_a_list_without_a_contact_is_told_so(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PROVENANCE_CONTACT", raising=False)
    monkeypatch.setattr(manners, "PACE", Pace(gap=0.0))
    with serving(pages({"/a": answer(page().encode())})) as server:
        Path("list.txt").write_text(f"{server.url('/a')}\n{server.url('/b')}\n")
        assert "PROVENANCE_CONTACT" in run("read", "--batch", "list.txt", "--allow-private").err
        assert "PROVENANCE_CONTACT" not in run("read", server.url("/a"), "--allow-private").err


def test_history_tells_of_ignored_rules_and_pruned_pages(run: Run, here: Path) -> None:
    with serving(
        pages({"/robots.txt": answer(b"User-agent: *\nDisallow: /"), "/page": answer(page().encode())})
    ) as server:
        url = server.url("/page")
        assert run("--db", "n.db", "add", url, "--allow-private", "--ignore-robots").code == 0
    assert "asked for whatever robots.txt says" in run("--db", "n.db", "history", url).out
    with closing(sqlite3.connect("n.db")) as raw, raw:
        raw.execute("UPDATE captures SET first_seen_at = '2020-01-01T00:00:00Z'")
    assert "1 captures pruned" in run("--db", "n.db", "prune", "--raw-days", "30").out
    assert "raw page pruned" in run("--db", "n.db", "history", url).out
    assert "1 captures were not read again" in run("--db", "n.db", "rebuild").out
    assert "1 of them pruned" in run("--db", "n.db", "db", "size").out
    assert run("--db", "n.db", "verify").code == 0

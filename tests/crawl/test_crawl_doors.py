"""`crawl` and `status` as a user meets them; a crawl that is killed goes on."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from provenance.cli import main
from provenance.library import Library
from provenance.settings import Settings
from tests.capture.servers import answer, pages, serving
from tests.crawl.farm import article

COUNT = 7
CRAWL = ("crawl", "--allow-private", "--gap", "0.05", "--patience", "20")


def site(port: int) -> dict[str, bytes]:
    urls = [f"http://127.0.0.1:{port}/a/{n}" for n in range(COUNT)]
    items = "".join(f"<item><link>{u}</link></item>" for u in urls)
    found = {f"/a/{n}": answer(article(f"quay {n}")) for n in range(COUNT)}
    return found | {
        "/feed": answer(
            f"<rss><channel>{items}</channel></rss>".encode(), headers=("Content-Type: application/rss+xml",)
        )
    }


def minute_later(db: str) -> None:
    """Let the leases of a killed crawl run out, as they do within a minute."""
    with closing(sqlite3.connect(db, timeout=10)) as connection, connection:
        connection.execute("UPDATE hosts SET leased_until = 0")


def test_crawl_and_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = ("--db", str(tmp_path / "news.db"))
    bodies: dict[str, bytes] = {}
    with serving(lambda connection: pages(bodies)(connection)) as server:
        bodies.update(site(server.port))
        assert main([*db, "source", "add", server.url("/feed"), "--allow-private"]) == 0
        assert main([*db, "status", "--max-age", "26h"]) == 1
        capsys.readouterr()
        assert main([*db, *CRAWL, "-o", "json"]) == 0
        done = json.loads(capsys.readouterr().out)
        assert (done["schema"], done["new"], done["found"]) == ("provenance.crawl/1", COUNT, COUNT)
        assert main([*db, "status", "--max-age", "26h", "-o", "json"]) == 0
        assert json.loads(capsys.readouterr().out)["articles"] == COUNT
        assert main([*db, *CRAWL]) == 0
        assert "0 new articles" in capsys.readouterr().out
        assert main([*db, "status"]) == 0 and "1 sources" in capsys.readouterr().out
        assert main([*db, "crawl", "--since", "soon"]) == 2


def test_a_collection_says_how_it_was_sampled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = ("--db", str(tmp_path / "news.db"))
    assert main([*db, "crawl", "--into", "march"]) == 2 and "march" in capsys.readouterr().err
    assert main([*db, "crawl", "--how-sampled", "all"]) == 2 and "--into" in capsys.readouterr().err
    assert main([*db, "crawl", "--into", "march", "--how-sampled", "all that the feeds named"]) == 0
    assert main([*db, "crawl", "--into", "march"]) == 0
    capsys.readouterr()
    assert main([*db, "collection", "show", "march", "-o", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["how_sampled"] == "all that the feeds named"
    assert main([*db, "crawl", "--into", "march", "--how-sampled", "otherwise"]) == 2


def test_killed_crawls_go_on_and_lose_nothing(tmp_path: Path) -> None:
    db = str(tmp_path / "news.db")
    bodies: dict[str, bytes] = {}
    with serving(lambda connection: pages(bodies)(connection)) as server:
        bodies.update(site(server.port))
        assert main(["--db", db, "source", "add", server.url("/feed"), "--allow-private"]) == 0
        call = [sys.executable, "-m", "provenance", "--db", db, *CRAWL]
        for kills in range(2):
            process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            deadline = time.monotonic() + 90
            wanted = len([a for a in server.asked if "/a/" in a]) + 1 + kills
            while len([a for a in server.asked if "/a/" in a]) < wanted and time.monotonic() < deadline:
                time.sleep(0.02)
            os.kill(process.pid, signal.SIGKILL)
            process.wait(10)
            minute_later(db)
        assert main(["--db", db, *CRAWL]) == 0
        asked = [a for a in server.asked if a.startswith("/a/")]
        assert len(set(asked)) == COUNT and len(asked) <= COUNT + 2
        with Library(Settings(db), read_only=True) as library:
            assert library.store.verify() == () and library.store.searched().articles == COUNT

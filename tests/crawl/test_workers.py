"""Workers that share one database: as many as one likes, one killed; nothing is lost or done twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest

from provenance.cli import main
from provenance.library import Library
from provenance.settings import Settings
from tests.capture.servers import Connection, Server, answer, serving
from tests.crawl.farm import article, feed

HOSTS, PAGES = 3, 6
WORKER = ("worker", "--allow-private", "--gap", "0.05", "--silence", "3", "--visits", "2", "--until-idle")
LIMIT = 60.0


def site(server: list[Server], number: int) -> dict[str, bytes]:
    urls = [server[number].url(f"/a/{n}") for n in range(PAGES)]
    found = {f"/a/{n}": answer(article(f"pier {number} {n}")) for n in range(PAGES)}
    return found | {"/feed": answer(feed(*urls), headers=("Content-Type: application/rss+xml",))}


def asked(servers: list[Server]) -> Counter[str]:
    return Counter(server.url(path) for server in servers for path in list(server.asked) if path.startswith("/a/"))


@pytest.mark.postgres
def test_one_of_two_workers_is_killed(postgres_db: str, tmp_path: Path) -> None:
    evidence, servers, bodies = str(tmp_path / "evidence"), list[Server](), list[dict[str, bytes]]()

    def talk(number: int, connection: Connection) -> None:
        time.sleep(0.1 if connection.path.startswith("/a/") else 0)
        connection.send(bodies[number].get(connection.path, answer(b"no", "404 Not Found")))

    with ExitStack() as stack:
        for number in range(HOSTS):
            servers.append(stack.enter_context(serving(lambda c, number=number: talk(number, c))))  # type: ignore[misc]
        bodies += [site(servers, number) for number in range(HOSTS)]
        keep = ("--db", postgres_db, "--evidence", evidence)
        with Library(Settings(postgres_db, evidence)) as library:
            for server in servers:
                url = server.url("")
                library.store.crawling.add_source(server.url("/feed"), url.removesuffix("/"), "rss")
        call = [sys.executable, "-m", "provenance", *keep, *WORKER]
        logs = [stack.enter_context((tmp_path / f"{n}.log").open("w+")) for n in range(2)]
        first = subprocess.Popen(call, stderr=logs[0])
        wait_for(lambda: sum(asked(servers).values()) >= 3, first)
        second = subprocess.Popen(call, stderr=logs[1])
        wait_for(lambda: sum(asked(servers).values()) >= 5, first)
        os.kill(first.pid, signal.SIGKILL)
        first.wait(10)
        assert second.wait(LIMIT) == 0, (tmp_path / "1.log").read_text()
        counts = asked(servers)
        assert len(counts) == HOSTS * PAGES, "nothing is lost"
        assert sum(counts.values()) <= HOSTS * PAGES + 2, "only what was under way is asked for again"
        with Library(Settings(postgres_db, evidence), read_only=True) as library:
            assert library.store.searched().articles == HOSTS * PAGES and library.store.verify() == ()
            status = library.store.crawling.status()
            assert (status.done, status.waiting) == (HOSTS * PAGES, 0)
        assert "Traceback" not in (tmp_path / "1.log").read_text()


@pytest.mark.postgres
@pytest.mark.parametrize("at", ["robots", "page"])
def test_a_worker_that_is_told_to_stop_early_in_a_visit(postgres_db: str, tmp_path: Path, at: str) -> None:
    """It ends soon and well, and what it had begun the next one does: nothing is lost or done twice."""
    begun, bodies = threading.Event(), dict[str, bytes]()

    def talk(connection: Connection) -> None:
        if at == "robots" or connection.path.startswith("/a/"):
            begun.set()
            time.sleep(0.3)
        connection.send(bodies.get(connection.path, answer(b"no", "404 Not Found")))

    with serving(talk) as server:
        bodies |= site([server], 0)
        evidence = str(tmp_path / "evidence")
        with Library(Settings(postgres_db, evidence)) as library:
            library.store.crawling.add_source(server.url("/feed"), server.url("").removesuffix("/"), "rss")
        call = [sys.executable, "-m", "provenance", "--db", postgres_db, "--evidence", evidence, *WORKER]
        with (tmp_path / "first.log").open("w+") as log:
            first = subprocess.Popen(call, stderr=log)
            wait_for(begun.is_set, first)
            first.send_signal(signal.SIGTERM)
            assert first.wait(LIMIT) == 0, (tmp_path / "first.log").read_text()
        assert sum(asked([server]).values()) < PAGES, "it stops, instead of finishing all there is"
        done = subprocess.run(call, stderr=subprocess.PIPE, text=True, timeout=LIMIT, check=False)
        assert done.returncode == 0, done.stderr
        assert asked([server]) == {server.url(f"/a/{n}"): 1 for n in range(PAGES)}
        with Library(Settings(postgres_db, evidence), read_only=True) as library:
            assert library.store.searched().articles == PAGES and library.store.verify() == ()
        assert "Traceback" not in (tmp_path / "first.log").read_text() + done.stderr


def wait_for(ready: object, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + LIMIT
    assert callable(ready)
    while not ready() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert ready(), "the worker did not get so far"


def test_a_file_is_not_shared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--db", str(tmp_path / "n.db"), "worker"]) == 2
    said = capsys.readouterr().err
    assert "provenance crawl" in said and not (tmp_path / "n.db").exists()

"""Troubles a database can have, made on purpose: connections that break off, a server that is gone, a file others hold."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
from sqlalchemy import make_url


class Way:
    """The only way to a PostgreSQL server: a port of 127.0.0.1 that can be shut, with all connections through it."""

    def __init__(self, db: str) -> None:
        self._url = make_url(db)
        self._listening: socket.socket | None = None
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()
        self.port = 0
        self.shut_times = 0
        self.open()

    @property
    def url(self) -> str:
        """The database's URL by this way."""
        there = self._url.set(drivername="postgresql", host="127.0.0.1", port=self.port)
        return there.render_as_string(hide_password=False)

    def open(self) -> None:
        """Let connections through."""
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listening,), daemon=True).start()

    def shut(self) -> None:
        """Break off all connections and take no new ones."""
        assert self._listening is not None
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.shut_times += 1
        with self._lock:
            for sock in self._open:
                with contextlib.suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)
            self._open.clear()

    def _accept(self, listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = listening.accept()
                far = socket.create_connection((self._url.host or "127.0.0.1", self._url.port or 5432), 5)
                far.settimeout(None)
                with self._lock:
                    self._open += [near, far]
                for a, b in ((near, far), (far, near)):
                    threading.Thread(target=_pass_on, args=(a, b), daemon=True).start()


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65_536):
            sink.sendall(piece)
    for sock in (source, sink):
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)
        sock.close()


@contextmanager
def cut_again_and_again(db: str, every: float, times: int) -> Iterator[list[int]]:
    """The server ends all other connections to the database every so many seconds, so many times; counts them."""
    counts: list[int] = []
    over = threading.Event()

    def cut() -> None:
        with closing(psycopg.connect(db, autocommit=True)) as connection:
            for _ in range(times):
                if over.wait(every):
                    return
                ended = connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                ).fetchall()
                counts.append(len(ended))

    thread = threading.Thread(target=cut, daemon=True)
    thread.start()
    try:
        yield counts
    finally:
        over.set()
        thread.join(10)


def until(true: object, seconds: float = 30.0) -> None:
    """Wait until a function says so, for so long at most."""
    end = time.monotonic() + seconds
    assert callable(true)
    while not true() and time.monotonic() < end:
        time.sleep(0.02)

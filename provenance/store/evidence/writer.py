"""Appending to WARC files: one file, one writer at a time, every record synced before it is named.

A file belongs to who holds its lock, which ends with the process. Who starts takes up a file that
nobody holds, after cutting off what a kill left unfinished at its end, or makes a new one.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from provenance.store.evidence.records import warcinfo
from provenance.store.evidence.tails import end_of
from provenance.store.keeping.clock import now

try:
    import fcntl
except ImportError:  # pragma: no cover - not on Windows
    fcntl = None  # type: ignore[assignment]

LIMIT = 1024**3
"""Bytes after which a new file is begun."""
ENDING = ".warc.gz"


class Writer:
    """The one that appends to a folder of WARC files for this process.

    `named` tells up to which byte rows name records in a file: nothing below it is ever cut off.
    """

    def __init__(self, folder: Path, limit: int = LIMIT, named: Callable[[str], int] = lambda name: 0) -> None:
        self.folder = folder
        self._named = named
        self._limit = limit
        self._stream: BinaryIO | None = None
        self._name = ""
        self._process = os.getpid()
        self._one_at_a_time = threading.Lock()

    def append(self, data: bytes) -> str:
        """Write and sync whole records; returns `name#offset+length`. Raises OSError, having changed nothing."""
        with self._one_at_a_time:
            stream = self._ready(len(data))
            offset = _write(stream, data)
            return f"{self._name}#{offset}+{len(data)}"

    def writes_to(self, name: str) -> bool:
        """Whether this file is ours at the moment."""
        return self._stream is not None and self._name == name

    def close(self) -> None:
        """Let go of the file; another writer may take it up."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _ready(self, more: int) -> BinaryIO:
        if self._process != os.getpid():
            # A forked process: the file stays its parent's.
            self.close()
            self._process = os.getpid()
        if self._stream is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._stream = self._taken_up() or self._made(f"{uuid4().hex}-00000{ENDING}")
        elif os.fstat(self._stream.fileno()).st_size + more > self._limit:
            self.close()
            writer, _, number = self._name.removesuffix(ENDING).partition("-")
            self._stream = self._made(f"{writer}-{int(number) + 1:05d}{ENDING}")
        return self._stream

    def _taken_up(self) -> BinaryIO | None:
        """A file that nobody writes to, made fit to be appended to."""
        for path in sorted(self.folder.glob(f"*-*{ENDING}")) if fcntl else ():
            with suppress(OSError):
                if path.stat().st_size >= self._limit:
                    continue
                stream = path.open("r+b", buffering=0)
                if locked(stream) and cut_tail(stream, self._named):
                    self._name = path.name
                    return stream
                stream.close()
        return None

    def _made(self, name: str) -> BinaryIO:
        path = self.folder / name
        try:
            stream = path.open("x+b", buffering=0)
        except FileExistsError:
            return self._made(f"{uuid4().hex}-00000{ENDING}")
        if not locked(stream):
            # Somebody has just taken up our empty file: theirs it is.
            stream.close()
            return self._made(f"{uuid4().hex}-00000{ENDING}")
        self._name = name
        if not stream.seek(0, 2):
            _write(stream, warcinfo(name, now()))
        _sync_folder(self.folder)
        return stream


def locked(stream: BinaryIO, *, shared: bool = False) -> bool:
    """Take the lock of a file, if nobody has it; it is held until the stream is closed."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(stream.fileno(), (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def held(path: Path) -> Iterator[bool]:
    """Whether some living process writes to a file; nobody takes it up inside."""
    with path.open("rb") as stream:
        yield not locked(stream, shared=True)


def cut_tail(stream: BinaryIO, named: Callable[[str], int] = lambda name: 0) -> bool:
    """Cut off an unfinished write; False where the end is damaged otherwise, which is left as it is."""
    end, state = end_of(stream)
    if state == "torn" and named(Path(str(stream.name)).name) > end:
        return False
    if state == "torn":
        os.ftruncate(stream.fileno(), end)
        os.fsync(stream.fileno())
    if state != "damaged" and end == 0:
        _write(stream, warcinfo(Path(str(stream.name)).name, now()))
    return state != "damaged"


def _write(stream: BinaryIO, data: bytes) -> int:
    """Append and sync; returns the offset."""
    offset = stream.seek(0, 2)
    try:
        left = memoryview(data)
        while left:
            left = left[stream.write(left) :]
        os.fsync(stream.fileno())
    except OSError:
        with suppress(OSError):
            os.ftruncate(stream.fileno(), offset)
        raise
    return offset


def sync(stream: BinaryIO) -> None:
    """Have the disk hold what was written."""
    stream.flush()
    os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

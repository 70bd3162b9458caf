"""A stream that keeps us waiting: Ctrl-C is seen, whichever thread the system gave it to."""

import io
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from provenance.capture.patient import patient


class StopError(Exception):
    """What the signal raises."""


@pytest.fixture
def ends() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    yield reading, writing
    for end in (reading, writing):
        with suppress(OSError):
            os.close(end)


def raising(number: int, frame: object) -> None:
    raise StopError


def test_a_signal_that_does_not_end_the_read_is_seen(ends: tuple[int, int]) -> None:
    """The signal reaches a thread of ours that is not the one that reads: no call of the reader is ended by it."""
    late = threading.Timer(20, os.write, (ends[1], b"too late\n"))
    other = threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGUSR1))
    before = signal.signal(signal.SIGUSR1, raising)
    late.start()
    other.start()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    try:
        with os.fdopen(ends[0], "rb", closefd=False) as stream, pytest.raises(StopError):
            patient(stream).readline()
        assert late.is_alive()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGUSR1})
        signal.signal(signal.SIGUSR1, before)
        late.cancel()
        other.join()
        late.join()


def test_the_same_lines(ends: tuple[int, int], tmp_path: Path) -> None:
    lines = b"".join(b"%d\n" % number for number in range(5000))

    def write() -> None:
        with os.fdopen(ends[1], "wb") as stream:
            stream.write(lines + b"last")

    writer = threading.Thread(target=write)
    writer.start()
    with os.fdopen(ends[0], "rb", closefd=False) as stream:
        assert b"".join(patient(stream)) == lines + b"last"
    writer.join()
    (tmp_path / "lines").write_bytes(lines)
    with (tmp_path / "lines").open("rb") as stream:
        assert patient(stream).read() == lines
    memory = io.BytesIO(lines)
    assert patient(memory) is memory

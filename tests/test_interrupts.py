"""Ctrl-C that met code which kept it to itself is heeded all the same."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance import interrupts


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    interrupts.forget()
    signal.signal(signal.SIGINT, before)


def test_nothing_to_heed() -> None:
    interrupts.listen()
    interrupts.heed()


def test_what_somebody_swallowed_is_heeded_until_it_is_answered() -> None:
    interrupts.listen()
    try:
        os.kill(os.getpid(), signal.SIGINT)
    except BaseException as error:
        assert isinstance(error, KeyboardInterrupt)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            interrupts.heed()
    interrupts.forget()
    interrupts.heed()


def test_who_ignores_it_is_let_be() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    interrupts.listen()
    os.kill(os.getpid(), signal.SIGINT)
    interrupts.heed()


PROGRAM = """
import os, signal
from provenance import interrupts
interrupts.listen()
try:
    exec("os.kill(os.getpid(), signal.SIGINT)\\nwhile True: pass")
except KeyboardInterrupt:
    {answer}
raise SystemExit(1)
"""


@pytest.mark.parametrize(("answer", "code"), [("interrupts.forget()", 1), ("pass", -2)])
def test_the_code_of_the_process_is_ours(tmp_path: Path, answer: str, code: int) -> None:
    """Python alone ends a module by the signal where the interrupt met text that was run as code."""
    (tmp_path / "asked.py").write_text(PROGRAM.format(answer=answer), encoding="utf-8")
    call = [sys.executable, "-m", "asked"]
    assert subprocess.run(call, cwd=tmp_path, check=False).returncode == code

"""The program as a process: closed pipes, Ctrl-C, kills, terminals, `python -m`."""

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.doors import SEED, URL, Run, page, program, started
from tests.test_parallel import gone, soon

BATCH = ("--batch", "-", "-o", "jsonl")


def item(number: int) -> bytes:
    return (
        json.dumps({"id": str(number), "html": page(title=f"Number {number}"), "url": f"{URL}/{number}"}).encode()
        + b"\n"
    )


def children(pid: int) -> set[int]:
    """The processes a process has started."""
    found = set()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(parent) == pid:
                found.add(int(folder.name))
    return found


def test_python_m_is_the_command() -> None:
    said = program("read", SEED, "-o", "jsonl")
    assert (said.code, said.err) == (0, "") and said.json["origin"]["name"] == "RT"
    assert program("read", "nowhere.html").code == 1 and program("nonsense").code == 2


@pytest.mark.parametrize(
    "call",
    [
        ("outlet", "list"),
        ("read", *[str(SEED)] * 30, "-o", "jsonl"),
        ("trace", str(SEED), "--no-store", "-o", "html"),
        ("--help",),
    ],
)
def test_a_closed_pipe_is_no_failure(call: tuple[str, ...]) -> None:
    process = started(*call)
    assert process.stdout and process.stderr
    process.stdout.read(10)
    process.stdout.close()
    assert process.wait(60) == 0
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.fixture(params=[("read", "--jobs", "2"), ("add",), ("add", "--jobs", "2")], ids=" ".join)
def waiting(request: pytest.FixtureRequest, kept: Path) -> "Iterator[tuple[str, subprocess.Popen[bytes]]]":
    """The program in the middle of a batch that comes slowly."""
    verb, *more = request.param
    process = started("--db", kept, verb, *more, *BATCH, stdin=subprocess.PIPE, start_new_session=True)
    assert process.stdin and process.stdout and process.stderr
    for number in range(6):
        process.stdin.write(item(number))
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["id"] == "0"
    yield verb, process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
    for stream in (process.stdin, process.stdout, process.stderr):
        stream.close()


@pytest.mark.parametrize("whom", ["process", "group"])
def test_ctrl_c_ends_at_once(run: Run, kept: Path, waiting: "tuple[str, subprocess.Popen[bytes]]", whom: str) -> None:
    """One line, no traceback, nobody left behind, and what was kept is sound."""
    verb, process = waiting
    workers = children(process.pid)
    (os.killpg if whom == "group" else os.kill)(process.pid, signal.SIGINT)
    assert process.wait(10) == 1
    assert (
        process.stderr and process.stderr.read().decode().strip() == "provenance: stopped; what was done so far is kept"
    )
    assert soon(lambda: all(map(gone, workers)), 3)
    if verb == "add":
        assert run("--db", kept, "verify").code == 0
        assert "Number 0" in run("--db", kept, "find", "number 0", "--title").out


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=["TERM", "KILL"])
def test_a_kill_leaves_nobody_behind(
    run: Run, kept: Path, waiting: "tuple[str, subprocess.Popen[bytes]]", number: int
) -> None:
    verb, process = waiting
    workers = children(process.pid)
    os.kill(process.pid, number)
    assert process.wait(10) == -number
    assert soon(lambda: all(map(gone, workers)))
    if verb == "add":
        assert run("--db", kept, "verify").code == 0


def terminal(*argv: str | Path, env: dict[str, str] | None = None) -> str:
    """What the program writes to a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "provenance", *map(str, argv)],
        stdout=theirs, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=os.environ | {"TERM": "xterm"} | (env or {}),
    )  # fmt: skip
    os.close(theirs)
    said = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        said += piece
    os.close(ours)
    assert process.wait(60) == 0
    return said.decode()


def test_colour_is_for_terminals_that_want_it(run: Run, kept: Path) -> None:
    plain = run("--db", kept, "trace", "1").out
    assert "\x1b" not in plain
    assert "\x1b[" in terminal("--db", kept, "trace", "1")
    assert "\x1b" not in terminal("--db", kept, "trace", "1", env={"NO_COLOR": "1"})
    assert "\x1b" not in terminal("--db", kept, "trace", "1", "-o", "json")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_terminals_of_other_encodings(encoding: str) -> None:
    """JSON is the same everywhere, and text loses no more than it must."""
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    wanted = program("read", SEED, "-o", "jsonl").json
    assert program("read", SEED, "-o", "jsonl", env=env).json == wanted
    process = started("read", SEED, env=os.environ | env)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0 and err == b"" and b"credited to RT" in out

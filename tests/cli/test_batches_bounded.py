"""Batches: a page that explodes ends with its reason and no other is lost; how far it is can be seen."""

import json
import os
import pty
import subprocess
from pathlib import Path

import pytest

from provenance import parallel
from provenance.cli import common
from tests.cli.doors import URL, Run, page, started

MIB = 1024**2


def items(*pages: tuple[str, str]) -> bytes:
    rows = ({"id": name, "html": source, "url": f"{URL}/{name}"} for name, source in pages)
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def huge(piece: str, size: int) -> str:
    """A page of so many bytes, over the size that is read without a process of its own."""
    return page() + piece * (size // len(piece))


def bound(monkeypatch: pytest.MonkeyPatch, bounds: parallel.Bounds) -> None:
    """Give these bounds to every batch."""
    defaults = parallel.in_order.__kwdefaults__
    assert defaults is not None
    monkeypatch.setattr(parallel.in_order, "__kwdefaults__", defaults | {"bounds": bounds})


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("verb", ["read", "add"])
def test_a_page_that_explodes_takes_no_other_along(
    run: Run, kept: Path, monkeypatch: pytest.MonkeyPatch, verb: str, jobs: str
) -> None:
    """The bounds are made small, so that an ordinary large page passes them."""
    tight = parallel.Bounds(cpu_seconds=30, memory=256 * MIB, wall_seconds=60)
    bound(monkeypatch, tight)
    sent = items(("a", page(title="One")), ("b", huge("<i>a</i>", 16 * MIB)), ("c", page(title="Two")))
    said = run("--db", kept, verb, "--batch", "-", "--jobs", jobs, "-o", "jsonl", stdin=sent)
    assert [(row["id"], row["reason"]) for row in said.rows] == [("a", None), ("b", "too_large"), ("c", None)]
    assert said.code == 3 and "more than 256 MiB of memory" in said.err and "Traceback" not in said.err


def test_alone_it_is_a_failure(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = parallel.Bounds(cpu_seconds=0.3, memory=1024 * MIB, wall_seconds=60)
    bound(monkeypatch, slow)
    (here / "big.html").write_text(huge("<p>words and words</p><td>", 12 * MIB))
    said = run("read", "big.html", "-o", "jsonl")
    assert said.code == 1 and said.rows[0]["reason"] == "too_slow" and "processor time" in said.complaint


@pytest.mark.parametrize("depth", [260, 1_000, 2_500])
def test_deep_text_is_there_or_said_to_be_lost(run: Run, here: Path, depth: int) -> None:
    """The second half of the text stands so deep that the parser may not reach it."""
    (here / "deep.html").write_text(page().replace("By evening", "<span>" * depth + "By evening", 1))
    said = run("read", "deep.html", "-o", "jsonl")
    row = said.rows[0]
    whole = "By evening the harbour office" in row["document"]["text"]
    assert (said.code, row["status"]) == (0, "ok") if whole else (3, "partial") and row["reason"] == "too_deep"


def test_progress_on_a_terminal_stays_out_of_the_results(kept: Path) -> None:
    ours, theirs = pty.openpty()
    process = started(
        "--db", kept, "add", "--batch", "-", "-o", "jsonl",
        stdin=subprocess.PIPE, stderr=theirs, env=os.environ | {"TERM": "xterm"},
    )  # fmt: skip
    os.close(theirs)
    sent = items(*((str(n), page(title=f"Number {n}")) for n in range(4)))
    out, _ = process.communicate(sent, timeout=60)
    seen = os.read(ours, 65536).decode()
    os.close(ours)
    assert process.returncode == 0
    assert [json.loads(line)["id"] for line in out.decode().splitlines()] == ["0", "1", "2", "3"]
    assert "added" in seen and "{" not in seen


@pytest.mark.parametrize("verb", ["read", "add"])
def test_a_log_gets_a_line_now_and_then(run: Run, kept: Path, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    sent = items(*((str(n), page(title=f"Number {n}")) for n in range(3)))
    assert run("--db", kept, verb, "--batch", "-", "-o", "jsonl", stdin=sent).err == ""
    monkeypatch.setattr(common, "TOLD_EVERY", 0.0)
    said = run("--db", kept, verb, "--batch", "-", "-o", "jsonl", stdin=sent)
    done = "read" if verb == "read" else "added"
    assert said.err.splitlines() == [f"provenance: {n} {done}" for n in (1, 2, 3)]

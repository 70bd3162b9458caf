"""`make bench`: every measurement, one after the other; a part that lacks its data or server says so.

Fails where a part fails: pages, statements and quotations do where a figure fell. `python -m tests.benchmarks record
[--reason TEXT]` measures those figures and records them.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PARTS = (
    "start",
    "pages",
    "speed",
    "batches",
    "bombs",
    "bench_store",
    "bench_reuse",
    "bench_lineage",
    "statements",
    "quotations",
    "measures",
)
RECORDING = ("pages", "statements", "quotations")
"""Parts whose figures recorded.json holds."""


def main() -> int:
    """Run each part in a process of its own, so that one does not slow or break another."""
    if sys.argv[1:2] == ["record"]:
        return max(_run(part, "--record", *sys.argv[2:]) for part in RECORDING)
    failed = []
    for part in PARTS:
        print(f"\n=== {part}", flush=True)
        if _run(part):
            failed.append(part)
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return bool(failed)


def _run(part: str, *options: str) -> int:
    command = [sys.executable, "-m", f"tests.benchmarks.{part}", *options]
    return subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

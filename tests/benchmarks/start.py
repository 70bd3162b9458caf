"""How soon the program is there: `python -m tests.benchmarks.start`. Goal: under 0.3 CPU seconds for --help."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys

CALLS = (["--help"], ["--version"], ["trace", "--help"], ["read", "--help"], ["outlet", "show", "rt"])
TIMES = 7


def cpu_seconds(call: list[str]) -> float:
    """User and system time of one call of the program."""
    before = os.times()
    subprocess.run([sys.executable, "-m", "provenance", *call], stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def main() -> None:
    """Print the median and the worst of some calls."""
    bare = statistics.median(_python() for _ in range(TIMES))
    print(f"{'python -c pass':24} {bare:.2f} CPU s")
    for call in CALLS:
        taken = [cpu_seconds(call) for _ in range(TIMES)]
        print(f"{' '.join(call):24} {statistics.median(taken):.2f} CPU s (worst of {TIMES}: {max(taken):.2f})")


def _python() -> float:
    before = os.times()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


if __name__ == "__main__":
    main()

"""`make bench`: every measurement, one after the other; a part that lacks its data or server says so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PARTS = ("start", "pages", "speed", "bombs", "bench_store", "bench_lineage")


def main() -> int:
    """Run each part in a process of its own, so that one does not slow or break another."""
    failed = []
    for part in PARTS:
        print(f"\n=== {part}", flush=True)
        done = subprocess.run(
            [sys.executable, "-m", f"tests.benchmarks.{part}"], cwd=Path(__file__).parents[2], check=False
        )
        if done.returncode:
            failed.append(part)
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())

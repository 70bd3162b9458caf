"""A batch of made pages: memory of all processes over the run, time with one process and with two.

`python -m tests.benchmarks.batches [--size 10000] [--jobs 1 2]`. Wanted for 10,000 pages: under 500 MiB in
all, no more at the end than early on; two processes at least 1.6 times as fast as one. Wall times mean
something on a quiet machine alone; the processor seconds of the busiest process are what they come to there.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024
WANTED = 500
SYLLABLES = [
    "ba",
    "co",
    "de",
    "fi",
    "gu",
    "ha",
    "jo",
    "ka",
    "le",
    "mi",
    "no",
    "pu",
    "ra",
    "se",
    "ti",
    "vo",
    "wa",
    "xe",
    "yu",
    "za",
]


def main() -> int:
    """Print a line a number of processes; 1 where the batch took more memory than wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1000, help="pages in the batch")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        batch = Path(folder) / "batch.jsonl"
        write(batch, options.size)
        print(f"{options.size} pages, {batch.stat().st_size / MIB:.0f} MiB; load {os.getloadavg()[0]:.1f}")
        for jobs in options.jobs:
            runs.append(run := measured(batch, jobs))
            print(
                f"--jobs {jobs}: {run.wall:.1f} s, {run.cpu:.1f} CPU s, {run.busiest:.1f} of the busiest process; peak {run.peak} MiB in all, "
                f"{run.early} in the second quarter, {run.late} in the last; load {os.getloadavg()[0]:.1f}"
            )
    if len(runs) == 2:
        clock, busiest = runs[0].wall / runs[1].wall, runs[0].busiest / runs[1].busiest
        print(f"{clock:.2f} times as fast by the clock, {busiest:.2f} times where each process has a processor")
    return int(any(run.peak >= WANTED for run in runs))


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds by the clock, of the processors, of the busiest process; most MiB of all processes together, in all and by quarters."""

    wall: float
    cpu: float
    busiest: float
    peak: int
    early: int
    late: int


def write(batch: Path, size: int) -> None:
    """Made pages of 20 to 60 KiB, no two alike, from one seed."""
    chance = random.Random(20151104)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(5000)]
    with batch.open("w", encoding="utf-8") as file:
        for number in range(size):
            url = f"https://paper{number % 40}.example/{number}"
            file.write(json.dumps({"id": str(number), "html": page(chance, words), "url": url}) + "\n")


def page(chance: random.Random, words: list[str]) -> str:
    """A page with a menu, an article with a credit, teasers and a footer."""

    def said(count: int) -> str:
        return " ".join(chance.choices(words, k=count)).capitalize()

    menu = "".join(f'<li class="menu-item"><a href="/{said(1)}">{said(2)}</a></li>' for _ in range(60))
    text = "".join(f'<p class="text">{said(chance.randint(20, 90))}.</p>' for _ in range(chance.randint(8, 40)))
    more = "".join(f'<div class="related teaser"><h3><a href="/{said(1)}">{said(8)}</a></h3></div>' for _ in range(80))
    title = said(9)
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title><meta name="author" content="{said(2)}">'
        f'<meta property="article:published_time" content="2015-11-{chance.randint(1, 30):02}T10:00:00Z"></head>'
        f'<body><nav><ul>{menu}</ul></nav><article><h1>{title}</h1><p class="byline">By {said(1)} {said(1)}</p>{text}'
        f"<p>This article was originally published by Northern Wire.</p></article>{more}<footer>© 2015</footer></body></html>"
    )


def measured(batch: Path, jobs: int) -> Run:
    """Read the batch in a process of its own and look at its memory, and its children's, all the while."""
    call = [sys.executable, "-m", "provenance", "read", "--no-statements", "--batch", str(batch), "--jobs", str(jobs)]
    before, began = os.times(), time.monotonic()
    seen: list[int] = []
    spent: dict[int, float] = {}
    with subprocess.Popen([*call, "-o", "jsonl"], stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            seen.append(held(process.pid, spent))
            time.sleep(0.2)
    if process.returncode:
        raise SystemExit(f"the batch ended with {process.returncode}")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    quarter = max(1, len(seen) // 4)
    peaks = [max(part, default=0) // MIB for part in (seen, seen[quarter : 2 * quarter], seen[-quarter:])]
    return Run(time.monotonic() - began, cpu, max(spent.values()), *peaks)


def held(pid: int, spent: dict[int, float]) -> int:
    """Bytes a process and its children hold, 0 for those that have ended; notes the processor seconds of each."""
    try:
        ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        spent[pid] = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
        own = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        tasks = [task.read_text().split() for task in Path(f"/proc/{pid}/task").glob("*/children")]
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return own + sum(held(int(child), spent) for children in tasks for child in children)


if __name__ == "__main__":
    sys.exit(main())

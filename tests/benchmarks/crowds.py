"""One text everywhere: `python -m tests.benchmarks.crowds [--size 5000] [--one 10000]`.

The same text at so many outlets, dated one minute after the other, and so many times at one outlet: CPU seconds
in this process to add, to settle, and to trace the first, one of the middle and the last; edges kept. Wanted: all
of it in proportion to the number of articles, and a trace that stays short.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text as sql

from provenance.library import Library, open_library
from provenance.pipeline import take_all
from provenance.records.capture import Given
from provenance.store.session import reading

TEXT = "\n\n".join(
    f"{who} of {town} said on Monday that the ferry to the {n} islands would sail again once its engine had been taken "
    f'apart. "We have waited {n} weeks for the parts from {town}, and nobody told the school," {who} said.'
    for n, (who, town) in enumerate((("Ada Brandt", "Millbrook"), ("Omar Field", "Upham"), ("Ines Roth", "Lea")), 3)
)


def pages(count: int, *, outlets: bool) -> Iterator[dict[str, Any]]:
    """The items of a batch: one text at `count` outlets, or `count` times at one."""
    began = datetime(2016, 2, 1, tzinfo=UTC)
    for n in range(count):
        host = f"paper{n}.example" if outlets else "paper.example"
        day = (began + timedelta(minutes=n)).isoformat()
        yield {
            "id": str(n),
            "url": f"https://{host}/{n}",
            "title": "Ferry to sail again",
            "published": day,
            "text": TEXT,
        }


def measure(count: int, *, outlets: bool) -> None:
    """Add, settle, trace; print what it took."""
    with tempfile.TemporaryDirectory() as name, open_library(Path(name) / "crowd.db") as library:
        batch = Path(name) / "batch.jsonl"
        batch.write_text("".join(json.dumps(p) + "\n" for p in pages(count, outlets=outlets)), encoding="utf-8")
        begun = time.process_time()
        keys = [a.article for a, _ in library.add_items(take_all([], Given(), batch=str(batch)), jobs=2, link=False)]
        added = time.process_time()
        library.settle()
        settled = time.process_time()
        traces = [traced(library, str(keys[n])) for n in (0, count // 2, count - 1)]
        with reading(library.store._engine) as connection:
            edges = connection.execute(sql("SELECT count(*) FROM edges")).scalar_one()
        where = "outlets" if outlets else "times at one outlet"
        print(f"{count} {where}: add {added - begun:.1f} s, settle {settled - added:.1f} s, "
              f"{edges} edges; traces {', '.join(traces)}", flush=True)  # fmt: skip


def traced(library: Library, key: str) -> str:
    """What one trace took and held."""
    begun = time.process_time()
    trace = library.trace_of(key)
    spent = time.process_time() - begun
    return f"{spent:.2f} s ({len(trace.edges)} edges, {len(trace.matches)} matches, {len(trace.nodes)} nodes)"


def main() -> None:
    """Measure growing crowds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--size", type=int, default=5000)
    parser.add_argument("--one", type=int, default=10_000)
    options = parser.parse_args()
    for most, outlets in ((options.size, True), (options.one, False)):
        for count in sorted({most // 20, most // 5, most} - {0}):
            measure(count, outlets=outlets)


if __name__ == "__main__":
    main()

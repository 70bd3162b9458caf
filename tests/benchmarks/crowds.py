"""One text everywhere: `python -m tests.benchmarks.crowds [--outlets 250 1000 5000] [--times 500 2000 10000]`.

The same text at so many outlets, dated one minute after the other, and so many times at one outlet: CPU seconds
in this process to add, to settle, to trace the first, one of the middle and the last, to ask who said a sentence of
it, and to add and settle one more copy; edges kept. Wanted: all of it in proportion to the number of articles at
most, and a trace that stays short.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import text as sql

from provenance.library import Library, open_library
from provenance.pipeline import take_all
from provenance.records.capture import Given
from provenance.store.session import reading

T = TypeVar("T")
TEXT = "\n\n".join(
    f"{who} of {town} said on Monday that the ferry to the {n} islands would sail again once its engine had been taken "
    f'apart. "We have waited {n} weeks for the parts from {town}, and nobody told the school," {who} said.'
    for n, (who, town) in enumerate((("Ada Brandt", "Millbrook"), ("Omar Field", "Upham"), ("Ines Roth", "Lea")), 3)
)


def pages(count: int, *, outlets: bool, first: int = 0) -> Iterator[dict[str, Any]]:
    """The items of a batch: one text at `count` outlets, or `count` times at one; numbered from `first`."""
    began = datetime(2016, 2, 1, tzinfo=UTC)
    for n in range(first, first + count):
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

        def added(some: Iterator[dict[str, Any]]) -> list[str]:
            batch.write_text("".join(json.dumps(p) + "\n" for p in some), encoding="utf-8")
            items = take_all([], Given(), batch=str(batch))
            return [str(a.article) for a, _ in library.add_items(items, jobs=2, link=False)]

        adding, keys = timed(lambda: added(pages(count, outlets=outlets)))
        settling, _ = timed(library.settle)
        traces = [traced(library, keys[n]) for n in (0, count // 2, count - 1)]
        asking, found = timed(lambda: library.who_said("nobody told the school"))
        with reading(library.store._engine) as connection:
            edges = connection.execute(sql("SELECT count(*) FROM edges")).scalar_one()
        added(pages(1, outlets=outlets, first=count))
        again, _ = timed(library.settle)
        where = "outlets" if outlets else "times at one outlet"
        print(f"{count} {where}: add {adding:.1f} s, settle {settling:.1f} s, {edges} edges; traces {', '.join(traces)}; "
              f"who said {asking:.2f} s ({len(found[0].carriers) + 1} carriers); one more copy settled in {again:.1f} s", flush=True)  # fmt: skip


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """CPU seconds in this process, and what came of it."""
    begun = time.process_time()
    found = work()
    return time.process_time() - begun, found


def traced(library: Library, key: str) -> str:
    """What one trace took and held."""
    spent, trace = timed(lambda: library.trace_of(key))
    return f"{spent:.2f} s ({len(trace.edges)} edges, {len(trace.matches)} matches, {len(trace.nodes)} nodes)"


def main() -> None:
    """Measure growing crowds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--outlets", type=int, nargs="*", default=[250, 1000, 5000])
    parser.add_argument("--times", type=int, nargs="*", default=[500, 2000, 10_000])
    options = parser.parse_args()
    for counts, outlets in ((options.outlets, True), (options.times, False)):
        for count in counts:
            measure(count, outlets=outlets)


if __name__ == "__main__":
    main()

"""`read --no-statements` against trafilatura.extract alone, on the same pages in the same run, in CPU seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from provenance import pipeline
from provenance.outlets.registry import load
from provenance.records.capture import Capture, Given
from tests.benchmarks import shared

ROUNDS = 3


def spent(work: Callable[[Any], object], items: list[Any]) -> float:
    """CPU seconds for all items, the best of a few rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        for item in items:
            work(item)
        best = min(best, time.process_time() - began)
    return best


def main() -> None:
    """Measure and print."""
    if absent := shared.missing("corpus"):
        print(absent)
        return
    import trafilatura

    gold = shared.rows(shared.ROOT / "corpus" / "gold.jsonl")
    captures: list[Capture] = []
    for row in gold:
        given = Given(url=row["page_url"])
        captures += [
            x for x in pipeline.take_all([str(shared.ROOT / "corpus" / row["file"])], given) if isinstance(x, Capture)
        ]
    registry = load()
    pipeline.read_item(captures[0], registry, statements=False)
    ours = spent(lambda c: pipeline.read_item(c, registry, statements=False), captures)
    peer = spent(lambda c: trafilatura.extract(c.content), captures)
    pages = len(captures)
    print(
        f"{pages} pages: read {pages / ours:.1f} a CPU second, trafilatura.extract {pages / peer:.1f}; ratio {peer / ours:.2f}"
    )


if __name__ == "__main__":
    main()

"""Labelled real pages and lines: `python -m tests.benchmarks.pages [corpus|corpus-wild|attribution] [--half build] [--errors]`.

Prints both halves; only the build half may be looked into (`--errors` refuses the other).
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from provenance import pipeline
from provenance.outlets.registry import load
from provenance.records.capture import Given
from tests.benchmarks import shared


def readings(items: list[dict[str, Any]]) -> tuple[dict[str, dict[str, Any]], float]:
    """The reading of every batch item by id, and the CPU seconds it took."""
    registry = load()
    with tempfile.TemporaryDirectory() as folder:
        batch = Path(folder) / "batch.jsonl"
        batch.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
        began = time.process_time()
        found = {}
        for item in pipeline.take_all((), Given(), str(batch)):
            reading = pipeline.read_item(item, registry)
            found[reading.id] = reading.to_dict()
        return found, time.process_time() - began


def page_items(folder: str, gold: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Batch items for labelled pages."""
    return [{"id": g["id"], "path": str(shared.ROOT / folder / g["file"]), "url": g["page_url"]} for g in gold]


def reliability(scorer: ModuleType, gold: list[dict[str, Any]], found: dict[str, dict[str, Any]]) -> None:
    """Of the origins named with a confidence, how many are right: where it says 0.9, nine in ten should be."""
    bins: dict[str, list[int]] = {}
    for row in gold:
        origin = found[row["id"]]["origin"] or {}
        named = scorer.kind_of(found[row["id"]]) in scorer.ELSEWHERE and bool(scorer.names_of(origin))
        if named and row["kind"] not in ("mixed", "unknown"):
            right = row["kind"] in scorer.ELSEWHERE and bool(scorer.names_of(origin) & scorer.wanted_names(row))
            low = min(9, int(origin["confidence"] * 10)) / 10
            bins.setdefault(f"{low:.1f}-{low + 0.1:.1f}", []).append(int(right))
    shown = ", ".join(f"{bin_}: {sum(v)}/{len(v)}" for bin_, v in sorted(bins.items()))
    print(f"confidence and right: {shown or 'nothing named'}")


def measure(name: str, half: str | None, errors: bool) -> None:
    """Print the scorer's figures for each half of one set."""
    if absent := shared.missing(name):
        print(absent)
        return
    phrases = name == "attribution"
    gold = shared.rows(shared.ROOT / name / ("phrases.jsonl" if phrases else "gold.jsonl"))
    scorer = shared.tool("score_phrases" if phrases else "score_pages")
    split = shared.halves(gold, lambda row: str(row["id"] if phrases else row["publisher_group"]))
    for side, part in split.items():
        if half not in (None, side):
            continue
        items = [scorer.item(g) for g in part] if phrases else page_items(name, part)
        found, seconds = readings(items)
        print(f"\n== {name}, {side} half: {len(part)} in {seconds:.1f} CPU s")
        scorer.score(part, found, errors and side == "build")
        if not phrases:
            reliability(scorer, part, found)


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=["corpus", "corpus-wild", "attribution"])
    parser.add_argument("--half", choices=["build", "check"])
    parser.add_argument("--errors", action="store_true", help="list the errors of the build half")
    options = parser.parse_args()
    for name in options.sets:
        measure(name, options.half, options.errors)


if __name__ == "__main__":
    main()

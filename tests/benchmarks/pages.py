"""Labelled real pages and lines: `python -m tests.benchmarks.pages [corpus|corpus-wild|attribution|unlabelled] [--half build] [--errors]`.

Prints both halves; only the build half may be looked into (`--errors` refuses the other). Fails where a
figure of a check half is more than 0.01 worse than the one in recorded.json; `--record` writes that file.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from provenance import pipeline
from provenance.outlets.registry import load
from provenance.records.capture import Given
from tests.benchmarks import recorded, shared


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


def measure(name: str, half: str | None, errors: bool) -> dict[str, float]:
    """Print the scorer's figures for each half of one set; returns those of the check half by name."""
    if absent := shared.missing(name):
        print(absent)
        return {}
    phrases = name == "attribution"
    gold = shared.rows(shared.ROOT / name / ("phrases.jsonl" if phrases else "gold.jsonl"))
    scorer = shared.tool("score_phrases" if phrases else "score_pages")
    by_publisher = shared.halves(gold, lambda row: str(row.get("publisher_group")))
    split = shared.balanced(gold, "id", ("lang", "kind")) if phrases else by_publisher
    figures: dict[str, dict[str, float]] = {}
    for side, part in split.items():
        if half not in (None, side):
            continue
        items = [scorer.item(g) for g in part] if phrases else page_items(name, part)
        found, seconds = readings(items)
        print(f"\n== {name}, {side} half: {len(part)} in {seconds:.1f} CPU s")
        figures[side] = scorer.score(part, found, errors and side == "build")
        if not phrases:
            reliability(scorer, part, found)
    if len(figures) == 2:
        recall = "elsewhere_recall" if phrases else "recall"
        print(f"gap in recall between the halves: {figures['build'][recall] - figures['check'][recall]:+.3f}")
    return {f"{name}/{figure}": float(value) for figure, value in figures.get("check", {}).items()}


def measure_unlabelled() -> dict[str, float]:
    """Real pages nobody labelled: how many could not be read, and for how many another origin is named."""
    name = "corpus-wild/unlabelled.jsonl"
    if absent := shared.missing(name):
        print(absent)
        return {}
    listed = shared.rows(shared.ROOT / name)
    folder = shared.ROOT / "corpus-wild"
    items = [
        {"id": g["file"], "path": str(folder / g["file"]), "url": g["url"] or f"https://{g['domain']}/"} for g in listed
    ]
    found, seconds = readings(items)
    failed = sum(r["status"] == "failed" for r in found.values())
    named = [r["origin"] for r in found.values() if r["origin"] and r["origin"]["kind"] not in ("original", "unknown")]
    print(
        f"\n== unlabelled pages: {len(found)} in {seconds:.1f} CPU s; failed {failed}; another origin named {len(named)}"
    )
    return {"unlabelled/failed": float(failed)}


def main() -> int:
    """Read the command line, measure, and compare with what was recorded; 1 where a figure fell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=["corpus", "corpus-wild", "attribution", "unlabelled"])
    parser.add_argument("--half", choices=["build", "check"])
    parser.add_argument("--errors", action="store_true", help="list the errors of the build half")
    recorded.add_options(parser)
    options = parser.parse_args()
    found: dict[str, float] = {}
    for name in options.sets:
        found |= measure_unlabelled() if name == "unlabelled" else measure(name, options.half, options.errors)
    return recorded.settle(found, options.record, options.reason)


if __name__ == "__main__":
    sys.exit(main())

"""`read`'s statements on annotated quotations: figures of both halves, and words per CPU second.

    python -m tests.benchmarks.statements [build|check|all] [--record [--reason TEXT]]

Documents are split by their id. The figures of whole sets are compared with recorded.json, and may be recorded
there; fails where one fell by more than 0.01, or fewer than 50,000 words are read in a CPU second.
"""

from __future__ import annotations

import argparse
import sys
import time
from typing import Any

from provenance.outlets.registry import load as load_registry
from provenance.quote.annotate import annotate
from provenance.quote.profile import load
from provenance.records.article import ArticleText
from tests.benchmarks import recorded, shared

RECORDED = ("precision", "recall", "f1", "speaker", "joint", "failed", "unplaced", "recall_direct", "recall_Direct")
FEWEST = 50_000
"""Words that are to be read in one CPU second."""
SETS = ("polnear-train84.jsonl", "polnear-dev.jsonl", "dewikinews-dev.jsonl")


def readings(gold: list[dict[str, Any]]) -> tuple[dict[str, Any], float]:
    """Statements of each document by id, and the words read in one CPU second."""
    registry, found, words = load_registry(), {}, 0
    begin = time.process_time()
    for row in gold:
        text, profile = row["text"], load(row["lang"])
        assert profile is not None
        words += len(text.split())
        article = ArticleText(None, None, row["lang"], 0, text, ((0, len(text)),), (), None, None, ())
        made, _ = annotate(text, article, profile, registry)
        found[row["id"]] = {"document": {"text": text}, "statements": [s.to_dict() for s in made]}
    return found, words / max(1e-9, time.process_time() - begin)


def measure(name: str, which: str) -> tuple[dict[str, float], float]:
    """Print the figures of one set or half of it; returns them by name, and the words of a CPU second."""
    gold = [r for r in shared.rows(shared.ROOT / "quotes" / name) if "text" in r]
    if which != "all":
        gold = [r for r in gold if shared.half(r["id"]) == which]
    found, speed = readings(gold)
    print(f"\n{name}, {which}: {speed:,.0f} words a CPU second")
    scored = shared.tool("score_statements").score(gold, found)
    return {
        f"{name.removesuffix('.jsonl')}/{figure}": float(scored[figure]) for figure in RECORDED if figure in scored
    }, speed


def main() -> int:
    """Print the figures of one half, or of whole sets; those of whole sets must not have fallen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("which", nargs="?", choices=("build", "check", "all"), default="all")
    recorded.add_options(parser)
    options = parser.parse_args()
    if why := shared.missing("quotes"):
        print(why)
        return 0
    figures: dict[str, float] = {}
    slow = False
    for name in SETS:
        found, speed = measure(name, options.which)
        figures |= found
        slow = slow or speed < FEWEST
    if slow:
        print(f"fewer than {FEWEST:,} words in a CPU second", file=sys.stderr)
    return max(slow, recorded.settle(figures, options.record, options.reason) if options.which == "all" else 0)


if __name__ == "__main__":
    sys.exit(main())

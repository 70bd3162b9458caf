"""`read`'s statements on annotated quotations: figures of both halves, and words per CPU second.

    python -m tests.benchmarks.statements [build|check|all]

English is split by document; PolNeAR dev is scored whole and only its totals are shown.
"""

from __future__ import annotations

import sys
import time
from typing import Any

try:
    from tests.benchmarks import shared
except ImportError:
    import shared  # type: ignore[import-not-found, no-redef]

from provenance.outlets.registry import load as load_registry
from provenance.quote.annotate import annotate
from provenance.quote.profile import load
from provenance.records.article import ArticleText

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


def main(which: str) -> int:
    """Print the figures of one half, or of whole sets."""
    why = shared.missing("quotes")
    if why:
        print(why)
        return 0
    scorer = shared.tool("score_statements")
    for name in SETS:
        gold = [r for r in shared.rows(shared.ROOT / "quotes" / name) if "text" in r]
        if which != "all":
            gold = [r for r in gold if shared.half(r["id"]) == which]
        found, speed = readings(gold)
        print(f"\n{name}, {which}: {speed:,.0f} words a CPU second")
        scorer.score(gold, found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "build"))

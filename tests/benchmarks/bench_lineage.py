"""Arrows between articles: `python -m tests.benchmarks.bench_lineage [--seed N ...] [--made 100] [--show N]`.

1. Made stories (see made_stories for what is right), through the library: added, settled, traced one by
   one. Build seeds may be looked into (`--show`); check seeds give totals only. Wanted: >= 0.95 of edges right.
2. Direction on the reuse workload, the viral story left out: of the pairs a careful person could orient by
   dates, how many are oriented, and how many of those rightly (wanted: >= 0.90, >= 0.98); then the same
   batch with one date for all, or none, and no credits, where nothing may be oriented. The texts are real news
   and hold credits of their own: every line is left out in which a reading of that text alone finds a credit,
   a byline or a copyright, and read again, until none is found.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from provenance.library import Library, open_library
from provenance.outlets.registry import load
from provenance.pipeline import read_all, take_all
from provenance.records.capture import Given
from tests.benchmarks import shared
from tests.benchmarks.made_score import Gold, parents_of, score, verdict
from tests.benchmarks.made_score import node as spelled
from tests.benchmarks.made_stories import make

BUILD, CHECK = (7,), (101, 102)
CLAIMS = ("copy", "excerpt")
Arrows = dict[str, dict[str, Any]]
"""By the id of an article: the edges that lead from it, by the id or `outlet:NAME` of the source."""


def kept(library: Library, rows: Sequence[Mapping[str, Any]], folder: Path) -> dict[str, str]:
    """Add a batch; the ids its items came with, by article key."""
    batch = folder / "batch.jsonl"
    batch.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    added = [one for one, _ in library.add_items(take_all([], Given(), batch=str(batch)), jobs=2)]
    return {one.article: one.id for one in added if one.article is not None}


def arrows(library: Library, ids: Mapping[str, str]) -> Arrows:
    """The edges `trace` shows from each article."""
    found: Arrows = {}
    for key, id_ in ids.items():
        trace = library.trace_of(key, 1)
        names = {n.key: ids.get(n.key, f"outlet:{n.name}") for n in trace.nodes}
        mine = {names[e.parent]: e for e in trace.edges if e.child == key and e.state != "rejected"}
        found[id_] = mine
    return found


def made_stories(seed: int, made: int, show: int) -> None:
    """One batch of made stories, scored."""
    rows, gold = make(shared.tool("reuse_workload").stories(shared.ROOT / "reuse"), made, seed)
    with tempfile.TemporaryDirectory() as folder, open_library(Path(folder) / "made.db") as library:
        begun = time.process_time()
        ids = kept(library, rows, Path(folder))
        settled = time.process_time() - begun
        found = arrows(library, ids)
    result = score(gold, {child: list(parents) for child, parents in found.items()})
    print(f"seed {seed}: {len(rows)} articles, {settled:.0f} CPU s in this process to add and settle")
    for name, value in result.items():
        print(f"  {name}: {value}")
    if show:
        print(*list(faults(gold, found))[:show], sep="\n")


def faults(gold: Gold, found: Arrows) -> Iterator[str]:
    """What is not as it should be, one line each."""
    right = parents_of(gold)
    for child, wanted in right.items():
        if missed := wanted - {spelled(p, gold) for p in found[child]}:
            yield f"MISSED {gold['kinds'][child]} {child} -> {sorted(missed)}, found {said(found[child])}"
    for child, parents in found.items():
        for parent in parents:
            kind = verdict(gold, right, child, spelled(parent, gold))
            if kind not in ("right", "farther"):
                best = sorted(right.get(child, ()))
                yield f"{kind.upper()} {gold['kinds'].get(child)} {child} -> {said({parent: parents[parent]})}, wanted {best}"


def said(edges: Mapping[str, Any]) -> str:
    """Edges in short."""
    return (
        ", ".join(f"{p} ({e.state} {e.confidence} {'+'.join(e.direction_basis)})" for p, e in edges.items()) or "none"
    )


def direction(articles: int, per_kind: int) -> None:
    """Arrows on the reuse workload, with its dates and with one date for all."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tool = shared.ROOT / "tools" / "reuse_workload.py"
        sizes = ["--articles", str(articles), "--per-kind", str(per_kind), "--viral", "0"]
        subprocess.run([sys.executable, str(tool), name, *sizes], check=True, stderr=subprocess.DEVNULL)
        gold = {row["id"]: row for row in shared.rows(folder / "gold.jsonl")}
        batch = shared.rows(folder / "batch.jsonl")
        bare = without_credits(batch, folder)
        for title, rows in (
            ("dates as they are", batch),
            ("one date for all, no credits", [row | {"published": "2015-06-01"} for row in bare]),
            (
                "no dates, no credits",
                [row | {"published": None, "url": f"https://{row['outlet']}/{row['id']}"} for row in bare],
            ),
        ):
            with tempfile.TemporaryDirectory() as inner, open_library(Path(inner) / "reuse.db") as library:
                _oriented(library, kept(library, rows, Path(inner)), gold, title)


def without_credits(rows: Sequence[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """The rows without the lines in which a text names, by itself, a source, an author or a holder of rights."""
    texts = {row["id"]: row["text"] for row in rows}
    waiting, batch = set(texts), folder / "bare.jsonl"
    while waiting:
        items = [{"id": id_, "text": texts[id_]} for id_ in sorted(waiting)]
        batch.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
        changed = set()
        for _, found in read_all(take_all([], Given(), batch=str(batch)), load(), 2):
            bylines = found.article.bylines if found.article else ()
            claims = [c.evidence for some in (found.credits, found.copyright, bylines) for c in some]
            starts = {one.start for one in claims if one.start is not None}
            if starts and found.document is not None:
                assert found.id is not None
                texts[found.id] = _without(found.document.text, starts)
                changed.add(found.id)
        waiting = changed
    return [row | {"text": texts[row["id"]]} for row in rows]


def _without(text: str, starts: Collection[int]) -> str:
    """The text without the lines in which these places lie."""
    kept, at = [], 0
    for line in text.split("\n"):
        if not any(at <= start <= at + len(line) for start in starts):
            kept.append(line)
        at += len(line) + 1
    return "\n".join(kept)


def _oriented(library: Library, ids: Mapping[str, str], gold: Mapping[str, Any], title: str) -> None:
    """How many of the true pairs that match have an arrow, and a right one; and arrows where there is no pair."""
    true = {(child, source) for child, row in gold.items() for source in row["sources"]}
    pairs = {frozenset((ids[m.a], ids[m.b])) for m in library.matches() if m.kind in CLAIMS}
    matched = {pair for pair in true if frozenset(pair) in pairs}
    found = {(child, parent) for child, parents in arrows(library, ids).items() for parent in parents}
    turned = {(b, a) for a, b in found}
    right, wrong = matched & found, matched & turned
    other = [pair for pair in found - true if pair[::-1] not in true]
    oriented = len(right | wrong)
    kinds = Counter(gold[child]["kind"] for child, _ in matched - found - turned)
    print(f"{title}: {len(matched)} true pairs matched of {len(true)}, {oriented} oriented "
          f"({oriented / max(1, len(matched)):.4f}), {len(right)} rightly ({len(right) / max(1, oriented):.4f}); "
          f"{len(other)} arrows between others; without an arrow: {dict(kinds)}")  # fmt: skip


def main() -> int:
    """Run the parts asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seed", type=int, nargs="*", default=[*BUILD, *CHECK])
    parser.add_argument("--made", type=int, default=100)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="show N faults of a build seed")
    parser.add_argument("--articles", type=int, default=600, help="articles of the reuse workload; 0: not measured")
    parser.add_argument("--per-kind", type=int, default=60)
    options = parser.parse_args()
    if absent := shared.missing("reuse"):
        print(absent)
        return 0
    for seed in options.seed:
        made_stories(seed, options.made, 0 if seed in CHECK else options.show)
    if options.articles:
        direction(options.articles, options.per_kind)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Copies nobody credits: `python -m tests.benchmarks.bench_reuse [--full] [--show] [--size N] [--draw FILE.svg]`.

1. The reuse workload through the library: recall by kind, precision, footers, with the peers beside it.
   Wanted: verbatim, boiler, lead30, excerpt2, edit10, viral >= 0.99, edit20 >= 0.97, precision >= 0.98.
2. FNC-1 bodies against silver labels: `copy` is to be claimed; `partial` with >= 80 words and a run >= 40 is
   found with any match but boilerplate; other `partial` does not count; the rest is false. Wanted: copy >= 0.99,
   long >= 0.98, precision >= 0.95.
3. Fingerprints and rows from stored texts, articles per CPU second, beside datasketch MinHashLSH (128) on the
   same texts. Wanted: >= 4 times.
4. Growth (see reuse_growth) up to --size articles; without --size it is left out.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import text as sql

from provenance.library import Library, open_library
from provenance.lineage.settle import index_pending, settle
from provenance.pipeline import take_all
from provenance.records.capture import Given
from provenance.records.lineage import Match
from provenance.store.session import in_transaction
from tests.benchmarks import shared

CLAIMS = ("copy", "excerpt")
ROUNDS = 3
FNC = shared.ROOT / "reuse" / "fnc-1"
INDEX = (
    "matches", "class_articles", "fingerprints", "crowds", "crowd_members", "outlet_paragraphs", "outlet_boilerplate", "text_classes",
)  # fmt: skip
Pair = tuple[str, str]


def kept(library: Library, batch: Path) -> list[Match]:
    """Add a batch, compare all, and read all matches; says what it took."""
    begun = time.process_time()
    count = sum(1 for _ in library.add_items(take_all([], Given(), batch=str(batch)), jobs=2, link=False))
    added = time.process_time()
    settle(library.store.reuse)
    linked = time.process_time()
    found = list(library.matches())
    done = time.process_time()
    print(f"{count} articles: {added - begun:.1f} CPU s in this process to add, {linked - added:.1f} to index and compare, "
          f"{done - linked:.1f} to read {len(found)} matches")  # fmt: skip
    return found


def workload(articles: int, per_kind: int, show: bool) -> None:
    """Recall by kind and precision on the reuse workload, then the speed of indexing its texts."""
    scorer = shared.tool("score_reuse")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tool = shared.ROOT / "tools" / "reuse_workload.py"
        sizes = ["--articles", str(articles), "--per-kind", str(per_kind)]
        subprocess.run([sys.executable, str(tool), name, *sizes], check=True, stderr=subprocess.DEVNULL)
        gold, batch = shared.rows(folder / "gold.jsonl"), shared.rows(folder / "batch.jsonl")
        with open_library(folder / "reuse.db") as library:
            found = [m.to_dict() for m in kept(library, folder / "batch.jsonl")]
            result = scorer.score(gold, found, show)
            print(
                f"false pairs from footers per 1,000 queries: {result['false_per_1000_queries'].get('footer', 0):.1f}"
            )
            indexing(library, [row["text"] for row in batch])


def indexing(library: Library, texts: list[str]) -> None:
    """Fingerprints and rows of all held texts made anew, in turns with datasketch on the same texts; the best of each."""
    ours, theirs = [], []
    for _ in range(ROUNDS):
        in_transaction(library.store._engine, _emptied)
        begun = time.process_time()
        index_pending(library.store.reuse)
        ours.append(len(texts) / (time.process_time() - begun))
        try:
            theirs.append(_datasketch(texts))
        except ImportError:
            print("datasketch: not installed, left out")
    print(f"fingerprints and rows: {max(ours):.0f} articles per CPU second", end="")
    print(f", datasketch {max(theirs):.0f}: {max(ours) / max(theirs):.1f} times" if theirs else "")


def _emptied(connection: Any) -> None:
    connection.execute(sql("DELETE FROM reuse_pending"))
    for table in INDEX:
        connection.execute(sql(f"DELETE FROM {table}"))
    connection.execute(sql("INSERT INTO reuse_pending SELECT id FROM articles"))


def _datasketch(texts: list[str]) -> float:
    from datasketch import MinHash, MinHashLSH

    shingles = shared.tool("score_reuse").shingles
    begun = time.process_time()
    lsh = MinHashLSH(threshold=0.5, num_perm=128)
    for n, text in enumerate(texts):
        made = MinHash(num_perm=128)
        made.update_batch([s.encode() for s in shingles(text)])
        lsh.insert(n, made)
    return len(texts) / (time.process_time() - begun)


def bodies() -> Iterator[tuple[str, str]]:
    """The FNC-1 bodies, by the names the labels have."""
    csv.field_size_limit(10**9)
    for part in ("train", "test"):
        with gzip.open(FNC / f"{part}_bodies.csv.gz", "rt", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield f"{part}-{row['Body ID']}", row["articleBody"]


def labels() -> Iterator[tuple[Pair, str]]:
    """The labelled pairs: copy, long, left (not counted) or false."""
    with gzip.open(FNC / "silver_pairs.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            label = row["label"]
            if label == "partial":
                words = min(int(row["covered1"]), int(row["covered2"]))
                label = "long" if words >= 80 and int(row["longest"]) >= 40 else "left"
            yield _pair(row["id1"], row["id2"]), label if label in ("copy", "long", "left") else "false"


def _pair(one: str, other: str) -> Pair:
    return min(one, other), max(one, other)


def fnc(most: int | None, show: bool) -> None:
    """Recall and precision on FNC-1, all bodies or the first of each part."""
    listed = list(bodies())
    listed = listed if most is None else listed[:: max(1, len(listed) // most)]
    names = {name for name, _ in listed}
    gold = {pair: label for pair, label in labels() if names.issuperset(pair)}
    with tempfile.TemporaryDirectory() as folder, open_library(Path(folder) / "fnc.db") as library:
        batch = Path(folder) / "batch.jsonl"
        rows = ({"id": i, "text": t, "url": f"https://{i}.example/story"} for i, t in listed)
        batch.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        found = {_pair(str(m.a_id), str(m.b_id)): m.kind for m in kept(library, batch)}
    _told(gold, found, show)


def _told(gold: Mapping[Pair, str], found: Mapping[Pair, str], show: bool) -> None:
    copies, long = _of(gold, "copy"), _of(gold, "long")
    claimed = {pair for pair, kind in found.items() if kind in CLAIMS and gold.get(pair) != "left"}
    true = {pair for pair in claimed if gold.get(pair) in ("copy", "long")}
    seen = {pair for pair, kind in found.items() if kind != "boilerplate"}
    print(f"FNC-1: copy {_share(copies & claimed, copies)}, long shared text {_share(long & seen, long)}, precision {_share(true, claimed)}")  # fmt: skip
    if show:
        print(*(f"missed copy {pair} {found.get(pair)}" for pair in sorted(copies - claimed)), sep="\n")
        print(*(f"missed long {pair}" for pair in sorted(long - seen)), sep="\n")


def _of(gold: Mapping[Pair, str], label: str) -> set[Pair]:
    return {pair for pair, found in gold.items() if found == label}


def _share(part: Iterable[Pair], whole: Iterable[Pair]) -> str:
    n, of = len(set(part)), len(set(whole))
    return f"{n / of:.3f} ({n}/{of})" if of else "- (0)"


def main() -> int:
    """Run the parts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--full", action="store_true", help="the workload at its full size and all of FNC-1")
    parser.add_argument("--show", action="store_true", help="name what was missed")
    parser.add_argument("--size", type=int, help="measure growth up to so many articles")
    parser.add_argument("--draw", type=Path, help="write the growth as SVG to this file")
    options = parser.parse_args()
    if absent := shared.missing("reuse"):
        print(absent)
    else:
        workload(*((1200, 100) if options.full else (300, 30)), options.show)
        fnc(None if options.full else 400, options.show)
    if options.size:
        drawn = ["--draw", str(options.draw)] if options.draw else []
        command = [sys.executable, "-m", "tests.benchmarks.reuse_growth", "--size", str(options.size), *drawn]
        return subprocess.run(command, check=False).returncode
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""How text reuse grows: `python -m tests.benchmarks.reuse_growth [--size 100000] [--draw FILE.svg]`.

Made fingerprints (70 an article, 8 % of them common phrases by a square law, a tenth of the articles copies of others) in
SQLite files of 10,000 articles and ten times as many up to `--size` (1000000: ten minutes, 2 GB of disk,
4 GB of memory): lookup through the library's own query, bytes of the fingerprint rows an article, and all
pairs by the join of `lineage bulk`, in CPU seconds. Beside it, in the same run, datasketch MinHashLSH in
memory at 100,000. Wanted: lookup, fingerprinting included, <= 1.0 of datasketch at 100,000; lookup at 1,000,000
<= 2 times that at 10,000; <= 1.5 kB an article; all pairs of 1,000,000 <= 13 times the CPU of 100,000, < 8 GiB.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import text as sql

from provenance.lineage.bulk import found_in
from provenance.shingles import fingerprints
from provenance.store.library import Library
from provenance.store.reuse.candidates import candidates
from provenance.store.session import in_transaction, reading
from provenance.words import VERSION

PRINTS = 70
COMMON = 0.08
COPIES = 0.1
LOOKUPS = 400
PEER_AT = 100_000
_CHUNK = 500_000


@dataclass(frozen=True, slots=True)
class Grown:
    """What was measured at one size: CPU milliseconds a lookup, bytes an article, CPU seconds for all pairs."""

    articles: int
    p50: float
    p95: float
    bytes: float
    pairs: int
    join: float
    peak: float


def made(articles: int, seed: int = 1) -> NDArray[np.int64]:
    """Fingerprints, a row an article; a row may hold one twice."""
    rnd = np.random.default_rng(seed)
    found = rnd.integers(-(2**63), 2**63 - 1, (articles, PRINTS), dtype=np.int64)
    common = rnd.random((articles, PRINTS)) < COMMON
    found[common] = (5 * articles * rnd.random(int(common.sum())) ** 2).astype(np.int64)
    copies = np.flatnonzero(rnd.random(articles) < COPIES)[1:]
    sources = (copies * rnd.random(len(copies))).astype(np.int64)
    kept = rnd.random((len(copies), PRINTS)) < rnd.uniform(0.2, 1.0, (len(copies), 1))
    found[copies] = np.where(kept, found[sources], found[copies])
    return found


def fill(library: Library, found: NDArray[np.int64]) -> float:
    """Put made articles into the index; bytes of the fingerprint rows an article."""
    count = len(found)
    raw = library._engine.raw_connection()
    cursor: Any = raw.cursor()
    cursor.execute("PRAGMA synchronous = OFF")
    cursor.execute("BEGIN")
    cursor.executemany(
        "INSERT INTO text_classes (id, version, digest, words, earliest, first_key, linked, touched) VALUES (?, ?, ?, 600, ?, ?, 0, 0)",
        ((n, VERSION, f"{n:016}", f"2015-{n:012}", f"art_{n:012}") for n in range(count)),
    )
    before = pages(cursor)
    hashes, owners = found.ravel(), np.repeat(np.arange(count), PRINTS)
    order = np.argsort(hashes, kind="stable")
    for start in range(0, len(order), _CHUNK):
        part = order[start : start + _CHUNK]
        rows = list(zip(hashes[part].tolist(), owners[part].tolist(), strict=True))
        cursor.executemany("INSERT OR IGNORE INTO fingerprints (hash, class_id) VALUES (?, ?)", rows)
    cursor.execute("COMMIT")
    after = pages(cursor)
    raw.close()
    in_transaction(library._engine, crowd)
    return (after - before) / count


def pages(cursor: Any) -> int:
    """Bytes of the file."""
    return int(cursor.execute("PRAGMA page_count").fetchone()[0]) * int(
        cursor.execute("PRAGMA page_size").fetchone()[0]
    )


def crowd(connection: Any) -> None:
    """Bring the crowded fingerprints up to date."""
    from provenance.store.reuse import crowds

    wanted = f"SELECT hash FROM fingerprints GROUP BY hash HAVING count(*) > {crowds.MOST}"
    crowds.rebuild(connection, connection.execute(sql(wanted)).scalars().all())


def lookups(library: Library, found: NDArray[np.int64]) -> list[float]:
    """CPU milliseconds of lookups, by the library's own query, of random articles; the first half warms up."""
    asked = np.random.default_rng(2).integers(0, len(found), 2 * LOOKUPS).tolist()
    spent = []
    with reading(library._engine) as connection:
        for number in asked:
            begun = time.process_time()
            candidates(connection, sorted(set(found[number].tolist())), number)
            spent.append(1000 * (time.process_time() - begun))
    return sorted(spent[LOOKUPS:])


def measure(articles: int, folder: Path) -> Grown:
    """Fill an index of that size, look up, join."""
    with Library.open(str(folder / f"{articles}.db"), str(folder / "evidence")) as library:
        found = made(articles)
        size = fill(library, found)
        spent = lookups(library, found)
        del found
        begun = time.process_time()
        classes, rows = library.reuse.dump()
        pairs = sum(len(one.others) for one in found_in(classes, rows)) // 2
        join = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return Grown(articles, statistics.median(spent), spent[int(0.95 * len(spent))], size, pairs, join, peak)


def peer() -> tuple[float, float, float]:
    """CPU milliseconds (median): datasketch signature and query at `PEER_AT`, a signature, our fingerprints of the same texts."""
    from datasketch import MinHash, MinHashLSH

    rnd = np.random.default_rng(3)
    lsh = MinHashLSH(threshold=0.5, num_perm=128)
    filler = MinHash(num_perm=128)
    for n in range(PEER_AT):
        filler.hashvalues = rnd.integers(0, 2**32, 128).astype(filler.hashvalues.dtype)
        lsh.insert(n, filler)
    words = [f"{a}{b}" for a in ["amber", "birch", "cedar", "delta", "ember", "frost", "grain"] for b in range(500)]
    texts = [" ".join(rnd.choice(words, 600)) for _ in range(LOOKUPS)]
    theirs, signs, ours = [], [], []
    for text in texts:
        begun = time.process_time()
        split = text.lower().split()
        mine = MinHash(num_perm=128)
        mine.update_batch([" ".join(split[i : i + 5]).encode() for i in range(len(split) - 4)])
        signed = time.process_time()
        lsh.query(mine)
        done = time.process_time()
        list(fingerprints([text]))
        theirs.append(done - begun)
        signs.append(signed - begun)
        ours.append(time.process_time() - done)
    return tuple(1000 * statistics.median(x) for x in (theirs, signs, ours))  # type: ignore[return-value]


def sizes(most: int) -> Iterator[int]:
    """10,000 and ten times as many, up to the largest size asked for."""
    size = 10_000
    while size <= most:
        yield size
        size *= 10


def tell(grown: list[Grown], beside: tuple[float, float, float] | None) -> None:
    """The ratios."""
    for a, b in pairwise(grown):
        print(f"{b.articles} over {a.articles}: lookup {b.p50 / a.p50:.2f}, join {b.join / a.join:.1f}")
    print(f"lookup p50 of the largest over the smallest: {grown[-1].p50 / grown[0].p50:.2f}")
    at = next((g for g in grown if g.articles == PEER_AT), None)
    if beside and at:
        theirs, signs, ours = beside
        print(f"datasketch at {PEER_AT}: {theirs:.3f} ms (signature {signs:.3f}); ours {at.p50 + ours:.3f} (fingerprints {ours:.3f}): "
              f"{(at.p50 + ours) / theirs:.2f} of it")  # fmt: skip


def drawn(grown: list[Grown]) -> str:
    """Three small log-log charts as SVG: lookup, bytes an article, all pairs."""
    made = []
    for n, (title, values) in enumerate(
        (
            ("lookup, CPU ms (p50)", [g.p50 for g in grown]),
            ("bytes an article", [g.bytes for g in grown]),
            ("all pairs, CPU s", [g.join for g in grown]),
        )
    ):
        low = 10 ** np.floor(np.log10(min(values)))
        tall = max(1.0, np.log10(max(values) / low))
        at = [(260 * n + 40 + 90 * i, 150 - 110 * np.log10(v / low) / tall) for i, v in enumerate(values)]
        line = " ".join(f"{x:.0f},{y:.0f}" for x, y in at)
        made.append(
            f'<text x="{260 * n + 20}" y="20">{title}</text><polyline fill="none" stroke="black" points="{line}"/>'
        )
        for (x, y), value, g in zip(at, values, grown, strict=True):
            made.append(
                f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3"/><text x="{x - 12:.0f}" y="{y - 8:.0f}">{value:.3g}</text>'
            )
            made.append(f'<text x="{x - 20:.0f}" y="175">{g.articles}</text>')
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="790" height="190" font-family="sans-serif" font-size="11">{"".join(made)}</svg>\n'


def main() -> int:
    """Each size in a process of its own, so that memory is that of one size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--draw", type=Path, help="write the growth as SVG to this file")
    parser.add_argument("--folder", type=Path, help="where the files lie meanwhile")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        if options.one:
            print(*(getattr(g, f) for g in [measure(options.one, Path(name))] for f in Grown.__slots__))
            return 0
        grown = [_apart(size, name) for size in sizes(options.size)]
    try:
        beside = peer() if options.size >= PEER_AT else None
    except ImportError:
        print("datasketch: not installed, left out")
        beside = None
    tell(grown, beside)
    if options.draw:
        options.draw.write_text(drawn(grown), encoding="utf-8")
    return 0


def _apart(size: int, folder: str) -> Grown:
    command = [sys.executable, "-m", "tests.benchmarks.reuse_growth", "--one", str(size), "--folder", folder]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ)
    n, p50, p95, size_, pairs, join, peak = map(float, done.stdout.split())
    print(
        f"{size:>9} articles: lookup p50 {p50:.3f} ms, p95 {p95:.3f}; {size_:.0f} bytes an article; all {pairs:.0f} pairs "
        f"in {join:.2f} CPU s, peak {peak:.2f} GiB",
        flush=True,
    )
    return Grown(int(n), p50, p95, size_, int(pairs), join, peak)


if __name__ == "__main__":
    sys.exit(main())

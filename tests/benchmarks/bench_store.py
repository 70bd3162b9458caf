"""The store under load, on made articles: `python -m tests.benchmarks.bench_store [--articles 100000]`.

1. Four processes add the same 1,000 articles twice; wanted: 1,000 articles, no errors, nothing unsound.
2. Many articles are put in by bulk, then the chain of one is looked up; wanted: under 50 ms in the process.

On SQLite, and on PostgreSQL where PROVENANCE_TEST_POSTGRES names a server.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Table, create_engine, insert, make_url, text

from provenance.records.article import Reading
from provenance.records.capture import Capture
from provenance.store.asking import search
from provenance.store.evidence.checking import check_file
from provenance.store.evidence.folder import Evidence
from provenance.store.evidence.places import place
from provenance.store.keeping import adding, captures, chain, rows
from provenance.store.keeping.clock import now
from provenance.store.library import Library
from provenance.store.schema.tables import (
    ARTICLES,
    BELOW_READING,
    CAPTURES,
    EDGE_EVIDENCE,
    EDGES,
    NODES,
    READINGS,
    TEXTS,
)
from provenance.store.session import in_transaction
from tests.store.stored import GAZETTE, WIRE, capture, edge, node, reading

ROOT = Path(__file__).parents[2]
WRITERS, PAGES, TIMES = 4, 1000, 2
WORDS = [
    "harbour",
    "ferry",
    "noon",
    "quay",
    "fog",
    "island",
    "boat",
    "mayor",
    "council",
    "bridge",
    "paper",
    "light",
    "market",
    "winter",
    "letter",
    "engine",
]


def made(number: int) -> tuple[Capture, Reading]:
    """An article of some 300 words of its own that credits another site."""
    page = capture(f"made page {number}", url=f"https://gazette.example/{number}", id=str(number))
    body = " ".join(f"{WORDS[(number + n * n) % len(WORDS)]}{number if n % 50 == 0 else ''}" for n in range(300)) + "."
    return page, reading(page, body, source_url=f"https://wire.example/{number // 3}")


def write(db: str, evidence: str) -> None:
    """What one of the writers does."""
    with Library.open(db, evidence) as library:
        for number in range(PAGES):
            page, found = made(number)
            library.add(found, page)


def many_writers(db: str, evidence: str) -> None:
    """Print what four writers of the same articles come to."""
    call = [sys.executable, "-m", "tests.benchmarks.bench_store", "--write", db, "--evidence", evidence]
    for turn in range(1, TIMES + 1):
        began = time.perf_counter()
        running = [subprocess.Popen(call, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(WRITERS)]
        said = [process.communicate()[1] for process in running]
        failed = [line for process, line in zip(running, said, strict=True) if process.returncode]
        seconds = time.perf_counter() - began
        print(
            f"  turn {turn}: {WRITERS} writers, {PAGES} articles each: {seconds:.1f} s, {len(failed)} failed {failed or ''}"
        )
    with Library.open(db, evidence) as library:
        began = time.perf_counter()
        findings = library.verify()
        print(
            f"  {library.searched().articles} articles, verify found {len(findings)} in {time.perf_counter() - began:.1f} s"
        )


def evidence_speed(folder: Path) -> None:
    """Print how fast captures of 100 kB are kept, each synced, fetched back, and checked in one go."""
    pages = [capture("".join(f"<p>{w} {n * k}</p>" for k in range(600) for w in WORDS), id=str(n)) for n in range(100)]
    size = sum(len(page.content) for page in pages) / 1e6
    places: list[str] = []
    with closing(Evidence(folder)) as evidence:
        steps: tuple[tuple[str, Callable[[], object]], ...] = (
            ("kept", lambda: places.extend(evidence.keep(page) for page in pages)),
            ("fetched", lambda: [evidence.fetch(at) for at in places]),
            ("checked", lambda: [check_file(file) for file in evidence.files()]),
        )
        for what, work in steps:
            began = time.perf_counter()
            work()
            print(f"  {len(pages)} captures, {size:.0f} MB: {what} at {size / (time.perf_counter() - began):.0f} MB/s")


def bulk(first: int, last: int, run: int, connection: Connection) -> None:
    """Put made articles in without going through `add`: the same rows, many at a time, no files."""
    waiting: dict[Table, list[dict[str, Any]]] = {}
    for number in range(first, last):
        for table, row in rows_of(number, run):
            waiting.setdefault(table, []).append(row)
    for table, found in waiting.items():
        connection.execute(insert(table), found)
    for number in range(first, last):
        _, found_reading = made(number)
        assert found_reading.article
        search.index(connection, number + 1, found_reading.article.text, found_reading.article.title)


def rows_of(number: int, run: int) -> Iterator[tuple[Table, dict[str, Any]]]:
    """All rows of a made article but those of the search index."""
    page, found = made(number)
    kept, digest, row, key = rows.as_kept(found), rows.digest_of(found), number + 1, adding.key_of(found)
    assert found.document and key
    yield CAPTURES, {"id": row, **captures.of_capture(page, place("0" * 32 + "-00000.warc.gz", row, 1), run)}
    yield TEXTS, {"id": row, "sha256": digest, "text": found.document.text, "characters": len(found.document.text)}
    yield ARTICLES, {"id": row, "key": key, "url": page.url, "identity_basis": "given", "first_seen_at": now()}
    of = {"article_id": row, "run_id": run}
    ids = {"id": row, "digest": digest, "capture_id": row, "text_id": row, "is_current": True}
    yield READINGS, rows.reading_values(kept) | ids | of
    for name, below in rows.children_of(kept).items():
        yield from ((BELOW_READING[name], {"reading_id": row, **b}) for b in below)
    parent = node(WIRE, found.credits[0].url)
    for n, one in enumerate((node(GAZETTE, page.url, key=key), parent)):
        yield NODES, {**of, "reading_id": row, "position": n, **chain._node_values(one, None)}
    yield EDGES, {"id": row, "reading_id": row, "position": 0, **of, **chain._edge_values(edge(key, parent.key))}
    yield EDGE_EVIDENCE, {"edge_id": row, "position": 0, **chain._evidence_values(found.credits[0].evidence)}


def lookups(db: str, evidence: str, articles: int) -> None:
    """Print how long a bulk takes and how soon one article's chain is there."""
    with Library.open(db, evidence) as library:
        run = library._this_run()
        began = time.perf_counter()
        for first in range(0, articles, 2000):
            last = min(first + 2000, articles)
            in_transaction(library._engine, partial(bulk, first, last, run))
        if library._engine.dialect.name == "postgresql":
            with library._engine.begin() as connection:
                connection.execute(text("ANALYZE"))
        print(f"  {articles} articles put in: {time.perf_counter() - began:.0f} s")
        keys = [str(adding.key_of(made(n * 7919 % articles)[1])) for n in range(50)]
        timed("chain of one article", [partial(library.chain_rows, k) for k in keys])
        timed("its reading", [partial(library.reading_of, k) for k in keys])
        timed("by address", [partial(library.articles_by_url, [f"https://gazette.example/{n}"]) for n in range(50)])
        timed("what was searched", [library.searched] * 5)
        timed("find a rare word", [partial(library.find, f"harbour{n}") for n in range(0, 320, 16)])
        timed("find a phrase of common words", [partial(library.find, "boat mayor", limit=10)] * 3)


def timed(what: str, calls: list[Callable[[], object]]) -> None:
    """Print the median and the worst time of some calls."""
    taken = []
    for call in calls:
        began = time.perf_counter()
        call()
        taken.append((time.perf_counter() - began) * 1000)
    print(f"  {what}: median {statistics.median(taken):.1f} ms, worst {max(taken):.1f} ms")


@contextmanager
def databases(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """An SQLite file, and a PostgreSQL database of its own where a server is named."""
    found = {"SQLite": str(folder / f"{name}.db")}
    server = os.environ.get("PROVENANCE_TEST_POSTGRES")
    if not server:
        print("PostgreSQL: not measured, PROVENANCE_TEST_POSTGRES names no server")
        yield found
        return
    url = make_url(server).set(drivername="postgresql+psycopg")
    database = f"bench_{uuid4().hex}"
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {database}"))
    yield found | {
        "PostgreSQL": url.set(drivername="postgresql", database=database).render_as_string(hide_password=False)
    }
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {database} WITH (FORCE)"))
    admin.dispose()


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--write", help=argparse.SUPPRESS)
    parser.add_argument("--evidence", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.write:
        write(given.write, given.evidence)
        return
    with tempfile.TemporaryDirectory() as folder:
        print("evidence:")
        evidence_speed(Path(folder))
    for name, measure in (("writers", many_writers), ("lookups", lambda db, e: lookups(db, e, given.articles))):
        with tempfile.TemporaryDirectory() as folder, databases(Path(folder), name) as found:
            for kind, db in found.items():
                print(f"{name}, {kind}:")
                measure(db, str(Path(folder) / f"{kind}.evidence"))


if __name__ == "__main__":
    main()

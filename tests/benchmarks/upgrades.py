"""An upgrade of a library with many articles and what they claim: up, down, up, and killed at random moments.

python -m tests.benchmarks.upgrades [--articles 10000] [--kills 10] [--down 0003] [--only SQLite]

Articles with credits, dates, bylines, rights, notices, statements and edges are put in; the schema goes down and up again; then
so many upgrades are killed (kill -9) at random moments, and the last one is let end. Wanted: no row lost and equal digests of
every column that both schemas have, after each kill and at the end; what an upgrade fills (the search index and that of
statements) is filled as it was. On SQLite, and on PostgreSQL where PROVENANCE_TEST_POSTGRES names a server.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, update

from provenance.library import Library
from provenance.records.base import as_json
from provenance.settings import Settings
from provenance.store.said import keeping
from provenance.store.schema.tables import READINGS
from provenance.store.session import in_transaction
from tests.benchmarks.bench_store import bulk, databases
from tests.store.saying import speaker, statement
from tests.store.upgrading import columns, copies, digests, door, down_to, killed, shared, undisturbed

STEP = 1000
FILLED = ("search_texts", "statements", "statement_pairs")
"""What an upgrade makes anew from the readings."""
OWN = ("id", "statement_id", "joined", "quotation")


def fill(library: Library, articles: int) -> None:
    """Put so many made articles in, each with two statements."""
    library.know()
    for first in range(0, articles, STEP):
        some = partial(_some, first, min(first + STEP, articles), library.store._this_run())
        in_transaction(library.store._engine, some)


def _some(first: int, last: int, run: int, connection: Connection) -> None:
    bulk(first, last, run, connection)
    for number in range(first, last):
        said = [
            statement(f"The {what} number {number} was sold to nobody we know", speaker("Ann Moor"), key=f"stm_{n}{number:015d}")
            for n, what in enumerate(("boat", "bell"))
        ]  # fmt: skip
        connection.execute(update(READINGS).where(READINGS.c.id == number + 1).values(statements=as_json(said)))
        keeping.index(connection, number + 1, number + 1, said)


def measure(db: str, evidence: str, down: str, articles: int, kills: int, seed: int) -> bool:
    """Print what came of one database; whether anything was amiss."""
    began = time.perf_counter()
    with Library(Settings(db, evidence)) as library:
        fill(library, articles)
    print(f"  {articles:,} articles put in: {time.perf_counter() - began:.0f} s", flush=True)
    new = columns(db)
    whole = digests(db, new)
    refilled = {name: tuple(c for c in new[name] if c not in OWN) for name in FILLED}
    filled = digests(db, refilled)
    down_to(db, down)
    both = shared(new, columns(db))
    kept = [name for name in both if both[name] == new[name]]
    rows = sum(whole[name][0] for name in both)
    amiss = [f"{name}: was {whole[name]}" for name, found in digests(db, both).items() if whole[name][0] != found[0]]
    at_first = digests(db, both)
    seconds = undisturbed(door(db, evidence))
    amiss += [f"{name} after up, down, up" for name, found in digests(db, both).items() if at_first[name] != found]
    amiss += [f"{name} not as before" for name in kept if digests(db, {name: new[name]})[name] != whole[name]]
    amiss += [f"{name} filled otherwise" for name, found in digests(db, refilled).items() if filled[name] != found]
    print(f"  down to {down} and up in {seconds:.0f} s: {len(both)} tables in both, {rows:,} rows; {len(amiss)} amiss", flush=True)  # fmt: skip
    down_to(db, down)
    began = time.perf_counter()
    done = killed(door(db, evidence), db, down, kills, seed)
    amiss += done.amiss
    amiss += [f"{name} at the end" for name, found in digests(db, both).items() if at_first[name] != found]
    amiss += [f"{name} filled otherwise at the end" for name, found in digests(db, refilled).items() if filled[name] != found]  # fmt: skip
    print(
        f"  {done.kills} upgrades killed, {done.ended} ended before they could be, {len(copies(db))} copies beside the file, in"
        f" {time.perf_counter() - began:.0f} s: {len(done.amiss)} amiss after a kill"
    )
    print("\n".join(f"  AMISS: {line}" for line in amiss) or f"  0 rows lost, {len(both)} of {len(both)} tables with equal digests")  # fmt: skip
    return bool(amiss)


def main() -> int:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--down", default="0003", metavar="SCHEMA")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("SQLite", "PostgreSQL"))
    given, amiss = parser.parse_args(), False
    with tempfile.TemporaryDirectory() as folder, databases(Path(folder), "upgrades") as found:
        for kind, db in found.items():
            if given.only in (None, kind):
                print(f"{kind}:", flush=True)
                amiss |= measure(db, str(Path(folder) / f"{kind}.evidence"), given.down, given.articles, given.kills, given.seed)  # fmt: skip
    return int(amiss)


if __name__ == "__main__":
    raise SystemExit(main())

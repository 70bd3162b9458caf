"""kill -9 at random moments during a crawl of the farm: what was lost, doubled or unsound, and whether the end is the same.

python -m tests.benchmarks.kills --kills 100                      on SQLite
sh tests/with-postgres.sh python -m tests.benchmarks.kills --kills 100 --postgres
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text

from tests.farm.digest import differences, digest, held
from tests.farm.killing import Place, killed, summed, undisturbed
from tests.farm.plan import plant
from tests.farm.serving import served


def database(folder: Path, name: str, server: str | None) -> str:
    """A new database: a file, or one on the server."""
    if server is None:
        return str(folder / f"{name}.db")
    url = make_url(server).set(drivername="postgresql+psycopg")
    made = f"kills_{name}_{uuid4().hex[:8]}"
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {made}"))
    admin.dispose()
    return url.set(drivername="postgresql", database=made).render_as_string(hide_password=False)


def main() -> None:
    """Print what came of it; ends with 1 where anything was amiss."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--hosts", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check-every", type=int, default=5, metavar="KILLS")
    parser.add_argument("--postgres", action="store_true", help="on the server that PROVENANCE_TEST_POSTGRES names")
    given = parser.parse_args()
    server = os.environ["PROVENANCE_TEST_POSTGRES"] if given.postgres else None
    farm = plant(given.pages, given.hosts, given.seed, datetime.now(UTC).date())
    with tempfile.TemporaryDirectory() as folder, served(farm) as grounds:
        one, other = (
            Place(database(Path(folder), name, server), Path(folder) / name, grounds.port)
            for name in ("whole", "killed")
        )
        for place in (one, other):
            place.prepare(farm)
        began = time.perf_counter()
        whole = undisturbed(one)
        print(f"undisturbed: {time.perf_counter() - began:.0f} s, exit {whole.returncode}\n{whole.stdout}", flush=True)
        began = time.perf_counter()
        deaths = killed(other, given.kills, max(1, given.pages * 8 // 10 // given.kills), given.seed, given.check_every)
        print(f"{deaths.kills} kills in {time.perf_counter() - began:.0f} s, {len(deaths.acknowledged)} pages acknowledged before one", flush=True)  # fmt: skip
        began = time.perf_counter()
        last = undisturbed(other)
        print(f"to the end: {time.perf_counter() - began:.0f} s, exit {last.returncode}\n{last.stdout}")
        a, b = held(one.db), held(other.db)
    found = differences(a, b)
    print("\n".join(deaths.amiss[:20] + found))
    same = sum(digest(a)[name] == digest(b)[name] for name in a)
    print(
        f"lost, doubled or unsound: {len(deaths.amiss)}; parts with equal digests: {same} of {len(a)} ({summed(list(a.values())):,} rows)"
    )
    raise SystemExit(bool(deaths.amiss or found or last.returncode not in (0, 3)))


if __name__ == "__main__":
    main()

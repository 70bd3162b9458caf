"""`python -m tests.worlds --db FILE`: put a made world into a database that is not there yet."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from provenance.store.library import Library
from tests.worlds.made import made
from tests.worlds.writing import COLLECTION, write


def main() -> int:
    """Read the command line and write the world."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", required=True)
    parser.add_argument("--evidence")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--outlets", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if "://" not in given.db and Path(given.db).exists():
        print(f"{given.db} is there already; remove it or name another", file=sys.stderr)
        return 1
    world = made(given.seed, given.outlets, given.articles)
    with Library.open(given.db, given.evidence) as library:
        write(library, world)
    print(f"{len(world.articles)} articles of {len(world.outlets)} outlets in {given.db}, collection {COLLECTION!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

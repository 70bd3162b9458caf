"""Two processes at once add shuffled pages and link them as they go: what is found is what one writer finds."""

import random
import subprocess
import sys
from pathlib import Path

from provenance.lineage.settle import settle
from provenance.store.library import Library
from tests.store.test_reuse_whole import Page, add, pages, seen

ROOT = Path(__file__).parents[2]
WRITE = """
import sys
from provenance.lineage.bulk import settle_in_bulk
from provenance.lineage.settle import settle
from provenance.store.library import Library
from tests.store.test_two_processes import shares
from tests.store.test_reuse_whole import add
db, evidence, part = sys.argv[1], sys.argv[2], int(sys.argv[3])
with Library.open(db, evidence) as library:
    print("open", flush=True)
    sys.stdin.readline()
    for n, page in enumerate(shares()[part]):
        add(library, *page)
        if n % 5 == part:
            (settle, settle_in_bulk)[part](library.reuse)
    settle(library.reuse)
"""


def shares() -> list[list[Page]]:
    """The pages in two halves, each in an order of its own; the pages of a third go to both."""
    listed = pages()
    made = [listed[::2] + listed[1::6], listed[1::2]]
    for n, half in enumerate(made):
        random.Random(n).shuffle(half)
    return made


def test_two_processes_never_miss_each_other(db: str, evidence: str, tmp_path: Path) -> None:
    Library.open(db, evidence).close()
    call = [sys.executable, "-c", WRITE, db, evidence]
    running = [
        subprocess.Popen([*call, str(part)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for part in range(2)
    ]  # fmt: skip
    for process in running:
        assert process.stdout and process.stdout.readline() == "open\n"
    told = [process.communicate("go\n", timeout=300) for process in running]
    assert [process.returncode for process in running] == [0, 0], told
    with Library.open(f"{tmp_path}/alone.db", f"{tmp_path}/alone") as library:
        for page in pages():
            add(library, *page)
        settle(library.reuse)
        right = seen(library)
    with Library.open(db, evidence) as library:
        settle(library.reuse)
        assert seen(library) == right != []

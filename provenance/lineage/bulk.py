"""Linking in bulk: the candidates of all texts at once, by one join outside the database.

The same pairs as looking up text by text, far quicker where most texts are new: a first import, a
new version of the rule. Needs duckdb (extra `bulk`); what does not fit into memory lies in a
temporary folder meanwhile.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from provenance.errors import ProvenanceError
from provenance.lineage.settle import LINKED_AT_ONCE, Linker, index_pending, settle
from provenance.store.reuse import crowds
from provenance.store.reuse.candidates import COMMON, Found
from provenance.store.reuse.dumping import Classes, Rows
from provenance.words import Places

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from provenance.store.reuse.library import Reuse

MEMORY = "4GB"
"""Memory the join may take before it goes on in files."""
_READ_AT_ONCE = 10_000

_TABLES = """
CREATE TABLE prints (hash BIGINT, class BIGINT);
CREATE TABLE classes (class BIGINT, fresh BOOLEAN, rank BIGINT)
"""
_PAIRS = f"""
CREATE TABLE pairs AS SELECT one, other FROM (
    SELECT a.class AS one, b.class AS other
    FROM common a JOIN common b ON a.hash = b.hash AND a.class < b.class
    WHERE (a.fresh OR b.fresh) AND a.hash NOT IN (SELECT hash FROM crowds)
    UNION ALL
    SELECT least(a.class, b.class), greatest(a.class, b.class)
    FROM crowd a JOIN crowd b ON a.hash = b.hash AND a.class <> b.class
    WHERE a.early AND (a.fresh OR b.fresh) AND NOT (b.early AND b.class < a.class)
) GROUP BY one, other HAVING count(*) >= {COMMON};
DROP TABLE common; DROP TABLE crowd
"""  # noqa: S608 - a number of ours
_LISTED = """
SELECT class, list(other) FROM (SELECT one AS class, other FROM pairs UNION ALL SELECT other, one FROM pairs)
SEMI JOIN (SELECT class FROM classes WHERE fresh) USING (class) GROUP BY class ORDER BY class
"""


def settle_in_bulk(reuse: Reuse) -> int:
    """As `settle`, with the candidates of all texts from one join; returns how many classes were linked.

    Raises ProvenanceError where duckdb is not installed.
    """
    with_duckdb()
    index_pending(reuse)
    linker, count = Linker(reuse), 0
    classes, rows = reuse.dump()
    for some in _in_pieces(found_in(classes, rows)):
        linker.keep(*reuse.ask_of(some))
        count += len(some)
    # What others wrote or touched meanwhile is left, and the rows of an earlier version.
    return count + settle(reuse)


def with_duckdb() -> None:
    """Raise ProvenanceError where duckdb is not installed."""
    try:
        import duckdb  # noqa: F401
    except ImportError as error:
        raise ProvenanceError(
            "lineage bulk needs the duckdb package: pip install 'news-provenance[bulk]'; lineage settle gives the same"
        ) from error


def found_in(classes: Classes, rows: Iterable[Rows]) -> Iterator[Found]:
    """For every class that is to be compared yet, by number, the classes it is to be compared with.

    `rows` are fingerprints and classes, sorted by fingerprint.
    """
    touched = dict(zip(classes.numbers.tolist(), classes.touched.tolist(), strict=True))
    waiting = iter(np.sort(classes.numbers[classes.fresh]).tolist())
    with tempfile.TemporaryDirectory(prefix="provenance-bulk-") as folder, _opened(folder) as duck:
        _load(duck, classes, rows)
        duck.execute(_ranked(crowds.MOST))
        duck.execute(_PAIRS)
        for number, others in _listed(duck):
            while (alone := next(waiting)) != number:
                yield Found(alone, touched[alone], frozenset())
            yield Found(number, touched[number], frozenset(others))
    yield from (Found(alone, touched[alone], frozenset()) for alone in waiting)


def _ranked(most: int) -> str:
    return f"""
        CREATE TABLE common AS SELECT p.hash, c.class, c.fresh, c.rank FROM prints p JOIN classes c USING (class);
        DROP TABLE prints;
        CREATE TABLE crowds AS SELECT hash FROM common GROUP BY hash HAVING count(*) > {most};
        CREATE TABLE crowd AS
            SELECT *, row_number() OVER (PARTITION BY hash ORDER BY rank) <= {most} AS early
            FROM common SEMI JOIN crowds USING (hash)
    """  # noqa: S608 - a number of ours


def _opened(folder: str) -> DuckDBPyConnection:
    """A database in memory that goes to no network and to no file but those of the folder."""
    import duckdb

    no = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    return duckdb.connect(config={**no, "memory_limit": MEMORY, "temp_directory": folder})


def _load(duck: DuckDBPyConnection, classes: Classes, rows: Iterable[Rows]) -> None:
    duck.execute(_TABLES)
    ranks = np.arange(len(classes.numbers))
    _append(duck, "classes", {"class": classes.numbers, "fresh": classes.fresh, "rank": ranks})
    for hashes, numbers in _repeated(rows):
        _append(duck, "prints", {"hash": hashes, "class": numbers})


def _append(duck: DuckDBPyConnection, table: str, columns: dict[str, NDArray[Any]]) -> None:
    duck.register("given", columns)
    duck.execute(f"INSERT INTO {table} SELECT * FROM given")  # noqa: S608
    duck.unregister("given")


def _repeated(rows: Iterable[Rows]) -> Iterator[Rows]:
    """The rows but for fingerprints that come once: most do, and join nothing."""
    held: Rows = (np.zeros(0, np.int64), np.zeros(0, np.int64))
    for piece in rows:
        hashes, numbers = (np.concatenate(pair) for pair in zip(held, piece, strict=True))
        if not len(hashes):
            continue
        # The last fingerprint may go on in the next piece.
        end = int(np.searchsorted(hashes, hashes[-1]))
        yield _alike(hashes[:end], numbers[:end])
        held = hashes[end:], numbers[end:]
    yield _alike(*held)


def _alike(hashes: Places, numbers: Places) -> Rows:
    same = hashes[1:] == hashes[:-1]
    kept = np.concatenate((same, [False])) | np.concatenate(([False], same))
    kept = kept[: len(hashes)]
    return hashes[kept], numbers[kept]


def _listed(duck: DuckDBPyConnection) -> Iterator[tuple[int, list[int]]]:
    found = duck.execute(_LISTED)
    while some := found.fetchmany(_READ_AT_ONCE):
        yield from some


def _in_pieces(found: Iterator[Found]) -> Iterator[list[Found]]:
    while some := list(islice(found, LINKED_AT_ONCE)):
        yield some

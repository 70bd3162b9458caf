"""Schemas up and down, an upgrade killed again and again, and what a database says before and after."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import Connection, inspect, text

from provenance.store import migrate, session

Columns = Mapping[str, tuple[str, ...]]
"""Tables with the columns that are looked at."""
_OWN = (migrate.VERSION_TABLE, "search_tokens")


def down_to(db: str, revision: str) -> None:
    """Take a database back to an earlier schema."""
    engine = session.migration_engine(db)
    with session.writing(engine) as connection:
        settings = migrate.config()
        settings.attributes["connection"] = connection
        command.downgrade(settings, revision)
    engine.dispose()


def columns(db: str) -> Columns:
    """Every table with its columns, but the version and the token index, which are the database's own."""
    engine = session.open_engine(db)
    try:
        found = inspect(engine)
        names = [n for n in found.get_table_names() if not n.startswith(_OWN)]
        return {n: tuple(sorted(str(c["name"]) for c in found.get_columns(n))) for n in names}
    finally:
        engine.dispose()


def shared(one: Columns, other: Columns) -> Columns:
    """What both schemas have."""
    return {n: tuple(c for c in one[n] if c in other[n]) for n in one if n in other}


def digests(db: str, wanted: Columns) -> dict[str, tuple[int, str]]:
    """Of each table: how many rows it has, and a digest of these columns of all of them, whatever their order."""
    engine = session.open_engine(db, read_only=True)
    try:
        with session.reading(engine) as connection:
            return {name: _digest(connection, name, listed) for name, listed in wanted.items()}
    finally:
        engine.dispose()


def _digest(connection: Connection, table: str, listed: tuple[str, ...]) -> tuple[int, str]:
    names = ", ".join(f'"{name}"' for name in listed)
    found = sorted(_line(row) for row in connection.execute(text(f'SELECT {names} FROM "{table}"')))
    return len(found), hashlib.sha256("\n".join(found).encode()).hexdigest()[:16]


def _line(row: Any) -> str:
    return json.dumps([int(v) if isinstance(v, bool) else v for v in row], sort_keys=True, default=str)


def door(db: str, evidence: str) -> tuple[str, ...]:
    """All of `db upgrade`, which brings the shipped outlets up to date too."""
    return ("-m", "provenance", "--db", db, "--evidence", evidence, "db", "upgrade")


def alone(db: str) -> tuple[str, ...]:
    """The schema's upgrade alone."""
    return ("-c", "import sys; from provenance.store.migrate import upgrade; upgrade(sys.argv[1])", db)


@dataclass(slots=True)
class Upgrades:
    """What came of upgrades: how many were killed under way, how many came to their end before, and what was amiss."""

    kills: int = 0
    ended: int = 0
    seconds: float = 0.0
    amiss: list[str] = field(default_factory=list)


def killed(call: Sequence[str], db: str, revision: str, kills: int, seed: int, earliest: float = 0.0) -> Upgrades:
    """Upgrade a database that has the schema `revision`, kill -9 at a random moment, so many times; then let it end.

    `call` is what Python is given to make the upgrade: all of `db upgrade`, or the schema's alone.
    `earliest` is the share of an undisturbed upgrade's time that is always let pass. After each kill the database must have the
    schema it had, or ours where the kill came too late, with every row as it was; and every copy beside it must be whole.
    """
    chance, done = random.Random(seed), Upgrades()
    old = columns(db)
    whole = digests(db, old)
    done.seconds = undisturbed(call)
    both = shared(old, columns(db))
    before = {name: whole[name] for name in both if both[name] == old[name]}
    while done.kills < kills and len(done.amiss) < 10:
        if migrate.current(db) != revision:
            down_to(db, revision)
        process = _started(call)
        try:
            process.wait(done.seconds * chance.uniform(earliest, 1.0))
            done.ended += 1
        except subprocess.TimeoutExpired:
            process.kill()
            done.kills += 1
        process.communicate()
        version = migrate.current(db)
        if version not in (revision, migrate.head()):
            done.amiss.append(f"after kill {done.kills} the schema is {version}")
        found = digests(db, old if version == revision else both)
        wanted = whole if version == revision else before
        done.amiss += [f"after kill {done.kills}, schema {version}: {name} was {was}, is {found[name]}" for name, was in wanted.items() if found[name] != was]  # fmt: skip
    undisturbed(call)
    done.amiss += [f"{copy.name} is not whole" for copy in copies(db) if migrate.current(str(copy)) != revision]
    return done


def copies(db: str) -> list[Path]:
    """The copies an upgrade lays beside an SQLite file."""
    file = session.sqlite_file(db)
    return sorted(file.parent.glob(f"{file.name}.schema-*.backup")) if file else []


def _started(call: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, *call], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def undisturbed(call: Sequence[str]) -> float:
    """An upgrade to its end, in a process of its own; the seconds it took."""
    began = time.perf_counter()
    process = _started(call)
    said = process.communicate()[1]
    assert process.returncode == 0, said
    return time.perf_counter() - began

"""Many small rows at once, in the quickest way each database has."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from sqlalchemy import JSON, Connection, Table, text

from provenance.store.keeping.inserting import insert_new
from provenance.words import Places

_LOCK = 0x72657573
_ROWS = 200
"""Rows of one statement on SQLite: with a dozen columns a tenth of the values it takes."""


def one_at_a_time(connection: Connection) -> None:
    """On PostgreSQL, let nobody else write the index until we have committed (SQLite has one writer)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))


def given(connection: Connection) -> str:
    """A table `asked(value)` of the numbers bound as `:numbers` with `numbers_of`."""
    if connection.dialect.name == "postgresql":
        return "(SELECT CAST(value AS BIGINT) AS value FROM json_array_elements_text(CAST(:numbers AS json))) asked"
    return "(SELECT value FROM json_each(:numbers)) asked"


def numbers_of(numbers: Iterable[int]) -> str:
    """Numbers as `given` takes them."""
    return str(list(numbers))  # what json.dumps writes, in half the time


def strings(connection: Connection) -> str:
    """A table `named(value)` of the strings bound as `:strings`, a list as JSON."""
    if connection.dialect.name == "postgresql":
        return "json_array_elements_text(CAST(:strings AS json)) named"
    return "json_each(:strings) named"


def grouped(connection: Connection) -> str:
    """A table `asked(owner, value)` of the numbers bound as `:groups` with `groups_of`."""
    if connection.dialect.name == "postgresql":
        return "(SELECT CAST(o.key AS INTEGER) AS owner, CAST(v.value AS BIGINT) AS value FROM json_each(CAST(:groups AS json)) o, json_array_elements_text(o.value) v) asked"
    return "(SELECT CAST(o.key AS INTEGER) AS owner, v.value AS value FROM json_each(:groups) o, json_each(o.value) v) asked"


def groups_of(pairs: Iterable[tuple[int, int]]) -> str:
    """Pairs of an owner and a number as `grouped` takes them."""
    found: dict[int, list[int]] = defaultdict(list)
    for owner, number in pairs:
        found[owner].append(number)
    return "{" + ", ".join(f'"{owner}": {numbers}' for owner, numbers in sorted(found.items())) + "}"


def insert_pairs(connection: Connection, table: str, columns: Sequence[str], firsts: Places, seconds: Places) -> None:
    """Insert rows of two numbers, those there already left as they are; quickest where they come sorted."""
    if not len(firsts):
        return
    names = ", ".join(columns)
    if connection.dialect.name == "postgresql":
        made = f"INSERT INTO {table} ({names}) SELECT * FROM unnest(CAST(:a AS BIGINT[]), CAST(:b AS INTEGER[])) ON CONFLICT DO NOTHING"  # noqa: S608
        connection.execute(text(made), {"a": firsts.tolist(), "b": seconds.tolist()})
        return
    _insert(connection, f"INSERT OR IGNORE INTO {table} ({names}) VALUES", 2, np.stack((firsts, seconds), 1).ravel().tolist())  # fmt: skip


def insert_rows(connection: Connection, table: Table, columns: Mapping[str, Sequence[object]]) -> None:
    """Insert rows, given column by column, those there already left as they are; a list in a cell is stored as JSON."""
    listed = list(columns.values())
    if not listed[0]:
        return
    if connection.dialect.name == "postgresql":
        insert_new(connection, table, [dict(zip(columns, row, strict=True)) for row in zip(*listed, strict=True)])
        return
    width = len(listed)
    values: list[object] = [None] * (width * len(listed[0]))
    for n, (name, column) in enumerate(columns.items()):
        values[n::width] = map(json.dumps, column) if isinstance(table.c[name].type, JSON) else column
    _insert(connection, f"INSERT OR IGNORE INTO {table.name} ({', '.join(columns)}) VALUES", width, values)


def _insert(connection: Connection, statement: str, width: int, values: Sequence[object]) -> None:
    """Insert the values of rows, one row after the other: many rows a statement are three times as fast as one."""
    row = f"({', '.join('?' * width)})"
    some = _ROWS * width
    whole = len(values) // some * some
    many = f"{statement} {', '.join([row] * _ROWS)}"
    for at in range(0, whole, some):
        connection.exec_driver_sql(many, tuple(values[at : at + some]))
    if whole < len(values):
        rest = [tuple(values[at : at + width]) for at in range(whole, len(values), width)]
        connection.exec_driver_sql(f"{statement} {row}", rest)


def delete_pairs(connection: Connection, table: str, columns: Sequence[str], rows: list[tuple[int, int]]) -> None:
    """Delete rows by two numbers."""
    if rows:
        first, second = columns
        values = [{"a": a, "b": b} for a, b in rows]
        connection.execute(text(f"DELETE FROM {table} WHERE {first} = :a AND {second} = :b"), values)  # noqa: S608

"""Many small rows at once, in the quickest way each database has."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table, text

from provenance.store.keeping.inserting import insert_new

_LOCK = 0x72657573
BIG = "CAST(value AS BIGINT)"


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
    return json.dumps(list(numbers))


def insert_pairs(connection: Connection, table: str, columns: Sequence[str], rows: list[tuple[int, int]]) -> None:
    """Insert rows of two numbers, those there already left as they are; sorted, as a tree takes them best."""
    if not rows:
        return
    rows.sort()
    first, second = columns
    if connection.dialect.name == "postgresql":
        made = f"INSERT INTO {table} ({first}, {second}) SELECT * FROM unnest(CAST(:a AS BIGINT[]), CAST(:b AS INTEGER[])) ON CONFLICT DO NOTHING"  # noqa: S608
        connection.execute(text(made), {"a": [a for a, _ in rows], "b": [b for _, b in rows]})
    else:
        connection.exec_driver_sql(f"INSERT OR IGNORE INTO {table} ({first}, {second}) VALUES (?, ?)", rows)  # noqa: S608


def insert_rows(connection: Connection, table: Table, columns: Sequence[str], rows: list[tuple[object, ...]]) -> None:
    """Insert rows of plain values, those there already left as they are."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        insert_new(connection, table, [dict(zip(columns, row, strict=True)) for row in rows])
        return
    marks = ", ".join("?" * len(columns))
    made = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks}) ON CONFLICT DO NOTHING"  # noqa: S608
    connection.exec_driver_sql(made, rows)


def delete_pairs(connection: Connection, table: str, columns: Sequence[str], rows: list[tuple[int, int]]) -> None:
    """Delete rows by two numbers."""
    if rows:
        first, second = columns
        values = [{"a": a, "b": b} for a, b in rows]
        connection.execute(text(f"DELETE FROM {table} WHERE {first} = :a AND {second} = :b"), values)  # noqa: S608

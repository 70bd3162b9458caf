"""Inserts that say the same on both databases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")
BATCH = 500
"""How many values go into one statement: SQLite takes 32,766, older ones 999."""


def batches(items: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    """The items in runs of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, leaving out those whose key is there already, also when another writer was quicker."""
    if not rows:
        return
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(make(table).on_conflict_do_nothing(), list(rows))


def id_of(connection: Connection, table: Table, column: str, value: object) -> int:
    """The row number of the row with this unique value."""
    found = connection.execute(select(table.c.id).where(table.c[column] == value)).scalar_one()
    assert isinstance(found, int)
    return found


def ensure(connection: Connection, table: Table, column: str, row: Mapping[str, Any]) -> int:
    """The row number of a row by its unique column; the row is made where there is none."""
    found = connection.execute(select(table.c.id).where(table.c[column] == row[column])).scalar()
    if found is None:
        insert_new(connection, table, [row])
        return id_of(connection, table, column, row[column])
    assert isinstance(found, int)
    return found


def add_row(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Insert one row; its number."""
    number = connection.execute(insert(table).returning(table.c.id), dict(row)).scalar_one()
    assert isinstance(number, int)
    return number


def add_rows(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows."""
    listed = [dict(row) for row in rows]
    if listed:
        connection.execute(insert(table), listed)

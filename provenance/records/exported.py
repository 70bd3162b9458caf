"""What an export is written from: tables by name, their rows read once each, counted as they pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

TABLES = ("articles", "copies", "nodes", "statements", "outlets")
Rows = tuple[tuple[str, ...], Iterator[Sequence[Any]]]


class Source:
    """The tables of an export; `counts` are the rows read so far, `queries` the SQL of the tables asked for."""

    def __init__(self, rows: Callable[[str], Rows], sql: Callable[[str], str], *, with_texts: bool) -> None:
        self._rows, self._sql = rows, sql
        self.with_texts = with_texts
        self.counts: dict[str, int] = {}
        self.queries: dict[str, str] = {}

    def table(self, name: str) -> Rows:
        """The columns of a table and its rows."""
        columns, rows = self._rows(name)
        self.queries[name] = self._sql(name)
        self.counts[name] = 0
        return columns, self._counted(name, rows)

    def records(self, name: str) -> Iterator[dict[str, Any]]:
        """The rows of a table by column."""
        columns, rows = self.table(name)
        return (dict(zip(columns, row, strict=True)) for row in rows)

    def _counted(self, name: str, rows: Iterator[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        for row in rows:
            self.counts[name] += 1
            yield row

"""SQL that people write, asked in a process of its own, so that nothing a statement does can hang or fill ours."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from provenance.errors import StoreError
from provenance.parallel import Bounds, Lost, in_order
from provenance.settings import Settings

LIMIT = 1000
"""Rows of an answer unless more are asked for."""
SECONDS = 30.0
"""How long a statement may take."""
MEMORY = 512 * 1024 * 1024
"""Bytes the process that asks may hold."""
_GRACE = 2.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an answer, to be read once, while the context is open; `more` were left out, `cut` cells shortened."""

    columns: tuple[str, ...]
    rows: Iterator[list[Any]]
    count: int
    more: bool
    cut: int


@contextmanager
def answer(
    settings: Settings, sql: str, given: Mapping[str, str] | None = None, *, limit: int | None = LIMIT, seconds: float = SECONDS
) -> Iterator[Answer]:  # fmt: skip
    """Ask one reading statement, or a named query (`@outlet-diet`), of the database of the settings.

    `given` are the values of its `:name` parameters; `limit` None gives all rows. The answer is there
    whole or not at all. Raises UsageError for a statement that is refused, UnknownNameError for a name,
    StoreError where the database refuses, or a bound is passed.
    """
    from provenance.store import migrate
    from provenance.store.querying.named import named_query
    from provenance.store.querying.running import Found, Question, run
    from provenance.store.querying.statement import fitted, statement

    defaults: Mapping[str, str | None] = {}
    if sql.lstrip().startswith("@"):
        query = named_query(sql.strip()[1:])
        sql, defaults = query.sql, query.defaults
    values = fitted(statement(sql), given or {}, defaults)
    migrate.ready(settings.db, create=False, read_only=True)
    handle, into = tempfile.mkstemp(prefix="provenance-sql-")
    os.close(handle)
    try:
        question = Question(sql, values, limit, seconds, into)
        bounds = Bounds(seconds + _GRACE, MEMORY, seconds + 2 * _GRACE)
        [(_, found)] = in_order(run, [question], settings.db, light=lambda _: False, bounds=bounds)
        if isinstance(found, Lost):
            raise StoreError(f"the statement was stopped: {found.detail}; ask for less at a time")
        assert isinstance(found, Found)
        with Path(into).open(encoding="utf-8") as file:
            yield Answer(found.columns, (json.loads(line) for line in file), found.rows, found.more, found.cut)
    finally:
        Path(into).unlink(missing_ok=True)

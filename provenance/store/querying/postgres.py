"""A transaction on PostgreSQL that can only read, and only so long.

Rights first: the transaction is read-only, and where the user may, it runs under `pg_read_all_data`, which has
no right but SELECT (so that a superuser's rights to files are gone). The statement is declared as a
cursor: PostgreSQL then takes exactly one SELECT and none that changes data. Functions with effects that no
right forbids are refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from provenance.errors import UsageError
from provenance.store.querying.statement import Statement
from provenance.store.session import open_engine

READER = "pg_read_all_data"
TEMPORARY = "2GB"
"""Most a statement may lay on the server's disk, where the user may say so."""
_CALLS = re.compile(
    r"""\b(set_config|pg_sleep\w*|pg_read_\w+|pg_ls_\w+|pg_stat_file|pg_file_\w+|lo_\w+|loread|lowrite|dblink\w*
    |query_to_xml\w*|table_to_xml\w*|schema_to_xml\w*|database_to_xml\w*|cursor_to_xml\w*|ts_stat|crosstab\w*|connectby
    |pg_terminate_backend|pg_cancel_backend|pg_reload_conf|pg_rotate_logfile|pg_advisory_\w+|pg_try_advisory_\w+
    |nextval|setval|currval|pg_notify|pg_logical_\w+|pg_replication_\w+|pg_create_\w+|pg_drop_\w+|pg_copy_\w+|pg_switch_wal
    |pg_promote|pg_(?:ex|im)port_\w+|pg_backup_\w+|pg_start_backup|pg_stop_backup|pg_wal_\w+|txid_current|pg_current_xact_id
    |pg_stat_reset\w*|pg_prewarm|pg_relation_filepath|repeat|lpad|rpad|array_fill)\s*\(""",
    re.VERBOSE,
)
_SECRETS = re.compile(r"\b(pg_authid|pg_shadow|pg_user_mappings?|pg_largeobject|pg_hba_file_rules|pg_file_settings)\b")
_ESCAPED = re.compile(r"\bu&\s*[\"']")
AT_ONCE = 500
"""Rows asked of the server at a time."""


def refuse(asked: Statement) -> None:
    """Raise UsageError for what could have an effect, or take all memory, under any rights."""
    if asked.code.lstrip().startswith("explain"):
        raise UsageError("EXPLAIN is not asked this way on PostgreSQL; ask a plain SELECT")
    if _ESCAPED.search(asked.text.lower()):
        raise UsageError("names and strings written as U& are not taken; write them plainly")
    found = _CALLS.search(asked.code) or _SECRETS.search(asked.code)
    if found:
        raise UsageError(f"{found[1]} is not allowed here: a statement may only read what is kept")


@contextmanager
def rows(db: str, asked: Statement, values: Mapping[str, Any], seconds: float) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The names of the columns and an iterator over the rows.

    Raises psycopg.Error, UsageError.
    """
    import psycopg
    from psycopg.types.string import TextLoader

    refuse(asked)
    engine = open_engine(db, read_only=True)
    raw = engine.raw_connection()
    connection = raw.driver_connection
    assert isinstance(connection, psycopg.Connection)
    try:
        for kind in ("json", "jsonb"):
            # As text, as SQLite has it.
            connection.adapters.register_loader(kind, TextLoader)
        connection.rollback()
        connection.read_only = True
        with connection.cursor() as first:
            first.execute("SELECT set_config('statement_timeout', %s, true)", (str(max(1, int(seconds * 1000))),))
            # The views are large plans over many rows: compiling them costs more than it saves.
            first.execute("SET LOCAL jit = off")
            first.execute("SET LOCAL work_mem = '64MB'")
            _limit(connection, first, f"SET LOCAL temp_file_limit = '{TEMPORARY}'")
            _limit(connection, first, f"SET LOCAL ROLE {READER}")
        with connection.cursor(name="asked") as cursor:
            cursor.itersize = AT_ONCE
            cursor.execute(asked.for_psycopg(), dict(values))
            yield tuple(c.name for c in cursor.description or ()), cursor
    finally:
        raw.invalidate()
        engine.dispose()


def _limit(connection: Any, cursor: Any, wanted: str) -> None:
    """Set what only some users may set; where this one may not, its own rights are less already."""
    import psycopg

    try:
        with connection.transaction():
            cursor.execute(wanted)
    except psycopg.errors.InsufficientPrivilege:
        return
    except psycopg.errors.InvalidParameterValue:
        return

"""How migrations reach a database: on the connection they are handed, in one transaction.

`provenance.store.migrate` hands over a connection inside its own transaction; tests hand over an
engine; the `alembic` command of a developer takes the address from PROVENANCE_DB.
"""

from __future__ import annotations

import os
from typing import Any

from alembic import context
from sqlalchemy import Connection, Engine

from provenance.store.migrate import VERSION_TABLE
from provenance.store.schema import Base
from provenance.store.session import migration_engine


def ours(name: str | None, kind: str, parents: Any) -> bool:
    """Whether autogenerate looks at a table: the token index is written by hand for each database."""
    return not (kind == "table" and name is not None and name.startswith("search_tokens"))


def run(connection: Connection) -> None:
    """Run the migrations on a connection."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        version_table=VERSION_TABLE,
        include_name=ours,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    """Find the connection and run."""
    given = context.config.attributes.get("connection")
    if isinstance(given, Connection):
        run(given)
        return
    engine = given if isinstance(given, Engine) else migration_engine(os.environ["PROVENANCE_DB"])
    with engine.connect() as connection:
        run(connection)


main()

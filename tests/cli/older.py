"""Databases of other schemas."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command

from provenance.store import migrate
from provenance.store.session import migration_engine, writing


def older(file: Path, revision: str = "-1") -> None:
    """Take a database one schema back."""
    engine = migration_engine(str(file))
    settings = migrate.config()
    with writing(engine) as connection:
        settings.attributes["connection"] = connection
        command.downgrade(settings, revision)
    engine.dispose()


def newer(file: Path) -> None:
    """Make a database look like one of a later program."""
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("UPDATE provenance_version SET version_num = '9999'")
        raw.commit()

"""Fixtures for everybody: a library on SQLite, and the same on PostgreSQL where a server is named."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from provenance.store.library import Library

POSTGRES = "PROVENANCE_TEST_POSTGRES"


def pytest_configure(config: pytest.Config) -> None:
    """Keep pytest-alembic from collecting this file by itself (it cannot under pytest 9): tests/store calls its tests."""
    config.option.pytest_alembic_tests_path = "called by tests/store/test_migrations.py"


@pytest.fixture
def sqlite_db(tmp_path: Path) -> str:
    """The path of an SQLite database that is not there yet."""
    return str(tmp_path / "news.db")


@pytest.fixture
def postgres_db() -> Iterator[str]:
    """The URL of an empty PostgreSQL database; skipped where no server is named."""
    server = os.environ.get(POSTGRES)
    if not server:
        pytest.skip(f"{POSTGRES} names no PostgreSQL server (make test starts one where it is installed)")
    url = make_url(server).set(drivername="postgresql+psycopg")
    name = f"provenance_{uuid4().hex}"
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def db(request: pytest.FixtureRequest) -> str:
    """A database that is not there yet (SQLite) or empty (PostgreSQL)."""
    found = request.getfixturevalue(f"{request.param}_db")
    assert isinstance(found, str)
    return found


@pytest.fixture
def evidence(tmp_path: Path) -> str:
    """A folder for evidence."""
    return str(tmp_path / "evidence")


@pytest.fixture
def library(db: str, evidence: str) -> Iterator[Library]:
    """An empty library, on both databases."""
    with Library.open(db, evidence) as opened:
        yield opened

"""Fixtures for everybody: a library on SQLite, and the same on PostgreSQL where a server is named."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, create_engine, make_url, text

from provenance.store.library import Library

POSTGRES = "PROVENANCE_TEST_POSTGRES"
# How long an example takes to draw or to try says how busy the machine is.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """Keep pytest-alembic from collecting this file by itself (it cannot under pytest 9): tests/store calls its tests."""
    config.option.pytest_alembic_tests_path = "called by tests/store/test_migrations.py"
    if hasattr(config, "workerinput"):
        # pytest-xdist tells its workers how wide the terminal is, and the program would wrap its lines there.
        os.environ.pop("COLUMNS", None)


@pytest.fixture
def new_sqlite_db(tmp_path: Path) -> str:
    """The path of an SQLite database that is not there yet."""
    return str(tmp_path / "news.db")


@pytest.fixture(scope="session")
def server() -> Iterator[Engine]:
    """The PostgreSQL server for tests; skipped where none is named."""
    named = os.environ.get(POSTGRES)
    if not named:
        pytest.skip(f"{POSTGRES} names no PostgreSQL server (make test starts one where it is installed)")
    engine = create_engine(make_url(named).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    yield engine
    engine.dispose()


@contextmanager
def database(server: Engine, more: str = "") -> Iterator[str]:
    """The URL of a PostgreSQL database of a name of its own, for as long as it is needed."""
    name = f"provenance_{uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} {more}"))
    try:
        yield server.url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def new_postgres_db(server: Engine) -> Iterator[str]:
    """The URL of a PostgreSQL database in which nothing is yet."""
    with database(server) as url:
        yield url


@pytest.fixture(scope="session")
def made_sqlite_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database as first use leaves it; made once, copied for each test that needs no more."""
    made = tmp_path_factory.mktemp("made") / "news.db"
    Library.open(str(made)).close()
    assert [p.name for p in made.parent.glob("news.db-*")] == []
    return made


@pytest.fixture(scope="session")
def made_postgres_db(server: Engine) -> Iterator[str]:
    """The name of a PostgreSQL database as first use leaves it; made once, copied by the server."""
    with database(server) as url:
        Library.open(url, "not-needed").close()
        name = make_url(url).database
        assert name
        yield name


@pytest.fixture
def sqlite_db(made_sqlite_db: Path, new_sqlite_db: str) -> str:
    """The path of an SQLite database that keeps nothing yet."""
    return str(shutil.copy(made_sqlite_db, new_sqlite_db))


@pytest.fixture
def postgres_db(server: Engine, made_postgres_db: str) -> Iterator[str]:
    """The URL of a PostgreSQL database that keeps nothing yet."""
    with database(server, f"TEMPLATE {made_postgres_db}") as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def db(request: pytest.FixtureRequest) -> str:
    """A database that keeps nothing yet, of either kind."""
    found = request.getfixturevalue(f"{request.param}_db")
    assert isinstance(found, str)
    return found


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def new_db(request: pytest.FixtureRequest) -> str:
    """A database that is not there yet (SQLite) or has no tables (PostgreSQL)."""
    found = request.getfixturevalue(f"new_{request.param}_db")
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

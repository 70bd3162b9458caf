"""A clean place to call from: an empty folder, nobody's settings, and a library that is there already."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.cli import main
from tests.cli.doors import SEED, URL, Run, runner, saved

NAMES = ("PROVENANCE_DB", "PROVENANCE_EVIDENCE", "PROVENANCE_OUTLETS", "NO_COLOR")


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty working folder and an empty home."""
    home, here = tmp_path / "home", tmp_path / "here"
    home.mkdir()
    here.mkdir()
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.chdir(here)
    yield


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The folder calls are made from."""
    return tmp_path / "here"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls `main` and gives what it said."""

    def read_output() -> tuple[str, str]:
        said = capsys.readouterr()
        return said.out, said.err

    return runner(read_output, lambda stream: monkeypatch.setattr(sys, "stdin", stream))


@pytest.fixture(scope="session")
def made_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database that keeps two articles; made once, copied for each test."""
    folder = tmp_path_factory.mktemp("library")
    file = saved(folder)
    db = str(folder / "news.db")
    assert main(["--db", db, "collection", "create", "march", "--how-sampled", "every item of one feed"]) == 0
    assert main(["--db", db, "add", str(file), "--url", URL, "--into", "march"]) == 0
    assert main(["--db", db, "add", str(SEED)]) == 0
    return folder


@pytest.fixture
def kept(made_library: Path, here: Path) -> Path:
    """A database with two articles: row 1 the made page, row 2 the given one."""
    for name in ("news.db", "news.db.evidence"):
        source = made_library / name
        shutil.copytree(source, here / name) if source.is_dir() else shutil.copy(source, here / name)
    return here / "news.db"

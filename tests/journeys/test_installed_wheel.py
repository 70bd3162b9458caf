"""The installed wheel does what the checkout does: data files and migrations are inside."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from provenance.store.migrate import HEAD

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "000_adc5d54549af04e3.txt"


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=cwd,
        env=os.environ | (env or {}),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run("-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked by pip, without what it needs (that is here already)."""
    folder = tmp_path_factory.mktemp("installed")
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-index", "--target")
    run(*pip, folder, wheel, cwd=folder)
    return folder


def test_what_is_inside(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("provenance", "migrations", "seeds"):
        inside = {"migrations": "provenance/_migrations", "seeds": "provenance/_seeds"}.get(folder, folder)
        tracked = subprocess.run(
            ["git", "ls-files", folder], cwd=ROOT, capture_output=True, text=True, check=False
        ).stdout
        for name in tracked.splitlines():
            if (ROOT / name).exists():
                assert inside + name.removeprefix(folder) in names, name
    assert "provenance/py.typed" in names and not [n for n in names if "tests/" in n or n.endswith(".pyc")]
    about = [n for n in names if ".dist-info/" in n]
    for name in ("LICENSE", "NOTICE", "entry_points.txt", "METADATA"):
        assert [n for n in about if n.endswith(name)], name


def test_it_traces_the_given_page_into_a_new_database(installed: Path, tmp_path: Path) -> None:
    site = sysconfig.get_path("purelib")
    # Without .pth files (-S), so that the checkout is not found by its editable install.
    env = {"PYTHONPATH": os.pathsep.join((str(installed), site)), "HOME": str(tmp_path)}
    for name in ("PROVENANCE_DB", "PROVENANCE_EVIDENCE", "PROVENANCE_OUTLETS"):
        env[name] = ""
    where = run("-S", "-c", "import provenance; print(provenance.__file__)", cwd=tmp_path, env=env)
    assert Path(where.strip()).is_relative_to(installed)
    seed = installed / "provenance" / "_seeds" / SEED.name
    assert seed.read_bytes() == SEED.read_bytes()
    call = ("-S", "-m", "provenance", "--db", tmp_path / "new.db")
    said = run(*call, "trace", seed, cwd=tmp_path, env=env)
    assert said.startswith("Global Research republished the text and credits RT as its origin.")
    assert f"schema {HEAD} (up to date)" in run(*call, "db", "current", cwd=tmp_path, env=env)
    assert run(*call, "verify", cwd=tmp_path, env=env) == ""
    here = run(
        "-m", "provenance", "--db", tmp_path / "other.db", "trace", SEED, cwd=tmp_path, env={"HOME": str(tmp_path)}
    )
    assert said == here

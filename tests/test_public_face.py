"""What `from provenance import ...` gives."""

import subprocess
import sys
from pathlib import Path

import pytest

import provenance

SEED = Path(__file__).parents[1] / "seeds" / "000_adc5d54549af04e3.txt"


def test_all_is_sorted_and_there() -> None:
    assert provenance.__all__ == sorted(provenance.__all__)
    for name in provenance.__all__:
        assert getattr(provenance, name) is not None
    with pytest.raises(AttributeError, match="nonsense"):
        _ = provenance.nonsense


def test_star_and_dir() -> None:
    found: dict[str, object] = {}
    exec("from provenance import *", found)
    assert set(provenance.__all__) <= set(found) and set(provenance.__all__) <= set(dir(provenance))


def test_importing_is_quick() -> None:
    script = "import sys, provenance; print('click' in sys.modules, 'sqlalchemy' in sys.modules, 'lxml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"] * 3


def test_read_gives_the_contracts_object(tmp_path: Path) -> None:
    from provenance import Reading, read

    reading = read(SEED, url="https://www.globalresearch.ca/x/5486693")
    assert isinstance(reading, Reading) and reading.origin and reading.origin.name == "RT"
    assert reading.to_dict()["schema"] == "provenance.reading/1"
    assert read(str(SEED)).key == read(SEED).key
    failed = read(tmp_path / "nowhere.html")
    assert (failed.status, failed.reason) == ("failed", "not_found")


def test_a_library_adds_traces_and_finds(tmp_path: Path) -> None:
    from provenance import Trace, open_library

    db = tmp_path / "news.db"
    with open_library(db) as library:
        added = library.add(SEED)
        assert (added.status, added.to_dict()["schema"]) == ("new", "provenance.added/1")
        for target in (SEED, str(added.article), str(added.row)):
            trace = library.trace(target)
            assert isinstance(trace, Trace) and trace.origin.state == "declared"
            assert trace.to_dict()["schema"] == "provenance.trace/1"
        assert library.find("foreign terrorist mercenaries")[0].article.row == added.row
        before = trace.to_dict()
        assert library.rebuild() == 1 and library.trace(str(added.row)).to_dict() == before
    with open_library(str(db)) as again:
        assert again.add(SEED).status == "known"


def test_a_library_says_what_it_cannot_trace(tmp_path: Path) -> None:
    from provenance import open_library
    from provenance.errors import ProvenanceError

    empty = tmp_path / "empty.html"
    empty.touch()
    with open_library(tmp_path / "news.db") as library:
        for target in (empty, "nothing of that name"):
            with pytest.raises(ProvenanceError):
                library.trace(target)

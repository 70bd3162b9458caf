"""`--statements-with`: a pipeline of the user's own beside the rules, by option and by environment."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.quote import plugin
from tests.cli.doors import Run

PIPE = """
__version__ = "2"

def find(text, language):
    at = text.index("pumps are old")
    return [(at, at + 13, None, None, "indirect")]

def fails(text, language):
    raise RuntimeError("no model")
"""


@pytest.fixture(autouse=True)
def pipe(here: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (here / "mypipe.py").write_text(PIPE, encoding="utf-8")
    (here / "page.txt").write_text(
        "Dam will hold\n\nThe minister shrugged that pumps are old.\n\nNobody left the valley.\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(str(here))
    yield
    plugin.load.cache_clear()
    sys.modules.pop("mypipe", None)


@pytest.mark.parametrize("verb", [("read",), ("trace", "--no-store")])
def test_what_it_found_is_marked(run: Run, verb: tuple[str, ...]) -> None:
    found = run(*verb, "page.txt", "--language", "en", "--statements-with", "mypipe:find", "-o", "json")
    reading = found.json.get("reading", found.json)
    assert (found.code, reading["extractor"].partition("+")[2]) == (0, "mypipe:find 2")
    assert [(s["text"], s["speaker"]["method"]) for s in reading["statements"]] == [
        ("pumps are old", "plug-in:mypipe:find 2")
    ]


def test_kept_as_the_environment_wants_it(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVENANCE_STATEMENTS_WITH", "mypipe:find")
    assert run("--db", here / "x.db", "add", "page.txt", "--language", "en").code == 0
    said = run("--db", here / "x.db", "statements", "1").out
    assert "pumps are old" in said and "found by mypipe:find 2" in said and "nobody who is named" in said
    assert "as found by mypipe:find 2" in run("--db", here / "x.db", "who-said", "pumps are old").out
    assert run("--db", here / "x.db", "verify").code == 0


def test_its_failure_is_one_line_and_none_of_the_page(run: Run, here: Path) -> None:
    for verb in (("read",), ("--db", here / "x.db", "add")):
        found = run(*verb, "page.txt", "--language", "en", "--statements-with", "mypipe:fails")
        assert found.code == 0 and found.out
        assert found.err.count("nothing was taken from mypipe:fails 2: RuntimeError: no model") == 1
        assert "Traceback" not in found.err


def test_one_that_is_not_there_is_wrong_usage(run: Run) -> None:
    found = run("read", "page.txt", "--statements-with", "mypipe:nothing")
    assert (found.code, found.out) == (2, "") and "mypipe:nothing" in found.err

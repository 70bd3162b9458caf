"""A user's own pipeline beside the rules: what it adds, how that is marked, and that its mistakes cost nothing."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from provenance import pipeline
from provenance.errors import UsageError
from provenance.outlets.registry import load as outlets
from provenance.quote import plugin
from provenance.records.article import EXTRACTOR_VERSION, Reading
from provenance.records.capture import Given

TEXT = (
    "Dam will hold, minister says\n\nMarta Olsen, the minister, told Reuters on Friday that the dam would hold.\n\n"
    "Olsen shrugged that few people live below it. Somebody shrugged that pumps are old. “It has held for a century,” Olsen said. "
    "Some 1,600 people live below it, in four villages.\n"
)
PIPE = """
import re
__version__ = "0.1"

def find(text, language):
    assert language == "en"
    for m in re.finditer(r"(Olsen|Somebody) shrugged that ([^.]+)", text):
        yield m.start(2), m.end(2), m.start(1), m.end(1), "indirect"
    held = text.index("“It has held")
    yield held, held + 10, None, None, "direct"

def figure(text, language):
    at = text.index("Some 1,600")
    return [(at, len(text), None, None, "free_indirect")]

def figure_of_olsen(text, language):
    at = text.index("Some 1,600")
    return [(at, len(text), text.index("Olsen"), text.index("Olsen") + 5, "free_indirect")]

def raises(text, language):
    yield 0, 4, None, None, "direct"
    raise KeyError("no model\\nhere")

def ends(text, language):
    return [(5, len(text) + 1, None, None, "direct")]

def backwards(text, language):
    return [(5, 5, None, None, "direct")]

def speakers(text, language):
    return [(0, 5, -3, 2, "direct")]

def types(text, language):
    return [(0, 5, None, None, "shouted")]

def floats(text, language):
    return [(0.0, 5.5, None, None, "direct")]

def nothing(text, language):
    return None

def endless(text, language):
    while True:
        yield 0, 5, None, None, "direct"

number = 7
"""


@pytest.fixture
def pipes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "ownpipe.py").write_text(PIPE, encoding="utf-8")
    (tmp_path / "unversioned.py").write_text("def find(text, language): return []\n", encoding="utf-8")
    (tmp_path / "broken.py").write_text("1 / 0\n", encoding="utf-8")
    (tmp_path / "page.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    plugin.load.cache_clear()
    for name in ("ownpipe", "unversioned", "broken"):
        sys.modules.pop(name, None)


@pytest.fixture
def read(pipes: Path) -> Callable[..., Reading]:
    def read(name: str | None, language: str = "en", **how: Any) -> Reading:
        items = pipeline.take_all([str(pipes / "page.txt")], Given(language=language))
        ((_, reading),) = pipeline.read_all(items, outlets(), statements_with=name, **how)
        return reading

    return read


def test_it_adds_what_the_rules_did_not_find(read: Callable[..., Reading]) -> None:
    plain, more = read(None), read("ownpipe:find")
    assert plain.statements and more.statements and more.document
    added = [s for s in more.statements if s not in plain.statements]
    assert [s for s in more.statements if s not in added] == list(plain.statements)
    assert [s.text for s in added] == ["few people live below it", "pumps are old"]
    assert all(more.document.text[p.start : p.end] == p.text for s in added for p in s.content)
    olsen, somebody = (s.speaker for s in added)
    assert olsen and somebody and {olsen.method, somebody.method} == {"plug-in:ownpipe:find 0.1"}
    assert (olsen.name, olsen.mention, olsen.confidence) == ("Marta Olsen", "Olsen", plugin.CONFIDENCE)
    assert (somebody.name, somebody.mention, somebody.confidence) == (None, "Somebody", 0.0)
    assert [s.content[0].start for s in more.statements] == sorted(s.content[0].start for s in more.statements)


def test_a_figure_that_somebody_is_named_for_now_is_nobodys_own_voice(read: Callable[..., Reading]) -> None:
    plain, nobody, named = (read(name) for name in (None, "ownpipe:figure", "ownpipe:figure_of_olsen"))
    assert plain.own_voice and len(plain.own_voice) == 1 and plain.own_voice == nobody.own_voice
    assert named.own_voice == ()


def test_the_reading_says_by_what_it_was_made(read: Callable[..., Reading]) -> None:
    plain, more = read(None), read("ownpipe:find")
    assert (plain.extractor, more.extractor) == (EXTRACTOR_VERSION, f"{EXTRACTOR_VERSION}+ownpipe:find 0.1")
    assert plain.key != more.key and more.to_dict() == read("ownpipe:find").to_dict()
    assert more.credits == plain.credits  # judgements hang on their keys


def test_other_processes_load_it_by_name(read: Callable[..., Reading]) -> None:
    assert read("ownpipe:find", jobs=2).to_dict() == read("ownpipe:find").to_dict()


@pytest.mark.parametrize(
    "name", ["raises", "ends", "backwards", "speakers", "types", "floats", "nothing", "endless"]
)  # fmt: skip
def test_its_mistakes_are_said_in_one_line_and_the_rules_stay(read: Callable[..., Reading], name: str) -> None:
    plain, found = read(None), read(f"ownpipe:{name}")
    assert found.detail and found.detail.startswith(f"nothing was taken from ownpipe:{name} 0.1: ")
    assert "\n" not in found.detail
    assert (found.status, found.statements, found.own_voice) == (plain.status, plain.statements, plain.own_voice)
    assert (found.extractor, found.key) == (plain.extractor, plain.key)


@pytest.mark.parametrize(
    "name",
    ["ownpipe", "ownpipe:", "ownpipe:no_such", "ownpipe:number", "nowhere:find", "unversioned:find", "broken:find"],
)
def test_one_that_cannot_be_loaded_is_wrong_usage(read: Callable[..., Reading], name: str) -> None:
    with pytest.raises(UsageError) as error:
        read(name)
    assert "\n" not in str(error.value) and name in str(error.value)


def test_nobody_asks_it_where_statements_are_not_wanted(read: Callable[..., Reading]) -> None:
    assert read("ownpipe:raises", statements=False).detail is None


def test_kept_and_read_again_with_and_without(pipes: Path) -> None:
    from provenance.library import Library
    from provenance.settings import Settings

    def found(name: str | None) -> tuple[str, list[str], list[str]]:
        warned: list[str] = []
        with Library(Settings(str(pipes / "x.db"), statements_with=name)) as library:
            if library.holds("1"):
                list(library.reread(warn=warned.append))
            else:
                library.add(pipes / "page.txt")
            library.rebuild()
            said = [s.speaker.method for s, _ in library.statements("1") if s.speaker]
            reading = library.store.reading_of(library.store.find_article("1").key)
            return reading.extractor, sorted({m for m in said if m.startswith("plug-in:")}), warned

    plain: tuple[str, list[str]] = (EXTRACTOR_VERSION, [])
    more = (f"{EXTRACTOR_VERSION}+ownpipe:find 0.1", ["plug-in:ownpipe:find 0.1"])
    for name, expected in ((None, plain), ("ownpipe:find", more), (None, plain), ("ownpipe:find", more)):
        assert found(name) == (*expected, [])
    extractor, said, (warned,) = found("ownpipe:raises")
    assert (extractor, said) == plain and "nothing was taken from ownpipe:raises 0.1" in warned


def test_a_person_sees_which_were_found_by_it(read: Callable[..., Reading]) -> None:
    from provenance.report.reading_text import reading_text

    assert "found by" not in reading_text(read(None), width=88)
    assert reading_text(read("ownpipe:find"), width=88).count("found by ownpipe:find 0.1") == 2
    assert "nobody who is named · free indirect, found by" in reading_text(read("ownpipe:figure"), width=88)

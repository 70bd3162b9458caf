"""The same articles in any order, one by one or together, on both databases, and rebuilt: the same edges by key."""

import json
import random
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import pytest

from provenance.library import Library, open_library
from provenance.pipeline import take_all
from provenance.records.capture import Given
from tests.lineage.views import EXTRA, OTHER, PARAGRAPHS

NAMED = f"Asked by The Mill Herald, an angler agreed. {EXTRA}"


def page(name: str, published: str | None, *paragraphs: str) -> dict[str, Any]:
    return {
        "id": name,
        "url": f"https://{name.lower().replace(' ', '-')}.example.org/{len(paragraphs)}",
        "outlet": name,
        "published": published,
        "title": f"{name} on the lake",
        "text": "\n\n".join(paragraphs),
    }


def wire(name: str, published: str | None, *paragraphs: str) -> dict[str, Any]:
    return page(name, published, f"MILLBROOK, Feb 1 (Reuters) - {paragraphs[0]}", *paragraphs[1:])


PAGES = (
    page("Reuters", "2016-02-01T08:00:00Z", f"MILLBROOK, Feb 1 (Reuters) - {PARAGRAPHS[0]}", *PARAGRAPHS[1:]),
    wire("The Upland Courier", "2016-02-03", *PARAGRAPHS),
    wire("The Ferry Ledger", "2016-02-04", *PARAGRAPHS[:4]),
    wire("The Mill Herald", "2016-02-04", *PARAGRAPHS[:2], NAMED, *PARAGRAPHS[2:]),
    page("The Valley Times", "2016-02-09", *PARAGRAPHS[:2], NAMED, *PARAGRAPHS[2:]),
    page("The Coast Review", None, *PARAGRAPHS),
    page("The Harbour Gazette", "2016-02-12", *PARAGRAPHS[:4], "This article was first published by The Upland Courier."),
    page("The Tram Post", "2016-02-01", *OTHER),
    page("The Square Mirror", "2016-02-08", *OTHER[:3]),
    page("The Weekly Sum", "2016-02-20", OTHER[1], OTHER[2], OTHER[3], EXTRA, *PARAGRAPHS[1:4]),
    page("The Lone Star", "2016-02-02", *(" ".join(p.split()[::-1]) for p in OTHER)),
)  # fmt: skip


def add(
    library: Library, pages: Iterable[dict[str, Any]], folder: Path, *, link: bool = True, status: Collection[str] = ("new",)
) -> None:  # fmt: skip
    batch = folder / "batch.jsonl"
    batch.write_text("".join(json.dumps(p) + "\n" for p in pages), encoding="utf-8")
    for added, _ in library.add_items(take_all([], Given(), batch=str(batch)), link=link):
        assert added.status in status


def seen(library: Library) -> dict[str, Any]:
    """Everything said of every article, by its key."""
    told = {}
    for key in library.store.stories.every():
        trace = library.trace(key).to_dict()
        told[key] = {name: trace[name] for name in ("origin", "nodes", "edges", "matches", "blame", "others", "story")}
        told[key]["edges"] = sorted(trace["edges"], key=lambda e: e["key"])
        told[key]["nodes"] = sorted(trace["nodes"], key=lambda n: n["key"])
    return told


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What is said where all came in one batch, on SQLite."""
    folder = tmp_path_factory.mktemp("together")
    with open_library(folder / "news.db") as library:
        add(library, PAGES, folder)
        return seen(library)


def test_the_story_is_the_one_meant(together: dict[str, Any]) -> None:
    names = {n["key"]: n["name"] for told in together.values() for n in told["nodes"]}
    found = {(names[e["child"]], names[e["parent"]]) for told in together.values() for e in told["edges"]}
    assert found == {
        ("The Upland Courier", "Reuters"),
        ("The Ferry Ledger", "Reuters"),
        ("The Mill Herald", "Reuters"),
        ("The Valley Times", "The Mill Herald"),
        ("The Coast Review", "Reuters"),
        ("The Harbour Gazette", "The Upland Courier"),
        ("The Square Mirror", "The Tram Post"),
        ("The Weekly Sum", "The Tram Post"),
        ("The Weekly Sum", "The Mill Herald"),  # it has the sentence only that paper and its copy have
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_one_by_one_in_any_order(
    db: str, evidence: str, tmp_path: Path, together: dict[str, Any], seed: int
) -> None:  # fmt: skip
    pages = random.Random(seed).sample(PAGES, len(PAGES))
    with open_library(db, evidence) as library:
        for one in pages:
            add(library, [one], tmp_path)
        assert seen(library) == together


def test_unlinked_in_parts_then_settled_then_rebuilt(
    db: str, evidence: str, tmp_path: Path, together: dict[str, Any]
) -> None:
    pages = random.Random(3).sample(PAGES, len(PAGES))
    with open_library(db, evidence) as library:
        add(library, pages[:4], tmp_path)
        add(library, pages[4:8], tmp_path, link=False)
        add(library, pages[8:], tmp_path, link=False)
        library.settle()
        assert seen(library) == together
        library.rebuild()
        assert seen(library) == together


def test_an_earlier_text_of_an_article_leaves_nothing_behind(
    db: str, evidence: str, tmp_path: Path, together: dict[str, Any]
) -> None:
    with open_library(db, evidence) as library:
        add(library, [*PAGES[2:], PAGES[0] | {"text": PAGES[7]["text"]}], tmp_path)
        add(library, [PAGES[1], PAGES[0]], tmp_path, status={"new", "revised"})
        assert seen(library) == together


def test_a_kill_between_comparing_and_deriving_loses_nothing(
    db: str, evidence: str, tmp_path: Path, together: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*args: object) -> None:
        raise KeyboardInterrupt

    with open_library(db, evidence) as library:
        add(library, PAGES, tmp_path, link=False)
        with monkeypatch.context() as patch:
            patch.setattr("provenance.lineage.stories.derive_articles", killed)
            with pytest.raises(KeyboardInterrupt):
                library.settle()
        library.settle()
        assert seen(library) == together


def test_edges_derived_from_an_older_state_are_not_kept(sqlite_db: str, tmp_path: Path) -> None:
    with open_library(sqlite_db) as library:
        add(library, PAGES[:2], tmp_path)
        stories = library.store.stories
        key = stories.every()[0]
        state = stories.state()
        stories.mark([key])
        assert stories.save([(key, (), ())], state) is False and stories.state() == state + 1
        assert stories.save([(key, (), ())], stories.state()) is True
        marks = stories.marked()[key]
        stories.mark([key])
        stories.unmark(marks)
        assert [m for m in stories.marked()[key] if m in marks] == [] and list(stories.marked()) == [key]


def test_what_is_forgotten_leaves_nothing_behind(db: str, evidence: str, tmp_path: Path) -> None:
    """Without the wire's own page its copies are those of a wire that is not held."""
    with open_library(db, evidence) as library:
        add(library, PAGES, tmp_path)
        library.forget(PAGES[0]["url"], "asked for")
        after = seen(library)
    folder = tmp_path / "never"
    folder.mkdir()
    with open_library(folder / "news.db") as library:
        add(library, PAGES[1:], folder)
        assert seen(library) == after

"""One text, and texts much like it, at more places than are looked at together: the same edges whatever came first, on both databases."""

import random
from pathlib import Path
from typing import Any

import pytest

from provenance.library import Library, open_library
from tests.journeys.test_order_of_arrival import add, page, seen
from tests.lineage.views import OTHER, PARAGRAPHS

TWINS = [page(f"Twin {n}", f"2016-02-{n + 1:02}", *PARAGRAPHS) for n in range(8)]
LIKE = [page(f"Like {n}", f"2016-02-{n + 3:02}", *PARAGRAPHS[: 4 + n % 2], OTHER[n % 4]) for n in range(6)]
CREDITING = page("The Lender", "2016-02-20", *PARAGRAPHS, "This article was first published by Twin 7.")
PAGES = (*TWINS, *LIKE, CREDITING, page("Undated", None, *PARAGRAPHS))
CLAIMS = ("copy", "excerpt")


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A crowd is whatever is more than a handful."""
    monkeypatch.setattr("provenance.store.reuse.members.SHOWN", 5)
    monkeypatch.setattr("provenance.store.reuse.members.FIRST", 2)
    monkeypatch.setattr("provenance.lineage.stories.SHARING", 3)
    monkeypatch.setattr("provenance.lineage.stories.NEAREST", 4)


@pytest.fixture
def together(tmp_path: Path) -> dict[str, Any]:
    """What is said where all came in one batch, on SQLite."""
    folder = tmp_path / "together"
    folder.mkdir()
    with open_library(folder / "news.db") as library:
        add(library, PAGES, folder)
        return seen(library)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_by_one(db: str, evidence: str, tmp_path: Path, together: dict[str, Any], seed: int) -> None:
    with open_library(db, evidence) as library:
        for one in random.Random(seed).sample(PAGES, len(PAGES)):
            add(library, [one], tmp_path)
        assert seen(library) == together


def seers(library: Library, one: dict[str, Any]) -> set[str]:
    key = library.store.find_article(one["url"]).key
    return library.store.reuse.seers([key], CLAIMS, 4)


def test_a_late_copy_is_looked_at_by_nobody_but_who_credits_it(db: str, evidence: str, tmp_path: Path) -> None:
    with open_library(db, evidence) as library:
        add(library, PAGES, tmp_path)
        lender = library.store.find_article(CREDITING["url"]).key
        assert seers(library, TWINS[6]) == set()
        assert seers(library, TWINS[7]) <= {lender}
        assert len(seers(library, TWINS[0])) == len(PAGES) - 1

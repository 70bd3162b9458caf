"""Texts and dates that are odd, side by side in one batch: each gives a sensible answer, on both databases."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from provenance.library import Library, open_library
from provenance.records.lineage import Trace
from tests.journeys.test_order_of_arrival import add, page
from tests.lineage.views import PARAGRAPHS

MIXED = (
    "Озеро у старой плотины упало до самой низкой отметки с тех пор, как поставили рейки, сообщил водный совет. "
    "湖水降到了一九三一年以来的最低点，工程师将在本周下降摄像机以了解原因。 "
    "Three villages below the dam draw their water from the lake, and two of them fill their tanks at night."
)
PAGES: dict[str, dict[str, Any]] = {
    "word": page("One Word", None, "Lake"),
    "word again": page("One Word More", None, "Lake"),
    "long": page("Long Wall", None, "lake " * 210_000),
    "mixed": page("Mixed Script", "2016-01-02", MIXED),
    "mixed later": page("Mixed Later", "2016-01-09", f"{MIXED} Конец."),
    "equal": page("Equal One", "2016-02-01", *PARAGRAPHS),
    "equal too": page("Equal Two", "2016-02-01", *PARAGRAPHS),
    "absent": page("Absent Date", None, *PARAGRAPHS),
    "ahead": page("Ahead of Time", "2190-01-01", *PARAGRAPHS),
    "ancient": page("Ancient Date", "1850-03-01", *PARAGRAPHS),
}


@pytest.fixture
def library(db: str, evidence: str, tmp_path: Path) -> Iterator[Library]:
    """All pages, and an empty one that is refused."""
    with open_library(db, evidence) as opened:
        add(opened, [*PAGES.values(), page("Nothing", None)], tmp_path, status={"new", "failed"})
        yield opened


def traced(library: Library, name: str) -> Trace:
    return library.trace(PAGES[name]["url"])


def with_whom(trace: Trace) -> set[str]:
    names = {n.key: n.name for n in (*trace.nodes, *trace.others)}
    return {names[m.b if m.a == trace.article.key else m.a] for m in trace.matches}


def test_odd_texts_and_dates(library: Library) -> None:
    assert traced(library, "word").matches == () and traced(library, "long").matches == ()
    (edge,) = traced(library, "mixed later").edges
    assert (edge.parent, edge.relation) == (traced(library, "mixed").article.key, "copied_from")
    same = {"Equal One", "Equal Two", "Absent Date", "Ahead of Time", "Ancient Date"}
    for name in ("equal", "equal too", "absent", "ahead", "ancient"):
        trace = traced(library, name)
        assert trace.edges == () and trace.origin.state == "none_stated", name
        assert with_whom(trace) == same - {trace.article.name}
        assert {p.basis for p in trace.blame} == {"also in 4 others; which was first is not known"}, name

"""Whole little stories, and what a careful person would say of each article in them."""

from dataclasses import replace
from typing import Any

import pytest

from provenance.lineage.by_text import derived_by_text
from provenance.records.article import Credit, Reading
from provenance.records.lineage import Edge
from tests.lineage.views import EXTRA, OTHER, PARAGRAPHS, MadeView, page
from tests.report.made import credit, outlet, quoted

REUTERS = outlet("Reuters")


def wire(name: str, paragraphs: Any, published: str | None = None, dateline: str = "MILLBROOK (Reuters) - ") -> Reading:
    """A page with an agency's dateline, credited so."""
    body = [dateline + paragraphs[0], *paragraphs[1:]]
    made = credit(quoted("\n".join(body), dateline, "body"), REUTERS, "wire", 0.9)
    return page(name, body, published, credits=(made,))


def crediting(name: str, source: str, paragraphs: Any, published: str | None = None) -> Reading:
    """A page that credits another by name."""
    body = [*paragraphs, f"First printed in {source}."]
    made: Credit = credit(quoted("\n".join(body), body[-1], "tail"), outlet(source), strength=0.95)
    return page(name, body, published, credits=(made,))


def edges(*readings: Reading) -> dict[tuple[str, str], Edge]:
    """The edges of all articles, by the names of copy and source."""
    view = MadeView(*readings)
    found = {}
    for one in readings:
        key = view.key(one.id or "")
        nodes, some = derived_by_text(view, key, view.facts(key).reading)
        names = {n.key: view.name(n) for n in nodes}
        found.update({(names[e.child], names[e.parent]): e for e in some})
    return found


def arrows(*readings: Reading) -> set[tuple[str, str]]:
    return set(edges(*readings))


def test_ten_papers_with_one_wire_text_are_ten_copies_of_the_wire() -> None:
    papers = [wire(f"Paper {n}", PARAGRAPHS, f"2016-02-{n + 1:02}") for n in range(10)]
    found = edges(*papers)
    assert {pair[1] for pair in found} == {"(Reuters)"} and len(found) == 10
    assert len({e.parent for e in found.values()}) == 1
    assert {e.state for e in found.values()} == {"declared"}


def test_the_same_where_the_wire_is_held() -> None:
    papers = [wire(f"Paper {n}", PARAGRAPHS, f"2016-02-{n + 3:02}") for n in range(3)]
    found = edges(page("Reuters", PARAGRAPHS, "2016-02-01T08:00:00Z", own=True), *papers)
    assert set(found) == {(f"Paper {n}", "Reuters") for n in range(3)}
    assert {(e.state, e.found_by) for e in found.values()} == {("confirmed", "both")}


def test_a_silent_copy_of_what_others_credit_has_their_origin() -> None:
    found = edges(*(wire(f"Paper {n}", PARAGRAPHS) for n in range(2)), page("Silent", PARAGRAPHS))
    silent = found["Silent", "(Reuters)"]
    assert (silent.state, silent.found_by, silent.credit) == ("matched", "text", "none")
    assert silent.direction_basis == ("common_source",) and silent.kept is None


def test_one_text_in_two_papers_and_nothing_else_is_no_arrow() -> None:
    assert arrows(page("Aurora", PARAGRAPHS), page("Beacon", PARAGRAPHS)) == set()
    same_day = [page(n, PARAGRAPHS, "2016-02-01") for n in ("Aurora", "Beacon", "Courier")]
    assert arrows(*same_day) == set()


def test_clear_dates_alone_make_a_matched_arrow_that_is_never_confirmed() -> None:
    found = edges(page("Aurora", PARAGRAPHS, "2016-02-01"), page("Beacon", PARAGRAPHS[:3], "2016-02-08"))
    assert set(found) == {("Beacon", "Aurora")}
    edge = found["Beacon", "Aurora"]
    assert (edge.state, edge.relation, edge.direction_basis) == ("matched", "copied_from", ("claimed_date",))
    assert edge.confidence <= 0.75 and edge.overlap == 1.0 and edge.kept is not None and edge.kept < 0.7


def test_three_by_dates_come_from_the_first_not_from_each_other() -> None:
    dated = [page(n, PARAGRAPHS, f"2016-02-{d}") for n, d in (("Aurora", "01"), ("Beacon", "08"), ("Courier", "15"))]
    assert arrows(*dated) == {("Beacon", "Aurora"), ("Courier", "Aurora")}


def test_a_sentence_of_its_own_that_is_carried_along_shows_the_way() -> None:
    second = wire("Beacon", [*PARAGRAPHS[:2], EXTRA, *PARAGRAPHS[2:]], "2016-02-05")
    third = page("Courier", [*PARAGRAPHS[:2], EXTRA, *PARAGRAPHS[2:]], "2016-02-12")
    root = page("Reuters", PARAGRAPHS, "2016-02-01T08:00:00Z", own=True)
    found = edges(root, second, third)
    assert set(found) == {("Beacon", "Reuters"), ("Courier", "Beacon")}
    assert found["Courier", "Beacon"].direction_basis[:1] == ("own_words",)


def test_a_sentence_in_common_without_dates_does_not() -> None:
    root = page("Reuters", PARAGRAPHS, own=True)
    both = [wire(n, [*PARAGRAPHS[:2], EXTRA, *PARAGRAPHS[2:]]) for n in ("Beacon", "Courier")]
    assert arrows(root, *both) == {("Beacon", "Reuters"), ("Courier", "Reuters")}


def test_words_that_name_the_house_tell_whose_they_were_and_are_quoted() -> None:
    told = f"Asked by the Beacon Gazette, an angler agreed. {EXTRA}"
    second = page("Beacon Gazette", [*PARAGRAPHS[:3], told, *PARAGRAPHS[3:]])
    third = page("Courier", [*PARAGRAPHS[:3], told, *PARAGRAPHS[3:]])
    found = edges(second, third)
    assert set(found) == {("Courier", "Beacon Gazette")}
    edge = found["Courier", "Beacon Gazette"]
    quotes = [e.quote for e in edge.evidence if hasattr(e, "quote")]
    assert edge.direction_basis == ("named_inside",) and quotes and quotes[0].endswith("Beacon Gazette")


def test_a_line_beside_the_text_that_names_the_house_is_nearly_a_credit() -> None:
    first, second = page("Beacon Gazette", PARAGRAPHS), page("Courier", [*PARAGRAPHS, "Thanks to the Beacon Gazette"])
    found = edges(first, second)
    assert set(found) == {("Courier", "Beacon Gazette")}
    edge = found["Courier", "Beacon Gazette"]
    assert edge.direction_basis == ("named_beside",) and edge.credit == "named" and edge.state == "matched"
    assert [e.quote for e in edge.evidence if hasattr(e, "quote")] == ["Thanks to the Beacon Gazette"]


def test_a_house_that_names_itself_names_no_source() -> None:
    first = page("Beacon Gazette", [*PARAGRAPHS, "Write to the Beacon Gazette"])
    second = page("Courier", [*PARAGRAPHS, "Courier and Beacon Gazette are members of the council"])
    assert arrows(first, second) == set()


def test_a_named_credit_with_the_same_text_is_confirmed() -> None:
    found = edges(page("Aurora", PARAGRAPHS, "2016-02-01"), crediting("Beacon", "Aurora", PARAGRAPHS[:4], "2016-02-09"))
    edge = found["Beacon", "Aurora"]
    assert (edge.state, edge.found_by, edge.title_changed) == ("confirmed", "both", True)
    assert edge.direction_basis == ("credit", "text") and edge.evidence[-1].parent is not None  # type: ignore[union-attr]


def test_a_credit_that_the_dates_contradict_stays_declared_and_is_doubted() -> None:
    sure = edges(page("Aurora", PARAGRAPHS, "2016-02-01"), crediting("Beacon", "Aurora", PARAGRAPHS, "2016-02-09"))
    late = edges(page("Aurora", PARAGRAPHS, "2016-02-09"), crediting("Beacon", "Aurora", PARAGRAPHS, "2016-02-01"))
    assert late["Beacon", "Aurora"].state == "declared"
    assert late["Beacon", "Aurora"].confidence < sure["Beacon", "Aurora"].confidence - 0.3


def test_parts_of_two_stories_have_two_sources() -> None:
    first, second = page("Aurora", PARAGRAPHS, "2016-02-01"), page("Beacon", OTHER, "2016-02-01")
    both = page("Courier", [*PARAGRAPHS[1:4], EXTRA, *OTHER[:3]], "2016-02-09")
    found = edges(first, second, both)
    assert set(found) == {("Courier", "Aurora"), ("Courier", "Beacon")}


@pytest.mark.parametrize("date", [None, "1850-01-01", "2199-01-01", "2016"])
def test_bad_dates_orient_nothing(date: str | None) -> None:
    assert arrows(page("Aurora", PARAGRAPHS, date), page("Beacon", PARAGRAPHS, "2016-02-01")) == set()


def test_empty_and_tiny_texts_are_nobodys_copies() -> None:
    assert arrows(page("Aurora", [""]), page("Beacon", ["Word"]), page("Courier", ["Word"])) == set()


def test_a_credit_whose_held_source_has_another_text_is_in_doubt() -> None:
    post = page("Harbour Post", OTHER, "2016-02-01", own=True)
    assert post.page is not None
    post = replace(post, page=replace(post.page, url="https://harbour.example/story"))
    made = crediting("Valley Sun", "Harbour Post", PARAGRAPHS, "2016-02-03")
    link = replace(made.credits[0], url="https://harbour.example/story")
    (edge,) = edges(post, replace(made, credits=(link,))).values()
    assert (edge.state, edge.overlap, edge.words) == ("declared", 0.0, 0)
    assert edge.confidence < 0.6
    brief = page("Valley Sun", [PARAGRAPHS[0], made.document.text.rsplit("\n", 1)[-1]])  # type: ignore[union-attr]
    last = brief.document.text.rsplit("\n", 1)[-1]  # type: ignore[union-attr]
    told = credit(quoted(brief.document.text, last, "tail"), outlet("Harbour Post"), strength=0.95, url=link.url)  # type: ignore[union-attr]
    (edge,) = edges(post, replace(brief, credits=(told,))).values()
    assert (edge.overlap, edge.confidence) == (0.0, 0.95), "so few words show nothing"

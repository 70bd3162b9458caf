from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.lineage.diff import Version, diff
from provenance.lineage.nodes import article_node
from provenance.records.article import Reading
from provenance.records.diff import Diff
from tests.lineage.views import EXTRA, OTHER, PARAGRAPHS, page

WORDS = st.lists(st.sampled_from(["lake", "dam", "the", "water,", '"board"', "(said)", "\n", "Monday."]), max_size=60)


def version(one: Reading, revision: int | None = None) -> Version:
    return Version(article_node(one, held=True), revision, one)


def between(a: list[str], b: list[str]) -> Diff:
    return diff(version(page("Aurora", a)), version(page("Beacon", b)))


def kinds(found: Diff) -> list[tuple[str, str]]:
    return [(p.kind, " ".join(p.text.split())) for p in found.pieces]


def test_the_same_text_is_one_kept_piece() -> None:
    found = between(list(PARAGRAPHS), list(PARAGRAPHS))
    assert [p.kind for p in found.pieces] == ["kept"] and (found.cut, found.added) == (0, 0)
    assert found.kept_a == found.kept_b == 1.0 and found.title_changed is True


def test_cut_and_added_paragraphs_stand_where_they_stood() -> None:
    found = between(list(PARAGRAPHS), [*PARAGRAPHS[:2], EXTRA, PARAGRAPHS[4]])
    assert [p.kind for p in found.pieces] == ["kept", "cut", "added", "kept"]
    assert kinds(found)[1][1] == " ".join(PARAGRAPHS[2:4]) and kinds(found)[2][1] == EXTRA


def test_a_word_exchanged_is_one_cut_and_one_added() -> None:
    found = between([PARAGRAPHS[0]], [PARAGRAPHS[0].replace("lowest", "highest")])
    assert [k for k in kinds(found) if k[0] != "kept"] == [("cut", "lowest"), ("added", "highest")]


def test_a_paragraph_put_elsewhere_has_moved() -> None:
    found = between(list(PARAGRAPHS), [PARAGRAPHS[3], *PARAGRAPHS[:3], PARAGRAPHS[4]])
    assert [p.kind for p in found.pieces] == ["moved", "kept", "kept"]
    assert kinds(found)[0][1] == PARAGRAPHS[3] and (found.cut, found.added) == (0, 0)


def test_nothing_in_common_is_all_cut_and_all_added() -> None:
    found = between(list(PARAGRAPHS), list(OTHER))
    assert [p.kind for p in found.pieces] == ["cut", "added"] and found.kept == 0


def test_empty_texts() -> None:
    assert between([""], [""]).pieces == () and between([""], [""]).kept_a is None
    assert [p.kind for p in between(["Word"], [""]).pieces] == ["cut"]


def test_revisions_are_told_apart_and_the_title_is_the_revisions() -> None:
    one = page("Aurora", PARAGRAPHS)
    assert one.article is not None
    other = replace(one, article=replace(one.article, title="Another title"))
    found = diff(version(one, 1), version(other, 2))
    assert (found.a.revision, found.b.revision, found.title_changed) == (1, 2, True)
    assert found.b.article.title == "Another title" and found.to_dict()["schema"] == "provenance.diff/1"


@settings(max_examples=150, deadline=None)
@given(WORDS, WORDS)
def test_the_pieces_make_up_both_texts(a: list[str], b: list[str]) -> None:
    found = between([" ".join(a)], [" ".join(b)])
    sides = ((found.a.words, "cut", "a"), (found.b.words, "added", "b"))
    for words, alone, side in sides:
        here = [p for p in found.pieces if p.kind in ("kept", "moved", alone)]
        assert sum(p.words for p in here) == words
        places = sorted((getattr(p, f"{side}_start"), getattr(p, f"{side}_end")) for p in here)
        assert all(one[1] <= other[0] for one, other in pairwise(places))
    starts = [p.b_start for p in found.pieces if p.b_start is not None]
    assert starts == sorted(starts) and found.kept + found.cut == found.a.words

"""Search: phrases in our own normal form, the same answers on both databases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import BadDateError, UnknownNameError, UsageError
from provenance.records.outlet import OutletRef
from provenance.store.asking.search import MAX_TOKENS, phrase_of, place, snippet
from provenance.store.library import Library
from provenance.text import fold, words
from tests.store.stored import BODY, WIRE, capture, reading


def keep(library: Library, name: str, body: str, **more: object) -> str:
    page = capture(name, url=f"https://gazette.example/{name}")
    added = library.add(reading(page, body, **more), page)  # type: ignore[arg-type]
    assert added.article
    return added.article


def test_phrases_are_found_however_they_are_set(library: Library) -> None:
    key = keep(library, "a", BODY)
    keep(library, "b", "The harbour is old. Noon was at the ferry.")
    for asked in ("ferry left the harbour", "FERRY  left, the “harbour”", "the harbour at noon"):
        (hit,) = library.find(asked)
        assert hit.article.key == key and hit.hits == 1
        document = library.reading_of(key).document
        assert document and document.text[hit.start : hit.end] == hit.snippet
        assert words(fold(document.text[hit.hit_start : hit.hit_end])) == words(fold(asked))


def test_most_hits_come_first_then_the_earliest(library: Library) -> None:
    late = keep(library, "late", "Fog again. No boat.", day="2015-12-01")
    often = keep(library, "often", "Fog, fog, fog and fog. No boat.", day="2015-12-02")
    early = keep(library, "early", "Fog today. No boat.", day="2015-11-01")
    assert [h.article.key for h in library.find("fog")] == [often, early, late]
    assert [h.hits for h in library.find("fog")] == [4, 1, 1]
    assert len(library.find("fog", limit=2)) == 2


def test_outlet_time_and_title_narrow_it(library: Library) -> None:
    one = keep(library, "one", BODY, title="Ferry gone", day="2015-11-04")
    two = keep(library, "two", BODY, title="No news", outlet=WIRE, day="2016-02-01")
    assert [h.article.key for h in library.find("harbour", outlet="northern-wire")] == [two]
    assert [h.article.key for h in library.find("harbour", outlet="harbour-gazette")] == [one]
    assert [h.article.key for h in library.find("harbour", to="2015-12")] == [one]
    assert [h.article.key for h in library.find("harbour", from_="2016")] == [two]
    (hit,) = library.find("ferry gone", title=True)
    assert (hit.article.key, hit.snippet) == (one, "Ferry gone")
    assert library.find("harbour", title=True) == ()
    with pytest.raises(UnknownNameError):
        library.find("harbour", outlet="nobody at all")
    with pytest.raises(BadDateError):
        library.find("harbour", from_="yesterday")


def test_other_scripts_and_odd_words(library: Library) -> None:
    texts = {
        "ru": "Паром покинул гавань в полдень.", "zh": "渡轮中午离开了港口。没有人看见。", "de": "Die Fähre verließ den Straßenhafen.",
        "fr": "L’équipage n’a rien dit.", "num": "It cost 3.5 million, 007 said, 1e5 of it.",
    }  # fmt: skip
    keys = {name: keep(library, name, body) for name, body in texts.items()}
    asked = {
        "ru": "покинул ГАВАНЬ",
        "zh": "离开了港口",
        "de": "STRASSENHAFEN",
        "fr": "n’a rien",
        "num": "3 5 million 007",
    }
    for name, some in asked.items():
        assert [h.article.key for h in library.find(some)] == [keys[name]], name


def test_what_is_no_words_is_refused_and_nothing_breaks_the_query(library: Library) -> None:
    keep(library, "a", BODY)
    for nothing in ("", "  ", "...", "\0", '"'):
        with pytest.raises(UsageError):
            library.find(nothing)
    for odd in (
        '" OR 1=1 --',
        "a' & b",
        "NEAR(a b)",
        "tokens:ferry",
        "x" * 5000,
        "harbour' | 'noon",
        "*",
        "100%",
        "a\\b",
    ):
        try:
            assert library.find(odd) == ()
        except UsageError:
            continue


def test_a_text_of_very_many_words_is_searched_whole(library: Library) -> None:
    body = " ".join(f"w{n}" for n in range(MAX_TOKENS + 2000)) + " the very last words"
    key = keep(library, "long", body)
    for asked in ("very last words", "w11998 w11999 the", "w5 w6"):
        assert [h.article.key for h in library.find(asked)] == [key]


def test_a_whole_article_can_be_asked_for(library: Library) -> None:
    body = " ".join(f"w{n}" for n in range(6000))
    key = keep(library, "long", body)
    assert [h.article.key for h in library.find(body)] == [key]
    assert library.find(body + " and more") == ()
    with pytest.raises(UsageError):
        library.find("w1", limit=0)


def test_an_outlet_nobody_listed_is_found_by_its_name_too(library: Library) -> None:
    key = keep(library, "a", BODY, outlet=OutletRef("isle-echo", "Isle Echo", "echo.example", True))
    assert [h.article.key for h in library.find("harbour", outlet="echo.example")] == [key]


@given(st.text(max_size=80), st.integers(0, 10), st.integers(1, 4))
def test_a_phrase_of_a_text_is_placed_in_it(body: str, first: int, size: int) -> None:
    phrase = tuple(words(fold(body))[first : first + size])
    if not phrase:
        return
    found = place(body, phrase)
    assert found is not None and 0 <= found[0] < found[1] <= len(body)
    start, end = snippet(body, found)
    assert start <= found[0] and found[1] <= end


def test_a_phrase_is_words() -> None:
    assert phrase_of("The “Ferry”") == ("the", "ferry")

"""Adding: once, twice, revised, re-read, refused, failed."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from provenance.errors import StoreError, UnknownNameError
from provenance.store.keeping.rows import as_kept
from provenance.store.library import Library
from tests.store.stored import BODY, NEWER, capture, place_of, reading

URL = "https://www.gazette.example/ferry?utm_source=x"


def rows(library: Library) -> dict[str, int]:
    """How many rows each table has."""
    tables = "articles captures texts readings credits notices bylines date_claims search_texts outlets sightings runs"
    with library._engine.connect() as connection:
        return {t: connection.execute(text(f"SELECT count(*) FROM {t}")).scalar_one() for t in tables.split()}


def test_what_goes_in_comes_out(library: Library) -> None:
    page = capture("bytes", url=URL)
    found = reading(page)
    added = library.add(found, page)
    assert (added.status, added.reading, added.reason, added.id) == ("new", "ok", None, "made")
    assert added.to_dict()["schema"] == "provenance.added/1"
    assert added.article and added.row and library.reading_of(added.article) == as_kept(found)
    assert library.reading_of(added.row).to_dict() == found.to_dict()
    assert library.evidence.fetch(place_of(library, page.key)) == b"bytes"
    assert library.verify() == ()


def test_the_same_twice_is_a_sighting(library: Library) -> None:
    page = capture("bytes", url=URL)
    first = library.add(reading(page), page)
    before = rows(library)
    second = library.add(reading(replace(page, id="again")), replace(page, id="again"))
    assert second == replace(first, id="again", status="known")
    assert rows(library) == before | {"sightings": before["sightings"] + 1}


def test_a_new_text_revises_and_the_old_one_stays(library: Library) -> None:
    old, new = (
        capture("old", url=URL, fetched_at="2015-11-04T10:00:00Z"),
        capture("new", url=URL, fetched_at="2015-11-05T10:00:00Z"),
    )
    first = library.add(reading(old, basis="fetched"), old)
    second = library.add(reading(new, BODY + " It was blue.", basis="fetched"), new)
    assert (second.article, second.status) == (first.article, "revised")
    assert second.article and library.reading_of(second.article).article == reading(new, BODY + " It was blue.").article
    assert rows(library)["readings"] == 2 and rows(library)["texts"] == 2
    assert library.find("it was blue")[0].article.key == first.article
    assert library.add(reading(old, basis="fetched"), old).status == "known"


def test_a_newer_extractor_stands_beside_the_old_one(library: Library) -> None:
    page = capture("bytes", url=URL)
    first = library.add(reading(page), page)
    again = library.add(reading(page, extractor=NEWER), page)
    assert (again.article, again.status) == (first.article, "known")
    assert again.article and library.reading_of(again.article).extractor == NEWER and rows(library)["readings"] == 2


@pytest.mark.parametrize("forged_first", [False, True])
def test_a_page_that_claims_an_address_never_speaks_for_it(library: Library, forged_first: bool) -> None:
    true, forged = capture("true", url=URL, fetched_at="2015-11-04T10:00:00Z"), capture("forged")
    given = [
        (reading(true, basis="fetched"), true),
        (reading(replace(forged, url=URL), "Something else.", basis="claimed"), forged),
    ]
    added = [library.add(*one) for one in (reversed(given) if forged_first else given)]
    assert added[0].article and added[0].article == added[1].article and added[1].status == "revised"
    assert library.reading_of(added[0].article) == as_kept(given[0][0])
    assert library.find_article(URL).identity_basis == "fetched" and library.find("something else") == ()


@pytest.mark.parametrize("later_first", [False, True])
def test_the_later_capture_is_current_whichever_came_first(library: Library, later_first: bool) -> None:
    pages = [capture(day, url=URL, fetched_at=f"2015-11-{day}T10:00:00Z") for day in ("04", "05")]
    for page in reversed(pages) if later_first else pages:
        library.add(reading(page, f"Fetched on {page.fetched_at}.", basis="fetched"), page)
    article = library.reading_of(library.find_article(URL).key).article
    assert article and article.text == "Fetched on 2015-11-05T10:00:00Z."


def test_without_an_address_outlet_and_text_make_the_article(library: Library) -> None:
    one, two = capture("one"), capture("two")
    a, b = library.add(reading(one), one), library.add(reading(two), two)
    assert a.article == b.article and b.status == "known"
    other = library.add(reading(one, outlet=None, basis="unknown"), one)
    assert other.article != a.article


def test_a_failed_reading_keeps_its_evidence_and_makes_no_article(library: Library) -> None:
    page = capture("login please", url=URL)
    wall = replace(reading(page), status="failed", reason="login")
    added = library.add(wall, page)
    assert (added.status, added.article, added.reading, added.reason) == ("failed", None, "failed", "login")
    assert rows(library)["articles"] == 0 and rows(library)["captures"] == 1
    library.add(wall, page)
    assert rows(library)["readings"] == 1
    assert library.add(reading(page, extractor=NEWER), page).status == "new"
    assert library.verify() == ()


def test_a_reading_that_contradicts_itself_is_refused(library: Library) -> None:
    page = capture("bytes")
    found = reading(page)
    assert found.article
    with pytest.raises(StoreError, match="contradicts"):
        library.add(replace(found, article=replace(found.article, text="other")), page)
    assert rows(library)["articles"] == 0


def test_collections_hold_articles_and_say_how_they_were_sampled(library: Library) -> None:
    page = capture("bytes", url=URL)
    with pytest.raises(UnknownNameError, match="collection"):
        library.add(reading(page), page, collection="march")
    assert rows(library)["articles"] == 0
    library.collection_create("march", "every tenth page")
    library.add(reading(page), page, collection="march")
    library.add(reading(page), page, collection="march")
    assert [(c.name, c.articles) for c in library.collection_list()] == [("march", 1)]
    assert library.collection_show("march").how_sampled == "every tenth page"


def test_articles_are_found_by_key_row_and_address(library: Library) -> None:
    page = capture("bytes", url=URL)
    added = library.add(reading(page), page)
    assert added.article and added.row
    for ref in (added.article, str(added.row), added.row, URL, "http://gazette.example/ferry#top"):
        assert library.find_article(ref).key == added.article
    assert list(library.articles_by_url([URL, "https://nowhere.example/", "mailto:x"])) == [
        "https://gazette.example/ferry"
    ]
    for ref in ("art_aaaaaaaaaaaaaaaa", "999", "https://nowhere.example/", "", "nonsense", "1" * 400):
        with pytest.raises(UnknownNameError):
            library.find_article(ref)


def test_what_was_searched_is_told(library: Library) -> None:
    assert library.searched().articles == 0 and library.searched().from_ is None
    page = capture("bytes", url=URL)
    library.add(reading(page), page)
    told = library.searched()
    assert (told.articles, told.outlets, told.from_, told.to) == (1, 1, "2015-11-04T00:00:00Z", "2015-11-04T23:59:59Z")


def test_texts_databases_disagree_on_are_stored_alike(library: Library) -> None:
    page = capture("bytes", url=URL)
    found = reading(page)
    assert found.article and found.page
    title, name = "A \0 nul and a \ud83d half", "N" * 3000 + "\0"
    outlet = replace(found.page.outlet, slug="s" * 9000, name=name)  # type: ignore[type-var]
    odd = replace(
        found,
        article=replace(found.article, title=title),
        page=replace(found.page, outlet=outlet, url="https://gazette.example/" + "x" * 16000),
    )
    added = library.add(odd, page)
    assert added.article
    kept = library.reading_of(added.article)
    assert kept == as_kept(odd) and kept.article and kept.article.title == "A \ufffd nul and a \ufffd half"
    assert kept.page and kept.page.outlet and kept.page.outlet.name == "N" * 3000 + "\ufffd"


def test_reading_only(library: Library, db: str, evidence: str) -> None:
    page = capture("bytes", url=URL)
    library.add(reading(page), page)
    with Library.open(db, evidence, read_only=True) as closed:
        assert closed.find_article(URL).url == "https://gazette.example/ferry"
        with pytest.raises(StoreError, match="reading only"):
            closed.add(reading(page), page)
    assert Path(evidence).is_dir()

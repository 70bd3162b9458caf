"""History, and reading again what is stored."""

from dataclasses import replace

from provenance.capture.fetching import capture_of
from provenance.records.article import EXTRACTOR_VERSION
from provenance.records.capture import Given
from provenance.records.fetched import Fetched, Hop
from provenance.store.library import Library
from tests.store.stored import BODY, NEWER, capture, reading

URL = "https://gazette.example/ferry"


def failed(at: str) -> Fetched:
    return Fetched(
        url=URL, url_final=URL, hops=(Hop(URL, "93.184.216.34", 503),), address="93.184.216.34", status=503, http_version="HTTP/1.1",
        phrase="Busy", headers=(), sent=(), fetched_at=at, outcome="failed", reason="http_error", detail="HTTP 503", truncated=False,
        allow_private=False, ignore_robots=False, wire=b"busy", content=b"busy",
    )  # fmt: skip


def test_captures_revisions_and_failures_in_order_of_time(library: Library) -> None:
    days = ["2015-11-04T10:00:00Z", "2015-11-05T10:00:00Z", "2015-11-06T10:00:00Z"]
    bodies = [BODY, BODY + " It was bright blue.", BODY + " It was bright blue."]
    for day, body in reversed(list(zip(days, bodies, strict=True))):
        page = capture(day, url=URL, fetched_at=day)
        library.add(reading(page, body, basis="fetched"), page)
    library.keep_failure(failed("2015-11-05T22:00:00Z"))
    again = capture(days[0], url=URL, fetched_at=days[0])
    library.add(reading(again, BODY, basis="fetched", extractor=NEWER), again)
    told = library.history(URL)
    assert [c.at for c in told.captures] == [days[0], days[1], "2015-11-05T22:00:00Z", days[2]] and told.revisions == 2
    assert [c.revision for c in told.captures] == [1, 2, None, 2]
    assert [(c.words_added, c.words_removed) for c in told.captures] == [(None, None), (4, 0), (None, None), (0, 0)]
    assert [(c.outcome, c.reason, c.http_status) for c in told.captures][2] == ("failed", "http_error", 503)
    assert [[r.extractor for r in c.readings] for c in told.captures] == [
        [EXTRACTOR_VERSION, NEWER],
        [EXTRACTOR_VERSION],
        [],
        [EXTRACTOR_VERSION],
    ]
    assert [c.readings[0].current for c in told.captures if c.readings] == [False, False, True]
    assert told.to_dict()["schema"] == "provenance.history/1"
    library.forget(URL, "asked")
    assert library.verify() == ()


def test_a_file_is_dated_by_who_saw_it_or_by_when_it_came(library: Library) -> None:
    one, two = capture("one", url=URL), capture("two", url=URL)
    two = replace(two, given=replace(two.given, observed_at="2015-11-04"))
    for page in (one, two):
        library.add(reading(page), page)
    assert [(c.at_basis, c.at[:4] == "2015") for c in library.history(URL).captures] == [
        ("observed", True),
        ("taken_in", False),
    ]


def test_what_is_stored_comes_back_as_it_was_taken_in(library: Library) -> None:
    page = capture_of(
        replace(failed("2015-11-04T10:00:00Z"), outcome="page", content=b"<p>x</p>", wire=b"<p>x</p>"),
        Given(title="T"),
        "a",
    )
    for found in (page, capture("file", url=URL, id="b")):
        library.add(reading(found, basis="fetched"), found)
    again = [library.capture_of(one) for one in library.stored()]
    assert again == [replace(page, fetched=None), capture("file", url=URL, id="b")]
    assert [one.id for one in library.stored(outlet="harbour-gazette", since="2015-01-01")] == ["a", "b"]
    assert library.stored(since="2999-01-01") == []


def test_a_re_reading_stands_beside_the_old_one_and_makes_no_sighting(library: Library) -> None:
    page = capture("bytes")
    added = library.add(reading(page), page)
    (one,) = library.stored()
    assert library.add_again(one, reading(page), page).status == "known"
    other = library.add_again(one, reading(page, BODY + " More.", extractor=NEWER), page)
    assert (other.article, other.status) == (added.article, "revised"), (
        "an article without an address stays the same one"
    )
    with library._engine.connect() as connection:
        counts = [
            connection.exec_driver_sql(f"SELECT count(*) FROM {t}").scalar_one()
            for t in ("readings", "sightings", "articles")
        ]
    assert counts == [2, 1, 1] and library.verify() == ()
    assert added.article and library.reading_of(added.article).extractor == NEWER

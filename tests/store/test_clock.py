"""A machine's clock that is wrong or is set back: what comes later is not dated earlier."""

from datetime import UTC, datetime, timedelta

import pytest

from provenance.errors import StoreError
from provenance.store.keeping import clock
from provenance.store.library import Library
from provenance.times import utc_text
from tests.store.stored import capture, reading

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The machine's clock, its last entry what it says; our memory of it is empty."""
    said = [NOON]
    monkeypatch.setattr(clock, "_machine", lambda: said[-1])
    monkeypatch.setattr(clock, "_latest", clock._WRITTEN)
    return said


def add(library: Library, name: str) -> str:
    page = capture(name, url=f"https://gazette.example/{name}")
    added = library.add(reading(page), page)
    assert added.article
    return library.find_article(added.article).first_seen_at


def test_a_clock_set_back_an_hour_makes_no_page_first(library: Library, machine: list[datetime]) -> None:
    first = add(library, "first")
    machine.append(NOON - timedelta(hours=1))
    second = add(library, "second")
    machine.append(NOON + timedelta(minutes=1))
    assert first == utc_text(NOON) == second < add(library, "third")


def test_nor_does_one_that_was_set_back_between_two_runs(
    db: str, evidence: str, machine: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(db, evidence) as library:
        first = add(library, "first")
    monkeypatch.setattr(clock, "_latest", clock._WRITTEN)
    machine.append(NOON - timedelta(hours=1))
    with Library.open(db, evidence) as library:
        assert add(library, "second") == first


def test_a_clock_of_1970_is_refused_before_anything_is_kept(library: Library, machine: list[datetime]) -> None:
    machine.append(datetime(1970, 1, 1, 0, 5, tzinfo=UTC))
    with pytest.raises(StoreError, match="clock says 1970-01-01T00:05:00Z"):
        add(library, "first")
    assert library.searched().articles == 0
    machine.append(NOON)
    assert add(library, "first") == utc_text(NOON)


def test_a_clock_that_ran_ahead_for_years_is_not_believed_for_ever(
    db: str, evidence: str, machine: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.append(NOON + timedelta(days=3650))
    with Library.open(db, evidence) as library:
        assert add(library, "wrong") == utc_text(NOON + timedelta(days=3650))
    machine.append(NOON)
    with Library.open(db, evidence) as library:
        assert add(library, "right") == utc_text(NOON)

"""Names of one person in several articles, and of several people in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.lineage.speakers import best, groups, same_name, same_speaker
from provenance.persons import name_parts, person_key
from tests.store.saying import speaker

SAME = [
    ("Anatoly Antonov", "Анатолий Антонов"), ("Anatoli Antonow", "Anatoly Antonov"), ("Sergey Lavrov", "Сергей Лавров"),
    ("Sergej Lawrow", "Sergei Lavrov"), ("Dmitri Peskow", "Дмитрий Песков"), ("Юлия Тимошенко", "Yulia Tymoshenko"),
    ("Yevgeny Prigozhin", "Евгений Пригожин"), ("Alexei Kudrin", "Алексей Кудрин"), ("Xi Jinping", "Jinping Xi"), ("J. Biden", "Joe Biden"),
    ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"), ("Deputy Defense Minister Anatoly Antonov", "Anatoly Antonov"),
    ("Alexis Tsipras", "Αλέξης Τσίπρας"), ("José Ramos-Horta", "Jose Ramos-Horta"), ("Sen. Ted Cruz", "Ted Cruz"),
]  # fmt: skip
OTHERS = [
    ("Hillary Clinton", "Bill Clinton"), ("Bashar Assad", "Anatoly Antonov"), ("Wang Yi", "Wang Li"), ("Assad", "Antonov"),
    ("George Bush", "Jeb Hush"), ("Sergey Lavrov", "Sergey Shoigu"),
]  # fmt: skip
UNTOLD = [
    ("Antonov", "Anatoly Antonov"),
    ("Mr. Trump", "Donald Trump"),
    ("Mike Pence", "Michael Pence"),
    ("Boris Jelzin", "Boris Yeltsin"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name(one: str, other: str) -> None:
    assert same_name(one, other) is True and same_name(other, one) is True


@pytest.mark.parametrize(("one", "other"), SAME[:8])
def test_spellings_of_a_full_name_have_one_key(one: str, other: str) -> None:
    assert person_key(one) == person_key(other) is not None


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_two_names(one: str, other: str) -> None:
    assert same_name(one, other) is False and same_name(other, one) is False


@pytest.mark.parametrize(("one", "other"), UNTOLD)
def test_names_that_do_not_tell(one: str, other: str) -> None:
    assert same_name(one, other) is None and same_name(other, one) is None


def test_a_surname_needs_a_role() -> None:
    full = speaker("Anatoly Antonov", role="deputy defense minister")
    assert same_speaker(full, speaker("Antonov", method="surname", role="deputy minister")) is True
    assert same_speaker(full, speaker("Antonov", method="surname")) is None
    assert same_speaker(full, None) is None
    assert same_speaker(full, speaker(None, "the official")) is None


def test_who_names_him_best() -> None:
    pronoun = speaker(None, "he")
    surname, full = speaker("Antonov", method="surname"), speaker("Anatoly Antonov", role="deputy minister")
    assert best([("a", pronoun), ("b", surname), ("c", full), ("d", speaker("Anatoly Antonov"))]) == ("c", full)
    assert best([("a", pronoun), ("b", None)]) is None


def test_groups_by_person() -> None:
    named = [
        ("1", "Anatoly Antonov"),
        ("2", "Antonov"),
        ("3", "Bashar Assad"),
        ("4", "Анатолий Антонов"),
        ("1", "Antonov"),
    ]
    assert groups(named) == [("Anatoly Antonov", ["1", "2", "4"]), ("Bashar Assad", ["3"])]


def test_a_surname_of_two_people_stays_by_itself() -> None:
    assert [name for name, _ in groups([("1", "Bill Clinton"), ("2", "Hillary Clinton"), ("3", "Clinton")])] == ["Bill Clinton", "Clinton", "Hillary Clinton"]  # fmt: skip


def test_what_is_too_long_for_a_name_has_no_key() -> None:
    assert person_key(f"{'ab' * 2000} {'cd' * 2000}") is None and person_key("") is None and person_key(None) is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_names(one: str, other: str) -> None:
    assert same_name(one, other) == same_name(other, one)
    assert all(name_parts(one)) and person_key(one) in (None, person_key(one))

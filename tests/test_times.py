from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import BadDateError
from provenance.times import _MONTHS, find_written, parse_given, parse_iso, surely_before, utc_text


def bounds(text: str) -> tuple[str, str, str]:
    found = parse_iso(text)
    assert found is not None
    return utc_text(found.not_before), utc_text(found.not_after), found.precision


def test_a_day_without_zone_is_widened_by_fourteen_hours_each_way() -> None:
    assert bounds("2015-11-04") == ("2015-11-03T10:00:00Z", "2015-11-05T13:59:59Z", "day")


def test_a_stated_offset_is_kept_in_the_value_and_resolved_in_the_bounds() -> None:
    found = parse_iso("2015-11-04T10:30:00+0300")
    assert found is not None
    assert found.value == "2015-11-04T10:30:00+03:00"
    assert bounds("2015-11-04T10:30:00+0300")[0] == "2015-11-04T07:30:00Z"


@pytest.mark.parametrize(
    ("text", "precision"), [("2015", "year"), ("2015-11", "month"), ("2015-11-04T10:30Z", "minute")]
)
def test_precision_is_what_was_stated(text: str, precision: str) -> None:
    assert bounds(text)[2] == precision


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2015-13-01", "2015-02-30", "0000-01-01", "2015-11-04T99:00", "9999-12-31", "4.11.2015"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_iso(text) is None
    with pytest.raises(BadDateError):
        parse_given(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Global Research, November 04, 2015", "2015-11-04"),
        ("RT 4 November 2015", "2015-11-04"),
        ("am 4. November 2015 um 8 Uhr", "2015-11-04"),
        ("le 1er janvier 2020", "2020-01-01"),
        ("7 de octubre de 2019", "2019-10-07"),
        ("2015年11月4日", "2015-11-04"),
        ("04.11.2015, 10:15", "2015-11-04"),
        ("4 ноября 2015", "2015-11-04"),
        ("4 listopada 2015", "2015-11-04"),
        ("05 Ιαν. 2012, 10:51", "2012-01-05"),
        ("26, Abril, 2022", "2022-04-26"),
        ("17 сент. 2020", "2020-09-17"),
    ],
)
def test_written_dates(text: str, value: str) -> None:
    found = find_written(text)
    assert found is not None
    assert found[2].value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("07 أكتوبر 2020", "2020-10-07"),
        ("8 فيفري 2019", "2019-02-08"),
        ("发布于2012年01月12日16:47", "2012-01-12"),
        ("2012年 01月12日", "2012-01-12"),
        ("2020년 5월 6일", "2020-05-06"),
        ("Δεκέμβριος 20 2011", "2011-12-20"),
        ("28 Ноябрь 2011", "2011-11-28"),
        ("2012. január 12.", "2012-01-12"),
        ("12 MAYIS 2015", "2015-05-12"),
        ("3 NİSAN 2015", "2015-04-03"),
        ("5 Maret 2020", "2020-03-05"),
    ],
)
def test_written_dates_of_more_languages(text: str, value: str) -> None:
    found = find_written(text)
    assert found is not None and found[2].value == value


def test_every_months_name_is_looked_up_in_any_case() -> None:
    for name in _MONTHS:
        for written in (
            name,
            name.upper(),
            name.title(),
            name.replace("i", "ı"),
            name.replace("i", "İ"),
            name.replace("i", "I"),
        ):
            find_written(f"3 {written} 2015")


@pytest.mark.parametrize(
    "text", ["version 1.2.3", "In November the snow fell.", "call 555-2015-1104", "31 February 2015"]
)
def test_what_only_looks_like_a_written_date_is_none(text: str) -> None:
    assert find_written(text) is None


def test_order_is_claimed_only_where_intervals_allow_it() -> None:
    day, next_day, later = (parse_given(t) for t in ("2015-11-04", "2015-11-05", "2015-11-07"))
    assert not surely_before(day, next_day)
    assert surely_before(day, later)


@given(st.text(max_size=60))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    parse_iso(text)
    find_written(text)

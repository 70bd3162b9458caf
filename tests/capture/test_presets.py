from __future__ import annotations

from pathlib import Path

import pytest

from provenance.capture import read_batch
from provenance.capture.presets import date_of, layout_of
from provenance.cli.common import mapping_from
from provenance.errors import UsageError
from provenance.reading import read_page
from provenance.records.capture import Capture, FailedInput, Given

TEXT = "The council of Harbour Town agreed on Tuesday to build the new bridge over the river."


def asked(url: str, given: Given, id: str) -> Capture | FailedInput:
    """In place of a fetch: what would be asked for."""
    return FailedInput(id, "network_error", url, given)


def rows(folder: Path, content: str, *mapping: str, name: str = "a.csv") -> list[Capture | FailedInput]:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return list(read_batch(str(path), mapping_from(mapping, "a.csv"), asked))


def test_media_cloud(tmp_path: Path) -> None:
    new = (
        "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
        "ab,2024-02-16 01:02:03,en,harbour.example,https://harbour.example,2024-02-15,Bridge,https://harbour.example/1\n"
    )
    old = (
        "stories_id,publish_date,title,url,language,ap_syndicated,themes,media_id,media_name,media_url\n"
        "7,2015-11-04 12:00:00,Bridge,https://harbour.example/1,en,0,,1,Harbour News,https://harbour.example\n"
    )
    (first,), (second,) = rows(tmp_path, new, "mediacloud"), rows(tmp_path, old, "MediaCloud")
    assert first.given == Given(
        url="https://harbour.example/1", published="2024-02-15", title="Bridge", language="en",
        observed_at="2024-02-16T01:02:03", observed_by="Media Cloud",
    )  # fmt: skip
    assert (first.id, second.id, second.given.published) == ("ab", "7", "2015-11-04T12:00:00")


def test_gdelt_without_a_header(tmp_path: Path) -> None:
    def event(url: str) -> str:
        return "\t".join(["1234567", *['x,"y'] * 58, "20151104121500", url])

    events = "\n".join(event(f"https://harbour.example/{n}") for n in (1, 1, 2))
    items = rows(tmp_path, events, "gdelt", name="20151104121500.export.CSV")
    assert [i.given.url for i in items] == ["https://harbour.example/1", "https://harbour.example/2"]
    assert items[0].given.observed_at == "2015-11-04T12:15:00Z"
    knowledge = "\t".join(
        ["20151104121500-T12", "20151104121500", "1", "harbour.example", "https://harbour.example/3", *["x"] * 22]
    )
    assert [i.given.url for i in rows(tmp_path, knowledge, "gdelt")] == ["https://harbour.example/3"]
    named = "GLOBALEVENTID\tDATEADDED\tSOURCEURL\n1\t20151104\thttps://harbour.example/4\n"
    assert [i.given.observed_at for i in rows(tmp_path, named, "gdelt", name="a.tsv")] == ["2015-11-04"]


def test_nela_and_its_masks(tmp_path: Path) -> None:
    masked = TEXT.replace("agreed on Tuesday to build the new", "@ @ @ @ @ @ @")
    content = (
        "id,date,source,title,content,author,url,published,published_utc,collection_utc\n"
        f'h--1,2020-01-02,harbournews,Bridge,"{TEXT}",Ann,https://harbour.example/1,"Thu, 02 Jan 2020",1577966400,1577970000\n'
        f'h--2,2020-01-02,harbournews,Bridge,"{masked}",Ann,,2020-01-02,,\n'
    )
    whole, hidden = rows(tmp_path, content, "nela")
    assert isinstance(whole, Capture)
    assert isinstance(hidden, Capture)
    assert whole.given == Given(
        url="https://harbour.example/1", published="2020-01-02T12:00:00Z", title="Bridge",
        observed_at="2020-01-02T13:00:00Z", observed_by="NELA-GT",
    )  # fmt: skip
    assert (hidden.given.outlet, hidden.given.published) == ("harbournews", "2020-01-02")
    assert [(p.status, p.reason) for p in map(read_page, (whole, hidden))] == [("ok", None), ("partial", "masked")]


def test_what_is_mapped_by_hand_outranks(tmp_path: Path) -> None:
    content = "id,url,title,headline\n1,https://harbour.example/1,Old,New\n"
    assert rows(tmp_path, content, "mediacloud", "title=headline")[0].given.title == "New"


def test_a_preset_that_fits_no_column_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="none of the columns SOURCEURL"):
        rows(tmp_path, "a,b\n1,2\n", "gdelt")
    with pytest.raises(UsageError, match="mediacloud, gdelt, nela"):
        mapping_from(["mediacould"], "a.csv")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("20151104", "2015-11-04"),
        ("20151104121500", "2015-11-04T12:15:00Z"),
        ("1446638400", "2015-11-04T12:00:00Z"),
        ("1446638400.5", "2015-11-04T12:00:00Z"),
        ("2015-11-04 12:00:00", "2015-11-04T12:00:00"),
        ("Thu, 02 Jan 2020", None),
        ("99999999999999", None),
        ("", None),
    ],
)
def test_dates_of_tables(text: str, date: str | None) -> None:
    assert date_of(text) == date


@pytest.mark.parametrize(
    ("first", "delimiter"), [("a,b", ","), ("a\tb,c\td", "\t"), ("a;b;c", ";"), ("a", ","), ("", ",")]
)
def test_delimiters(first: str, delimiter: str) -> None:
    assert layout_of(first).delimiter == delimiter

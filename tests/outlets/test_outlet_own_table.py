"""A user's own table: it wins, and what is wrong in it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.errors import DataFileError
from provenance.outlets import load
from provenance.outlets.entries import COLUMNS

HEADER = ",".join(COLUMNS)


def write(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "mine.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def test_a_users_row_outranks_ours(tmp_path: Path) -> None:
    path = write(
        tmp_path, "harbour-post,Harbour Post,AP|The Post of the Harbour,HP,harbour.example rt.com,NZ,en,newspaper,,"
    )
    mine, shipped = load(path), load()
    assert mine.digest != shipped.digest
    for found in (mine.by_host("www.rt.com"), mine.by_name("AP"), mine.by_host("harbour.example")):
        assert found is not None
        assert found.slug == "harbour-post"
    assert [o.slug for o in mine.candidates("AP")] == ["harbour-post", "associated-press"]
    own = mine.by_slug("harbour-post")
    assert own is not None
    assert {f.source_name for f in own.facts if f.property == "kind"} == {"user's file mine.csv"}


def test_a_users_row_with_our_slug_takes_its_place(tmp_path: Path) -> None:
    registry = load(write(tmp_path, "rt,RT of mine,,,rt.com,RU,en,broadcaster,,"))
    outlet = registry.by_slug("rt")
    assert outlet is not None
    assert outlet.name == "RT of mine"
    assert registry.by_name("Russia Today") is None


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    before = load(write(tmp_path, "a,Alpha Paper,,,a.example,,en,site,,")).digest
    assert load(write(tmp_path, "b,Beta Paper,,,b.example,,en,site,,")).digest != before


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("A B,Alpha,,,a.example,,en,site,,", ("row 2", "'slug'", "a-z")),
        ("a,,,,a.example,,en,site,,", ("row 2", "'name'", "empty")),
        ("a,Alpha,,,a.example,,en,newspper,,", ("row 2", "'kind'", "newspaper")),
        ("a,Alpha,,,https://a.example/,,en,site,,", ("row 2", "'domains'", "without https://")),
        ("a,Alpha,,,www.a.example,,en,site,,", ("row 2", "'domains'", "www.")),
        ("a,Alpha,,,a.example,Germany,de,site,,", ("row 2", "'country'", "two-letter")),
        ("a,Alpha,,,a.example,DE,German,site,,", ("row 2", "'languages'")),
        ("a,Alpha,,,a.example,DE,de,site,My Group,", ("row 2", "'group'")),
        ("a,Alpha,,,a.example,DE,de,site,", ("row 2", "'note'", "9 cells", "10")),
        ("a,Alpha, Inc,,,a.example,DE,de,site,,", ("row 2", "11 cells", "quotation marks")),
        ("a,Alpha,,,a.example,,en,site,,\na,Beta,,,b.example,,en,site,,", ("row 3", "'slug'", "row 2")),
        ("a,Alpha,,,a.example,,en,site,,\nb,Beta,,,a.example,,en,site,,", ("row 3", "'domains'", "row 2")),
        ('a,"Alpha,,,a.example,,en,site,,', ("row", "quotation marks")),
    ],
)
def test_a_malformed_row_is_named_with_the_remedy(tmp_path: Path, row: str, words: tuple[str, ...]) -> None:
    with pytest.raises(DataFileError) as caught:
        load(write(tmp_path, row))
    for word in ("mine.csv", *words):
        assert word in str(caught.value)


def test_wrong_columns_missing_files_and_other_encodings_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"mine\.csv, row 1, column 'slug': missing"):
        load(write(tmp_path, header=HEADER.replace(",", ";")))
    with pytest.raises(DataFileError, match=r"nowhere\.csv cannot be read"):
        load(tmp_path / "nowhere.csv")
    (tmp_path / "latin.csv").write_bytes((HEADER + "\na,Público,,,a.example,,pt,site,,\n").encode("latin-1"))
    with pytest.raises(DataFileError, match=r"latin\.csv, row 2: not UTF-8"):
        load(tmp_path / "latin.csv")


def test_a_byte_order_mark_and_windows_lines_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "excel.csv"
    path.write_bytes(b"\xef\xbb\xbf" + (HEADER + "\r\na,Alpha Paper,,,a.example,,en,site,,\r\n").encode())
    assert load(path).by_host("a.example") is not None

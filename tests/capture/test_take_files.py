from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path

import pytest

from provenance.capture import files, take
from provenance.errors import BadDateError, InputError
from provenance.records.capture import Given

PAGE = b"<!doctype html><html><body><p>The bridge was closed on Monday.</p></body></html>"


def put(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def refused(target: str, **given: str) -> InputError:
    with pytest.raises(InputError) as caught:
        take(target, given=Given(**given))
    return caught.value


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.xhtml", "a", "a.page"])
def test_html_is_told_by_ending_or_content(tmp_path: Path, name: str) -> None:
    capture = take(put(tmp_path, name, PAGE), given=Given())
    assert (capture.media, capture.content, capture.fetched_at) == ("html", PAGE, None)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a"])
def test_text_is_told_by_ending_or_content(tmp_path: Path, name: str) -> None:
    assert take(put(tmp_path, name, b"The bridge <of Asses> was closed."), given=Given()).media == "text"


def test_a_page_and_its_gzip_are_one_capture(tmp_path: Path) -> None:
    plain = take(put(tmp_path, "a.html", PAGE), given=Given(url="https://a.example/1"))
    packed = take(
        put(tmp_path, "a.html.gz", gzip.compress(PAGE[:20]) + gzip.compress(PAGE[20:])),
        given=Given(url="https://a.example/1"),
    )
    assert plain.key == packed.key
    assert plain.sha256 == packed.sha256
    assert packed.content == PAGE


def test_the_id_is_the_target_unless_given(tmp_path: Path) -> None:
    target = put(tmp_path, "a.txt", b"words")
    assert take(target, given=Given()).id == target
    assert take(target, given=Given(), id="7").id == "7"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(gzip.compress(PAGE))

    monkeypatch.setattr(sys, "stdin", Stdin())
    capture = take("-", given=Given())
    assert (capture.media, capture.path, capture.id) == ("html", None, "-")


def test_what_cannot_be_taken_says_why(tmp_path: Path) -> None:
    assert refused(str(tmp_path / "none.html")).reason == "not_found"
    assert "directory" in refused(str(tmp_path)).detail
    assert refused("a\0b").reason == "not_found"
    assert refused(put(tmp_path, "e.html", b" \r\n\xef\xbb\xbf")).reason == "empty"
    assert refused("https://a.example/1").reason == "network_error"
    assert "fetch_page" in refused("https://a.example/1").detail


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"PK\x03\x04xxxx", "ZIP"),
        (b"\x89PNG\r\n", "PNG"),
        (b"ab\0\0\0cd\0\0" * 40, "NUL"),
        (b"WARC/1.1\r\n", "WARC"),
    ],
)
def test_binary_input_is_named(tmp_path: Path, content: bytes, word: str) -> None:
    error = refused(put(tmp_path, "x.html", content))
    assert error.reason == "unsupported_type"
    assert word in error.detail


def test_wide_text_is_not_binary(tmp_path: Path) -> None:
    assert take(put(tmp_path, "w.txt", "Die Brücke ist zu.".encode("utf-16-le")), given=Given()).media == "text"


def test_sizes_are_capped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 1_000_000)
    assert refused(put(tmp_path, "big.txt", b"a" * 1_000_001)).reason == "too_large"
    assert refused(put(tmp_path, "bomb.txt.gz", gzip.compress(b"a" * 50_000_000))).reason == "too_large"
    monkeypatch.setattr(files, "MAX_PACKED", 10)
    assert refused(put(tmp_path, "packed.txt.gz", gzip.compress(b"word"))).reason == "too_large"


def test_damaged_gzip_says_so(tmp_path: Path) -> None:
    whole = gzip.compress(PAGE * 50)
    assert refused(put(tmp_path, "cut.html.gz", whole[:-20])).reason == "truncated"
    assert refused(put(tmp_path, "bad.html.gz", whole[:12] + b"\xff" * 30)).reason in ("not_a_page", "truncated")


def test_a_bad_given_date_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(BadDateError):
        take(put(tmp_path, "a.txt", b"words"), given=Given(published="last week"))

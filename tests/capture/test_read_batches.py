from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from provenance.capture import batch, read_batch
from provenance.errors import InputError, UsageError
from provenance.records.capture import Capture, FailedInput


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return str(path)


def jsonl(folder: Path, *items: object) -> str:
    return written(folder, "b.jsonl", "\n".join(i if isinstance(i, str) else json.dumps(i) for i in items) + "\n")


def test_items_come_in_order_with_their_ids(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>Hello there.</p>")
    source = jsonl(
        tmp_path,
        {"id": "x", "path": "page.html", "url": "https://a.example/1", "outlet": "A"},
        {"text": "Some words.", "published": "2015-11-04"},
        {"id": 7, "html": "<meta charset=koi8-r><p>Füße</p>", "colour": "red"},
    )
    items = read_batch(source, {})
    first, second, third = items
    assert isinstance(first, Capture) and isinstance(second, Capture) and isinstance(third, Capture)
    assert (first.id, first.url, first.given.outlet, first.media) == ("x", "https://a.example/1", "A", "html")
    assert (second.id, second.media, second.given.published) == ("line 2", "text", "2015-11-04")
    assert (third.id, third.content.decode()) == ("7", "<meta charset=koi8-r><p>Füße</p>")
    assert dict(third.headers)["content-type"].endswith("utf-8")
    assert items.unknown_fields == {"colour": 1}


def test_broken_rows_fail_alone(tmp_path: Path) -> None:
    rows = [
        "{",
        "[1]",
        '{"text": 5}',
        '{"id": "n"}',
        '{"path": "gone.txt"}',
        '{"url": "https://a.example/1"}',
        '{"text": ""}',
    ]
    rows += ['{"text": "a", "published": "soon"}', "[" * 100_000, '{"text": "good words"}']
    items = list(read_batch(jsonl(tmp_path, *rows), {}))
    reasons = [i.reason if isinstance(i, FailedInput) else "ok" for i in items]
    assert reasons == ["parser_failed"] * 3 + [
        "empty",
        "not_found",
        "network_error",
        "empty",
        "parser_failed",
        "parser_failed",
        "ok",
    ]
    assert items[0].id == "line 1"
    assert items[3].id == "n"


def test_a_line_too_long_is_skipped_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "MAX_LINE", 100)
    items = list(read_batch(jsonl(tmp_path, {"text": "a" * 1000}, {"text": "short"}), {}))
    assert [getattr(i, "reason", "ok") for i in items] == ["too_large", "ok"]


def test_csv_columns_are_mapped(tmp_path: Path) -> None:
    source = written(
        tmp_path,
        "b.csv",
        'link,text,when\nhttps://a.example/1,"One, and\nmore.",2015-11-04\nhttps://a.example/2,Two.,,extra\n',
    )
    first, second = read_batch(source, {"url": "link", "published": "when"})
    assert isinstance(first, Capture)
    assert (first.url, first.given.published, first.content) == (
        "https://a.example/1",
        "2015-11-04",
        b"One, and\nmore.",
    )
    assert isinstance(second, FailedInput)


def test_csv_mapping_to_no_column_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="url=adress"):
        list(read_batch(written(tmp_path, "b.csv", "link,text\n"), {"url": "adress"}))


def test_lists_hold_paths_and_addresses(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    source = written(tmp_path, "b.txt", "# mine\n\na.txt\r\nhttps://a.example/1\n")
    first, second = read_batch(source, {})
    assert isinstance(first, Capture) and first.id == "a.txt"
    assert isinstance(second, FailedInput) and (second.id, second.reason) == ("https://a.example/1", "network_error")


def test_standard_input_is_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(b'{"text": "words"}\n{"path": "-"}\n')

    monkeypatch.setattr(sys, "stdin", Stdin())
    first, second = read_batch("-", {})
    assert isinstance(first, Capture)
    assert isinstance(second, FailedInput)


def test_batches_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_batch(str(tmp_path / "none.jsonl"), {})
    with pytest.raises(UsageError):
        read_batch("things.xml", {})

# mypy: disable-error-code="import-untyped"
from __future__ import annotations

import gc
import gzip
import io
import random
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from provenance.capture import warcframe
from provenance.capture.many import take_many
from provenance.records.capture import Capture, FailedInput, Given

Item = Capture | FailedInput
PAGE = "<!doctype html><html><body><h1>Harbour</h1><p>The bridge number {} was closed on Monday.</p></body></html>"
HTML = [("Content-Type", "text/html; charset=utf-8")]


def written(*records: tuple[str, dict[str, object]], packed: bool = True) -> list[bytes]:
    """Each record's bytes, as warcio writes them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # warcio leaves temporary files open
        found = _written(records, packed)
        gc.collect()
    return found


def _written(records: tuple[tuple[str, dict[str, object]], ...], packed: bool) -> list[bytes]:
    found = []
    for kind, options in records:
        stream = io.BytesIO()
        writer = WARCWriter(stream, gzip=packed)
        record = writer.create_warc_record(
            str(options.get("url", "http://harbour.example/1")),
            kind,
            payload=io.BytesIO(options.get("body", b"")),  # type: ignore[arg-type]
            http_headers=StatusAndHeaders(
                str(options.get("status", "200 OK")),
                options.get("headers", HTML),
                protocol="HTTP/1.1",
            )
            if kind in ("response", "revisit")
            else None,
            warc_headers_dict={"WARC-Date": "2015-11-04T12:00:00Z", **options.get("fields", {})},  # type: ignore[dict-item]
        )
        writer.write_record(record)
        found.append(stream.getvalue())
    return found


def page(number: int, **options: object) -> tuple[str, dict[str, object]]:
    body = PAGE.format(number).encode()
    return "response", {"url": f"http://harbour.example/{number}", "body": body, **options}


def taken(folder: Path, content: bytes, name: str = "a.warc.gz", url: str | None = None) -> list[Item]:
    path = folder / name
    path.write_bytes(content)
    return list(take_many(str(path), given=Given(url=url)))


def pages(items: list[Item]) -> list[str | None]:
    return [item.url for item in items if isinstance(item, Capture)]


def failures(items: list[Item]) -> list[tuple[str, str]]:
    return [(item.id.rpartition("#")[2], item.reason) for item in items if isinstance(item, FailedInput)]


@pytest.mark.parametrize("packed", [True, False])
def test_one_capture_a_page(tmp_path: Path, packed: bool) -> None:
    mixed = written(
        ("warcinfo", {"body": b"software: made"}),
        page(1),
        ("response", {"url": "http://harbour.example/p.png", "body": b"\x89PNG", "headers": [("Content-Type", "image/png")]}),
        ("response", {"url": "http://harbour.example/old", "status": "301 Moved", "headers": [("Location", "/1"), *HTML]}),
        page(2, status="404 Not Found"),
        ("revisit", {"url": "http://harbour.example/1", "fields": {"WARC-Refers-To-Target-URI": "http://harbour.example/1"}}),
        page(3),
        packed=packed,
    )  # fmt: skip
    items = taken(tmp_path, b"".join(mixed), "a.warc.gz" if packed else "a.warc")
    assert pages(items) == ["http://harbour.example/1", "http://harbour.example/3"]
    assert failures(items) == [("5", "http_error"), ("6", "not_a_page")]
    first = items[0]
    assert isinstance(first, Capture)
    assert first.id.endswith("#2")
    assert (first.fetched_at, first.media) == ("2015-11-04T12:00:00Z", "html")
    assert ("Content-Type", "text/html; charset=utf-8") in first.headers
    assert first.content == PAGE.format(1).encode()


def test_an_address_chooses_its_records(tmp_path: Path) -> None:
    content = b"".join(written(page(1), page(2), page(3)))
    assert pages(taken(tmp_path, content, url="https://www.harbour.example/2")) == ["http://harbour.example/2"]
    assert failures(taken(tmp_path, content, url="https://other.example/")) == [(str(tmp_path / "a.warc.gz"), "empty")]


def test_codings_are_undone(tmp_path: Path) -> None:
    body = PAGE.format(7).encode()
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    records = written(
        page(1, body=gzip.compress(body), headers=[*HTML, ("Content-Encoding", "gzip")]),
        page(2, body=chunked, headers=[*HTML, ("Transfer-Encoding", "chunked")]),
        page(3, body=body, headers=[*HTML, ("Content-Encoding", "br"), ("Transfer-Encoding", "chunked")]),
        page(4, body=gzip.compress(body)[:-20], headers=[*HTML, ("Content-Encoding", "gzip")]),
        page(5, body=gzip.compress(b"<p>" + b" " * 40_000_000), headers=[*HTML, ("Content-Encoding", "gzip")]),
    )
    items = taken(tmp_path, b"".join(records))
    assert [i.content for i in items if isinstance(i, Capture)][:3] == [body] * 3
    assert [i.truncated for i in items if isinstance(i, Capture)] == [False, False, False, True]
    assert failures(items) == [("5", "too_large")]


def test_a_package_of_archives(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("datapackage.json", "{}")
        package.writestr("archive/one.warc.gz", b"".join(written(page(1))))
        package.writestr("archive/two.warc.gz", b"".join(written(page(2), page(3))))
        package.writestr("pages/pages.jsonl", "{}")
    items = taken(tmp_path, content.getvalue(), "a.wacz")
    assert pages(items) == [f"http://harbour.example/{n}" for n in (1, 2, 3)]
    assert [i.id.partition("#")[2] for i in items] == ["one.warc.gz#1", "two.warc.gz#1", "two.warc.gz#2"]
    assert failures(taken(tmp_path, content.getvalue()[:200], "b.wacz")) == [
        (str(tmp_path / "b.wacz"), "parser_failed")
    ]


def test_a_file_without_pages_says_so(tmp_path: Path) -> None:
    assert failures(taken(tmp_path, b"".join(written(("warcinfo", {"body": b"x"}))))) == [
        (str(tmp_path / "a.warc.gz"), "empty")
    ]
    for content in (b"", b"no archive at all", b"\x1f\x8b", b"WARC/1.0\r\n"):
        assert [i for i in taken(tmp_path, content) if isinstance(i, FailedInput)]


def test_large_records_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warcframe, "MAX_BLOCK", 5_000)
    for packed in (True, False):
        records = written(page(1), page(2, body=b"<p>" + b"x" * 200_000), page(3), packed=packed)
        items = taken(tmp_path, b"".join(records), "a.warc.gz" if packed else "a.warc")
        assert pages(items) == ["http://harbour.example/1", "http://harbour.example/3"]
        assert failures(items) == [("2", "too_large")]


def damaged(seed: int, packed: bool) -> Iterator[tuple[str, bytes, int]]:
    """Cuts and bit flips in one of seven records: what was done, the file, the number of the record."""
    chance = random.Random(seed)
    parts = written(*(page(n) for n in range(1, 8)), packed=packed)
    for _ in range(15):
        victim = chance.randrange(7)
        part = bytearray(parts[victim])
        at = chance.randrange(1, len(part))
        yield "cut", b"".join([*parts[:victim], bytes(part[:at]), *parts[victim + 1 :]]), victim + 1
        part[at] ^= 1 << chance.randrange(8)
        yield "flip", b"".join([*parts[:victim], bytes(part), *parts[victim + 1 :]]), victim + 1


@pytest.mark.parametrize("packed", [True, False])
def test_damage_is_found_and_its_neighbours_are_read(tmp_path: Path, packed: bool) -> None:
    sound = {f"http://harbour.example/{n}" for n in range(1, 8)}
    missed, lost = [], []
    for number, (what, content, victim) in enumerate(damaged(20151104, packed)):
        items = taken(tmp_path, content, "a.warc.gz" if packed else "a.warc")
        whole = {i.url for i in items if isinstance(i, Capture)}
        if not failures(items) and whole == sound:
            missed.append((number, what))
        if not sound - {f"http://harbour.example/{victim}"} <= whole:
            lost.append((number, what, victim, whole))
    assert lost == []
    # A gzip member's time stamp and a field nobody reads may be flipped without harm to the page.
    assert len([m for m in missed if m[1] == "cut"]) == 0
    assert len(missed) <= (3 if packed else 7)

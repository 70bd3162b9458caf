"""Evidence in WARC files: what goes in comes out; what is torn is cut off, what is damaged is named."""

import gzip
import io
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from provenance.capture.fetching import capture_of
from provenance.capture.warc import take_archive
from provenance.capture.warcframe import records
from provenance.errors import InputError, StoreError
from provenance.records.capture import Given
from provenance.records.fetched import Fetched, Hop
from provenance.records.held import FileCheck
from provenance.store.evidence.checking import check_file
from provenance.store.evidence.folder import Evidence
from provenance.store.evidence.tombstone import tombstone
from provenance.store.evidence.writer import LIMIT
from provenance.store.library import Library
from tests.store.stored import capture, place_of, reading

ROOT = Path(__file__).parents[2]
URL = "https://gazette.example/ferry"
PAGE = b"<!doctype html><html><title>A ferry</title><p>The ferry left the harbour at noon.</p></html>"


def fetch(content: bytes = PAGE, status: int | None = 200, **changes: object) -> Fetched:
    wire = gzip.compress(content, mtime=0) if status else b""
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))
    made = Fetched(
        url=URL, url_final=URL, hops=(Hop("http://gazette.example/f", "93.184.216.34", 301), Hop(URL, "93.184.216.34", status)),
        address="93.184.216.34", status=status, http_version="HTTP/2", phrase="", headers=headers if status else (),
        sent=(("User-Agent", "provenance"),), fetched_at="2019-03-04T10:00:00Z", outcome="page", reason=None, detail=None,
        truncated=False, allow_private=False, ignore_robots=False, wire=wire, content=content,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def kept(folder: Path, pages: int = 8) -> list[str]:
    """Places of made pages in one file."""
    evidence = Evidence(folder)
    places = [evidence.keep(capture(f"page {n} " + os.urandom(60).hex(), url=f"{URL}/{n}")) for n in range(pages)]
    evidence.close()
    return places


@pytest.fixture
def opened() -> Iterator[Callable[..., Evidence]]:
    """Opens evidence, and closes it at the end."""
    with ExitStack() as stack:

        def opens(folder: Path, limit: int = LIMIT) -> Evidence:
            return stack.enter_context(closing(Evidence(folder, limit)))

        yield opens


def only(folder: Path) -> Path:
    (file,) = (folder / "warc").iterdir()
    return file


def test_an_answer_is_kept_as_it_came(library: Library) -> None:
    page = capture_of(fetch(), Given(), "a")
    library.add(reading(page, basis="fetched"), page)
    assert library.evidence.fetch(place_of(library, page.key)) == PAGE and library.verify() == ()
    with only(library.evidence.folder).open("rb") as stream:
        found = [
            (r.rec_type, r.rec_headers, r.raw_stream.read()) for r in ArchiveIterator(stream, no_record_parse=True)
        ]
    assert [kind for kind, _, _ in found] == ["warcinfo", "response", "metadata"]
    _, headers, block = found[1]
    assert (
        block.endswith(gzip.compress(PAGE, mtime=0)) and b"\r\nX-Archive-Orig-Transfer-Encoding: chunked\r\n" in block
    )
    assert headers.get_header("WARC-IP-Address") == "93.184.216.34" and headers.get_header("WARC-Target-URI") == URL
    assert headers.get_header("WARC-Date") == "2019-03-04T10:00:00Z" and headers.get_header("WARC-Protocol") == "h2"
    assert found[2][1].get_header("WARC-Concurrent-To") == headers.get_header("WARC-Record-ID")
    assert b'"http://gazette.example/f"' in found[2][2]
    (again,) = take_archive(str(only(library.evidence.folder)), Given())
    assert (again.content, again.key) == (PAGE, page.key)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "failed",
    [
        fetch(b"", None, outcome="failed", reason="refused_address", detail="inside", address=None),
        fetch(b"not found", 404, outcome="failed", reason="http_error", detail="HTTP 404"),
        fetch(b"", 200, outcome="failed", reason="too_large", wire=b"x" * 99, truncated=True),
    ],
)
def test_a_failed_fetch_is_kept_with_its_reason(library: Library, failed: Fetched) -> None:
    key = library.keep_failure(failed)
    assert library.keep_failure(failed) == key and library.verify() == ()
    with library._engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM captures")).mappings().one()
    assert (row["key"], row["outcome"], row["reason"], row["status"]) == (key, "failed", failed.reason, failed.status)
    raw = gzip.decompress(only(library.evidence.folder).read_bytes())
    assert failed.reason and failed.reason.encode() in raw
    assert (b"WARC-Truncated: length" in raw) == failed.truncated


def test_the_same_capture_is_not_written_twice(library: Library) -> None:
    page = capture("bytes", url=URL)
    library.add(reading(page), page)
    size = only(library.evidence.folder).stat().st_size
    library.add(reading(page), page)
    assert only(library.evidence.folder).stat().st_size == size


def test_a_place_of_the_earlier_layout_can_be_read(library: Library) -> None:
    page = capture("bytes", url=URL)
    library.add(reading(page), page)
    place = f"blobs/{page.sha256[:2]}/{page.sha256}.gz"
    target = library.evidence.folder / place
    target.parent.mkdir(parents=True)
    target.write_bytes(gzip.compress(b"bytes"))
    with library._engine.begin() as connection:
        connection.execute(text("UPDATE captures SET kept_in = :place"), {"place": place})
    assert library.evidence.fetch(place) == b"bytes" and library.verify() == ()
    library.forget(URL, "asked")
    assert not target.exists() and b"bytes" not in gzip.decompress(only(library.evidence.folder).read_bytes())


def test_a_new_file_past_the_limit_and_one_writer_a_file(tmp_path: Path, opened: Callable[..., Evidence]) -> None:
    one, two = opened(tmp_path, 3000), opened(tmp_path, 3000)
    places = [e.keep(capture(os.urandom(300).hex())) for _ in range(4) for e in (one, two)]
    assert all(one.fetch(p) for p in places)
    files = {p.partition("#")[0] for p in places}
    assert len(files) == len(one.files()) >= 4 and len({f.partition("-")[0] for f in files}) == 2
    assert all(check_file(f).findings == () for f in one.files())


def test_the_next_writer_takes_up_the_file(tmp_path: Path) -> None:
    kept(tmp_path, 2)
    kept(tmp_path, 2)
    assert check_file(only(tmp_path)) == FileCheck(9, 0, ())


@pytest.mark.parametrize("turn", range(20))
def test_a_torn_end_is_cut_off_before_the_next_record(
    tmp_path: Path, turn: int, opened: Callable[..., Evidence]
) -> None:
    places = kept(tmp_path)
    file, sound = only(tmp_path), only(tmp_path).read_bytes()
    last = int(places[-1].partition("#")[2].partition("+")[0])
    file.write_bytes(sound[: random.Random(turn).randrange(last, len(sound))] if turn else sound + b"\0" * 900)
    evidence = opened(tmp_path)
    more = evidence.keep(capture("one more"))
    assert evidence.fetch(more) == b"one more" and [evidence.fetch(p) for p in places[:-1]]
    assert more.startswith(f"warc/{file.name}#") and check_file(file).findings == ()


def test_an_end_damaged_otherwise_is_left_alone(tmp_path: Path, opened: Callable[..., Evidence]) -> None:
    places = kept(tmp_path)
    file, data = only(tmp_path), bytearray(only(tmp_path).read_bytes())
    data[-1] ^= 4
    file.write_bytes(data)
    evidence = opened(tmp_path)
    assert not evidence.keep(capture("one more")).startswith(places[0].partition("#")[0])
    assert file.read_bytes() == data


def damages(sound: bytes, ends: list[int]) -> list[tuple[bytes, int]]:
    """60 cuts and flips, each with the offset it begins at."""
    chance = random.Random(3)
    found: list[tuple[bytes, int]] = []
    while len(found) < 30:
        at = chance.randrange(1, len(sound))
        if at not in ends:
            found.append((sound[:at], at))
    for _ in range(30):
        at, bit = chance.randrange(len(sound)), chance.randrange(8)
        found.append((sound[:at] + bytes([sound[at] ^ 1 << bit]) + sound[at + 1 :], at))
    return found


def test_60_cuts_and_flips_are_found_and_the_neighbours_read(tmp_path: Path) -> None:
    places = kept(tmp_path)
    file, sound = only(tmp_path), only(tmp_path).read_bytes()
    ends = [r.offset for r in records(io.BytesIO(sound))]
    evidence, missed, held = Evidence(tmp_path), [], unpacked(file)
    for bad, at in damages(sound, ends):
        file.write_bytes(bad)
        found = check_file(file).findings
        at_record = max(e for e in ends if e <= at)
        if not any(f.subject == f"{file.name}#{at_record}" for f in found) and unpacked(file) != held:
            missed.append((at, found))
        for place in places:
            start, length = map(int, place.partition("#")[2].split("+"))
            if start + length <= at or (at < start and len(bad) == len(sound)):
                assert evidence.fetch(place).startswith(b"page")
    assert missed == []


def unpacked(file: Path) -> bytes | None:
    """What the file holds; the last byte of a deflate stream may have bits that mean nothing."""
    try:
        return gzip.decompress(file.read_bytes())
    except Exception:
        return None


def test_every_flip_that_changes_anything_is_found(tmp_path: Path) -> None:
    kept(tmp_path, 1)
    file, sound = only(tmp_path), only(tmp_path).read_bytes()
    unpacked_sound, starts = unpacked(file), [r.offset for r in records(io.BytesIO(sound))]

    def header(at: int) -> bool:
        return any(start <= at < start + 10 for start in starts)

    for at in range(len(sound)):
        file.write_bytes(sound[:at] + bytes([sound[at] ^ 1 << at % 8]) + sound[at + 1 :])
        harmless = not header(at) and unpacked(file) == unpacked_sound
        assert bool(check_file(file).findings) != harmless, at


def test_damage_in_the_store_is_named_by_capture_and_between_captures(library: Library) -> None:
    pages = [capture(f"page {n}", url=f"{URL}/{n}") for n in range(3)]
    for page in pages:
        library.add(reading(page), page)
    library.evidence.close()
    file = only(library.evidence.folder)
    sound = file.read_bytes()
    start = int(place_of(library, pages[1].key).partition("#")[2].partition("+")[0])
    for at, subject in ((start + 40, pages[1].key), (30, f"{file.name}#0")):
        file.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        (found,) = library.verify()
        assert found.subject == subject
    file.write_bytes(sound[: start + 40])
    assert {f.subject for f in library.verify()} == {p.key for p in pages[1:]}
    file.write_bytes(sound + sound[1:30])
    assert [f.subject for f in library.verify()] == [f"{file.name}#{len(sound)}"]
    file.write_bytes(sound + sound[:30])
    assert library.verify() == (), "an unfinished write that no row names"
    library.add(reading(pages[0]), pages[0])
    file.unlink()
    assert all("missing" in f.detail for f in library.verify()) and len(library.verify()) == 3
    library.add(reading(pages[0]), pages[0])
    assert len(library.verify()) == 2


def test_a_record_that_a_row_names_is_never_cut_off(library: Library) -> None:
    page, more = capture("page", url=URL), capture("more", url=f"{URL}/more")
    library.add(reading(page), page)
    library.evidence.close()
    file = only(library.evidence.folder)
    torn = file.read_bytes()[:-9]
    file.write_bytes(torn)
    library.add(reading(more), more)
    assert file.read_bytes() == torn and [f.subject for f in library.verify()] == [page.key]


def test_forgetting_leaves_the_neighbours_and_takes_what_a_kill_left(library: Library) -> None:
    pages = [capture(f"page {n}", url=f"{URL}/{n}") for n in range(3)]
    library.evidence.keep(pages[1])
    library.keep_failure(fetch(b"gone secret", 404, outcome="failed", reason="http_error", url_final=f"{URL}/1"))
    for page in pages:
        library.add(reading(page), page)
    size = only(library.evidence.folder).stat().st_size
    library.forget(f"{URL}/1", "asked")
    raw = gzip.decompress(only(library.evidence.folder).read_bytes())
    assert b"page 1" not in raw and b"page 0" in raw and b"page 2" in raw and b"ferry/1" not in raw
    assert only(library.evidence.folder).stat().st_size == size and library.verify() == ()
    assert [library.evidence.fetch(place_of(library, p.key)) for p in (pages[0], pages[2])] == [b"page 0", b"page 2"]


def test_evidence_of_a_refused_article_does_not_stay(library: Library) -> None:
    page = capture("bytes", url=URL)
    library.add(reading(page), page)
    library.forget(URL, "asked")
    library.keep_evidence(page)
    assert library.add(reading(page), page).reason == "forgotten"
    assert b"bytes" not in gzip.decompress(only(library.evidence.folder).read_bytes())


@pytest.mark.parametrize("length", [300, 301, 5000, 300_000])
def test_a_tombstone_is_a_record_of_any_length(length: int) -> None:
    made = tombstone(length, "2019-03-04T10:00:00Z")
    assert len(made) == length and gzip.decompress(made).startswith(b"WARC/1.1")
    assert [r.damage for r in records(io.BytesIO(made))] == [None]
    with pytest.raises(ValueError, match="too few"):
        tombstone(40, "2019-03-04T10:00:00Z")


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    code = (
        "import resource, sys; from pathlib import Path; from provenance.store.evidence.folder import Evidence\n"
        "from tests.store.stored import capture\nfrom provenance.errors import StoreError\nimport os, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "e = Evidence(Path(sys.argv[1])); e.keep(capture('one'))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "try: e.keep(capture(os.urandom(9000).hex()))\nexcept StoreError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "cannot be written" in done.stdout
    assert check_file(only(tmp_path)) == FileCheck(3, 0, ())


def test_what_is_no_warc(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        check_file(tmp_path / "nowhere")
    (tmp_path / "empty").write_bytes(b"")
    with pytest.raises(InputError):
        check_file(tmp_path / "empty")
    with pytest.raises(StoreError):
        Evidence(tmp_path).fetch("warc/" + "0" * 32 + "-00000.warc.gz#0+10")

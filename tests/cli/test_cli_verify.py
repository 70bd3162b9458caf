"""`provenance verify`."""

import gzip
import io
import random
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.doors import Run, state
from tests.cli.shapes import has


def test_a_sound_store(run: Run, kept: Path, here: Path) -> None:
    before = state(here)
    said = run("--db", kept, "verify")
    assert (said.code, said.out, said.err) == (0, "", "2 articles checked, nothing amiss\n")
    assert run("--db", kept, "verify", "-o", "json").json == {"articles": 2, "findings": []}
    assert run("--db", kept, "verify", "-o", "jsonl").out == ""
    assert state(here) == before


def test_damage_is_named_and_exit_1(run: Run, kept: Path, here: Path) -> None:
    for file in here.rglob("*.gz"):
        file.unlink()
    with closing(sqlite3.connect(kept)) as raw:
        raw.execute("UPDATE credits SET quote = 'x' || quote")
        raw.commit()
    said = run("--db", kept, "verify")
    assert said.code == 1 and "evidence cap_" in said.out and "quote rdg_" in said.out
    found = run("--db", kept, "verify", "-o", "jsonl")
    assert found.code == 1 and len(found.rows) == len(said.out.splitlines())
    for row in found.rows:
        has(row, {"kind", "subject", "detail"})
    assert run("--db", kept, "verify", "-o", "json").json == {"articles": 2, "findings": found.rows}


def test_a_damaged_file(run: Run, kept: Path) -> None:
    data = bytearray(kept.read_bytes())
    half = len(data) // 2
    data[half : half + 200_000] = b"\xa5" * len(data[half : half + 200_000])
    kept.write_bytes(data)
    said = run("--db", kept, "verify")
    assert said.code == 1 and "Traceback" not in said.err and (said.out or said.err)


def test_no_database(run: Run, here: Path) -> None:
    said = run("--db", "nowhere.db", "verify")
    assert said.code == 1 and "nowhere.db" in said.complaint and not list(here.iterdir())


@pytest.mark.parametrize("form", ["csv", "html"])
def test_formats(run: Run, kept: Path, form: str) -> None:
    assert run("--db", kept, "verify", "-o", form).code == 2


def record(number: int, digest: str = "") -> bytes:
    """A record as another program writes it."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The ferry number %d left at noon.</p>" % number
    head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{number}\r\n{digest}"
    return (
        f"{head}Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"
    )


def packed(compression: int = zipfile.ZIP_STORED) -> bytes:
    """A package of two archives, one compressed in itself and one not."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as package:
        package.writestr("datapackage.json", "{}")
        package.writestr("archive/one.warc.gz", b"".join(gzip.compress(record(n)) for n in range(1, 4)))
        package.writestr("archive/two.warc", record(4) + record(5))
    return made.getvalue()


def parts(content: bytes) -> list[bytes] | None:
    """What is in the parts of a package, None where they cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return [package.read(name) for name in package.namelist()]
    except Exception:
        return None


def test_records_that_nothing_vouches_for_are_counted(run: Run, here: Path) -> None:
    right = "WARC-Block-Digest: sha256:" + "0" * 64 + "\r\n"
    (here / "plain.warc").write_bytes(record(1) + record(2) + record(3))
    said = run("verify", "plain.warc")
    assert said.code == 0 and "3 of the records carry no digest" in said.err and "3 sound records" in said.err
    (here / "packed.warc.gz").write_bytes(gzip.compress(record(1)) + gzip.compress(record(2)))
    assert run("verify", "packed.warc.gz", "-o", "json").json == {"records": 2, "unvouched": 0, "findings": []}
    (here / "wrong.warc").write_bytes(record(1) + record(2, right) + record(3))
    found = run("verify", "wrong.warc", "-o", "json")
    assert found.code == 1 and (found.json["records"], found.json["unvouched"]) == (2, 2)
    assert [f["detail"].partition(":")[0] for f in found.json["findings"]] == ["https"]


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_package_is_checked_part_by_part(run: Run, here: Path, compression: int) -> None:
    whole = packed(compression)
    (here / "a.wacz").write_bytes(whole)
    assert run("verify", "a.wacz", "-o", "json").json == {"records": 5, "unvouched": 0, "findings": []}
    chance = random.Random(20191104)
    begin = whole.index(b"archive/one.warc.gz") + len("archive/one.warc.gz")
    end = whole.index(b"PK\x01\x02")
    for _ in range(30):
        flipped = bytearray(whole)
        at = chance.randrange(begin, end)
        flipped[at] ^= 1 << chance.randrange(8)
        (here / "b.wacz").write_bytes(flipped)
        said = run("verify", "b.wacz")
        if parts(bytes(flipped)) != parts(whole):  # some bits of a package say nothing
            assert said.code == 1 and "b.wacz" in said.out and "Traceback" not in said.err, at
        (here / "b.wacz").write_bytes(whole[:at])
        assert run("verify", "b.wacz").code == 1

"""Bundles: made from a library, checked without one; every change is named, hostile zips are refused."""

import gzip
import hashlib
import io
import json
import re
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from provenance.cli import main
from provenance.errors import InputError
from provenance.glancing import check_warc
from provenance.library import Library
from provenance.reporting import bundle_check
from provenance.reporting.bundle import story_bundle
from provenance.reporting.bundle_check import BundleCheck, check_bundle, is_bundle
from provenance.settings import Settings
from tests.reporting.ferry import GAZETTE, PAGES

Parts = dict[str, bytes]


@pytest.fixture(scope="module")
def parts(kept: Library) -> Parts:
    """The files of a bundle by name."""
    content, line, missing = story_bundle(kept.store, kept.registry, GAZETTE)
    assert missing == ()
    with ZipFile(io.BytesIO(content)) as package:
        made = {name: package.read(name) for name in package.namelist()}
    assert made["CITATION.txt"].decode() == f"{line}\n"
    assert line.endswith(f"sha256:{hashlib.sha256(made['manifest.json']).hexdigest()}")
    return made


def written(folder: Path, parts: Parts, *more: ZipInfo) -> Path:
    file = folder / "story.zip"
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data, ZIP_STORED if name.endswith(".wacz") else ZIP_DEFLATED)
        for info in more:
            package.writestr(info, b"x")
    return file


def checked(folder: Path, parts: Parts, *more: ZipInfo) -> BundleCheck:
    return check_bundle(written(folder, parts, *more))


def named(found: BundleCheck) -> set[str]:
    return {f.subject for f in found.findings}


def vouched(parts: Parts) -> Parts:
    """The same files with a manifest and a citation that fit them, as somebody who hides a change would make them."""
    manifest = json.loads(parts["manifest.json"])
    for one in manifest["files"]:
        data = parts[one["path"]]
        one |= {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    head = json.dumps(manifest).encode()
    line = re.sub("[0-9a-f]{64}", hashlib.sha256(head).hexdigest(), parts["CITATION.txt"].decode())
    return {**parts, "manifest.json": head, "CITATION.txt": line.encode()}


def test_a_bundle_holds_what_the_report_rests_on_and_is_sound(parts: Parts, tmp_path: Path) -> None:
    found = checked(tmp_path, parts)
    assert found.findings == [] and found.captures == found.reread == len(PAGES) and found.quotes >= 6
    assert found.digest == hashlib.sha256(parts["manifest.json"]).hexdigest()
    assert found.files == len(parts) - 2 and len([n for n in parts if n.startswith("texts/")]) == len(PAGES)
    assert parts["index.html"].startswith(b"<!DOCTYPE html>") and json.loads(parts["report.json"])["name"] == "story"
    (tmp_path / "c.wacz").write_bytes(parts["captures.wacz"])
    wacz = check_warc(tmp_path / "c.wacz")
    assert wacz.findings == () and wacz.records == 1 + 2 * len(PAGES)


def test_the_package_of_captures_is_what_it_says(parts: Parts) -> None:
    with ZipFile(io.BytesIO(parts["captures.wacz"])) as package:
        about = json.loads(package.read("datapackage.json"))
        assert about["wacz_version"] == "1.1.1" and {r["path"] for r in about["resources"]} <= set(package.namelist())
        for one in about["resources"]:
            assert one["hash"] == f"sha256:{hashlib.sha256(package.read(one['path'])).hexdigest()}"
        digest = json.loads(package.read("datapackage-digest.json"))
        assert digest["hash"] == f"sha256:{hashlib.sha256(package.read('datapackage.json')).hexdigest()}"
        archive = package.read("archive/data.warc.gz")
        assert package.getinfo("archive/data.warc.gz").compress_type == ZIP_STORED
        listed = [json.loads(line.split(" ", 2)[2]) for line in package.read("indexes/index.cdx").decode().splitlines()]
    assert len(listed) == len(PAGES)
    for one in listed:
        begin, length = int(one["offset"]), int(one["length"])
        assert archive[begin : begin + 2] == b"\x1f\x8b" and begin + length <= len(archive)


NAMES = (
    "index.html",
    "report.json",
    "report.csv",
    "trace.json",
    "quotes.json",
    "captures.wacz",
    "manifest.json",
    "CITATION.txt",
    "texts/",
)


def whole(parts: Parts, name: str) -> str:
    return next(n for n in parts if n.startswith(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_file_is_named(parts: Parts, tmp_path: Path, name: str) -> None:
    name = whole(parts, name)
    middle = len(parts[name]) // 2
    changed = parts[name][:middle] + bytes([parts[name][middle] ^ 1]) + parts[name][middle + 1 :]
    if name == "CITATION.txt":
        changed = parts[name].replace(b"sha256:", b"sha256:0")
    found = checked(tmp_path, {**parts, name: changed})
    assert found.findings and (name in named(found) or name == "manifest.json")


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_is_named(parts: Parts, tmp_path: Path, name: str) -> None:
    name = whole(parts, name)
    left = {n: data for n, data in parts.items() if n != name}
    if name == "manifest.json":
        assert is_bundle(written(tmp_path, left)), "what is left of a bundle is told as one"
    assert name in named(checked(tmp_path, left))


def test_an_added_file_is_named(parts: Parts, tmp_path: Path) -> None:
    assert named(checked(tmp_path, {**parts, "more.html": b"x"})) == {"more.html"}


def change(parts: Parts, name: str, old: bytes, new: bytes) -> Parts:
    assert old in parts[name]
    return {**parts, name: parts[name].replace(old, new)}


def recited(parts: Parts, field: str, value: str) -> Parts:
    """The first cited capture with another value of a field."""
    manifest = json.loads(parts["manifest.json"])
    manifest["captures"][0][field] = value
    return {**parts, "manifest.json": json.dumps(manifest).encode()}


HIDDEN: dict[str, Callable[[Parts], Parts]] = {
    "a quotation": lambda p: change(p, "quotes.json", b"originally published", b"originally invented "),
    "a text": lambda p: change(p, whole(p, "texts/"), b"The ferry", b"The fairy"),
    "the digest of a capture": lambda p: recited(p, "sha256", "0" * 64),
    "a capture that is not there": lambda p: recited(p, "key", "cap_aaaaaaaaaaaaaaaa"),
    "the text of a capture": lambda p: recited(p, "text", "0" * 64),
    "no list of quotations": lambda p: {**p, "quotes.json": b"[[["},
}


@pytest.mark.parametrize("what", HIDDEN)
def test_a_change_hidden_by_new_digests_is_found_by_what_no_longer_fits(
    parts: Parts, tmp_path: Path, what: str
) -> None:
    assert checked(tmp_path, vouched(HIDDEN[what](parts))).findings


def test_a_text_that_the_capture_does_not_give_is_named_though_all_digests_fit(parts: Parts, tmp_path: Path) -> None:
    """The text, its name, the list of captures and every digest are made anew; the bytes still read otherwise."""
    name = whole(parts, "texts/")
    text = parts[name].replace(b"harbour at noon", b"harbour at nine")
    old, new = name[6:-4], hashlib.sha256(text).hexdigest()
    assert old != new
    made = {n.replace(old, new): (text if n == name else data) for n, data in parts.items()}
    made["manifest.json"] = made["manifest.json"].replace(old.encode(), new.encode())
    made["quotes.json"] = made["quotes.json"].replace(old.encode(), new.encode())
    found = checked(tmp_path, vouched(made))
    assert [f.detail for f in found.findings] == ["read again, its bytes give another text than the one in the bundle"]


def test_captures_of_another_extractor_are_not_read_again(parts: Parts, tmp_path: Path) -> None:
    manifest = json.loads(parts["manifest.json"])
    manifest["captures"] = [one | {"extractor": "0"} for one in manifest["captures"]]
    found = checked(tmp_path, vouched({**parts, "manifest.json": json.dumps(manifest).encode()}))
    assert found.findings == [] and (found.captures, found.reread) == (len(PAGES), 0)


def test_a_change_that_fits_everywhere_still_has_another_digest_than_the_one_cited(
    parts: Parts, tmp_path: Path
) -> None:
    found = checked(tmp_path, vouched(change(parts, "index.html", b"wire.example", b"fire.example")))
    assert found.findings == [] and found.digest != hashlib.sha256(parts["manifest.json"]).hexdigest()


def test_a_damaged_record_is_named_though_the_digests_were_made_anew(parts: Parts, tmp_path: Path) -> None:
    wacz = bytearray(parts["captures.wacz"])
    first = wacz.index(b"\x1f\x8b\x08")
    at = wacz.index(b"\x1f\x8b\x08", first + 3) + 60  # behind the record about the file the first page begins
    wacz[at] ^= 255
    found = checked(tmp_path, vouched({**parts, "captures.wacz": bytes(wacz)}))
    assert any(name.startswith("captures.wacz#") for name in named(found)) and found.captures == 0


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "a/../../evil", "a\\evil", "C:evil", "e\x1bvil"])
def test_names_that_lead_elsewhere_are_refused(parts: Parts, tmp_path: Path, name: str) -> None:
    found = checked(tmp_path, parts, ZipInfo(name))
    assert [f.detail for f in found.findings] == ["its name leads out of the bundle"]
    assert sorted(f.name for f in tmp_path.iterdir()) == ["story.zip"]


def test_links_and_doubles_are_refused(parts: Parts, tmp_path: Path) -> None:
    link = ZipInfo("link")
    link.external_attr = 0o120777 << 16
    assert named(checked(tmp_path, parts, link)) == {"link"}
    with pytest.warns(UserWarning, match="Duplicate name"):
        file = written(tmp_path, parts, ZipInfo("index.html"))
    assert "stands in the zip twice" in {f.detail for f in check_bundle(file).findings}


def test_bombs_are_not_unpacked(parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = checked(tmp_path, {**parts, "index.html": b"\0" * 40_000_000})
    assert named(found) == {"index.html"} and "longer than" in found.findings[0].detail
    monkeypatch.setattr(bundle_check, "MOST_HEAD", 100_000)
    found = checked(tmp_path, {**parts, "manifest.json": b" " * 200_000})
    assert any("larger than" in f.detail for f in found.findings)
    monkeypatch.undo()
    monkeypatch.setattr(bundle_check, "MOST_BYTES", 20_000)
    assert any("unpacks to more" in f.detail for f in checked(tmp_path, parts).findings)
    monkeypatch.setattr(bundle_check, "MOST_FILES", 3)
    assert any("holds more than 3 files" in f.detail for f in checked(tmp_path, parts).findings)


def test_captures_packed_again_are_not_looked_into(parts: Parts, tmp_path: Path) -> None:
    file = tmp_path / "story.zip"
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    assert {f.detail for f in check_bundle(file).findings} == {"was packed again; it is not looked into"}


@pytest.mark.parametrize(
    "manifest",
    [b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"schema": "provenance.bundle/1", "files": 3, "captures": [1]}'],
)
def test_a_manifest_that_is_none(parts: Parts, tmp_path: Path, manifest: bytes) -> None:
    assert checked(tmp_path, {**parts, "manifest.json": manifest}).findings


def test_what_is_no_zip(tmp_path: Path, parts: Parts) -> None:
    (tmp_path / "x.zip").write_bytes(b"not a zip")
    assert not is_bundle(tmp_path / "x.zip")
    with pytest.raises(InputError):
        check_bundle(tmp_path / "x.zip")
    # Of a zip that is cut off the package of captures inside may be found; it has no manifest.
    (tmp_path / "x.zip").write_bytes(written(tmp_path, parts).read_bytes()[:-40])
    assert not is_bundle(tmp_path / "x.zip")


def test_the_doors(kept: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "story.zip"
    where = ("--db", kept.store.db, "--evidence", str(kept.store.evidence.folder))

    def called(*argv: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(list(argv))
        said = capsys.readouterr()
        return code, said.out, said.err

    code, out, _ = called(*where, "report", "story", GAZETTE, "--bundle", str(file))
    assert code == 0 and out.count("\n") == 1 and "Bundle sha256:" in out
    code, _, err = called(*where, "report", "story", GAZETTE, "--bundle", str(file))
    assert code == 2 and "is there already" in err
    code, out, err = called("--db", str(tmp_path / "no.db"), "verify", str(file), "-o", "json")
    told: Any = json.loads(out)
    assert code == 0 and told["findings"] == [] and told["captures"] == 5 and "must name sha256:" in err
    data = file.read_bytes()
    file.write_bytes(
        data.replace(b"<!DOCTYPE", b"<!doctype") if b"<!DOCTYPE" in data else data[:3000] + b"x" + data[3001:]
    )
    code, out, _ = called("verify", str(file))
    assert code == 1 and out.startswith("bundle ")


def test_what_cannot_be_packed_is_named(kept: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from provenance.errors import StoreError

    def gone(capture: str) -> bytes:
        raise StoreError("evidence is missing")

    monkeypatch.setattr(kept.store, "records_of", gone)
    content, _, missing = story_bundle(kept.store, kept.registry, GAZETTE)
    (tmp_path / "s.zip").write_bytes(content)
    assert len(missing) == len(PAGES) and all("evidence is missing" in m for m in missing)
    assert check_bundle(tmp_path / "s.zip").captures == 0


class _Gzipped(BaseHTTPRequestHandler):
    """Answers every address with one page, in a content coding."""

    def do_GET(self) -> None:
        body = gzip.compress(PAGES[GAZETTE].encode())
        self.send_response(404 if self.path == "/robots.txt" else 200)
        for name, value in (
            ("Content-Type", "text/html"),
            ("Content-Encoding", "gzip"),
            ("Content-Length", str(len(body))),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_fetched_page_is_packed_as_it_came_and_read_again(tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Gzipped) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/ferry"
        with Library(Settings(str(tmp_path / "n.db"), allow_private=True)) as library:
            assert library.add(url).status == "new"
            content, _, missing = story_bundle(library.store, library.registry, url)
        server.shutdown()
    (tmp_path / "s.zip").write_bytes(content)
    found = check_bundle(tmp_path / "s.zip")
    assert missing == () and found.findings == [] and (found.captures, found.reread) == (1, 1)
    with ZipFile(io.BytesIO(content)) as package, ZipFile(io.BytesIO(package.read("captures.wacz"))) as captures:
        index = captures.read("indexes/index.cdx").decode()
    assert f'"url": "{url}"' in index and '"status": "200"' in index and '"mime": "text/html"' in index

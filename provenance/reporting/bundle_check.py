"""Whether a bundle is as it was made: every file against its digest, every quotation in its text, every capture sound.

Needs no database. What comes from the zip is taken for hostile: names that lead elsewhere, files that unpack to
more than they say, digests of digests that do not fit are named, and nothing is written to disk.
"""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from provenance.errors import InputError
from provenance.records.article import EXTRACTOR_VERSION
from provenance.records.bundle import CAPTURES, CITATION, MANIFEST, QUOTES, SCHEMA
from provenance.records.capture import Capture
from provenance.records.held import Finding
from provenance.store.evidence.bundled import captures_in
from provenance.store.evidence.checking import check_package
from provenance.text import sha256_text

MOST_FILES = 5000
MOST_BYTES = 2 * 1024**3
"""Bytes a whole bundle may unpack to."""
MOST_HEAD = 16 * 1024**2
"""Bytes of the manifest, the citation, and the list of quotations."""
_STEP = 1 << 20
_BROKEN = (BadZipFile, EOFError, zlib.error, RuntimeError, NotImplementedError, OSError)


@dataclass(slots=True)
class BundleCheck:
    """What came of checking: how much was looked at, the digest a citation must name, and what is amiss."""

    digest: str | None = None
    files: int = 0
    quotes: int = 0
    outside: int = 0
    captures: int = 0
    reread: int = 0
    findings: list[Finding] = field(default_factory=list)

    def amiss(self, subject: str, detail: str) -> None:
        """Note one thing that is not as it was made."""
        self.findings.append(Finding("bundle", subject[:300], detail))


def is_bundle(path: Path) -> bool:
    """Whether a file is a zip with the manifest of a bundle, or with so much of one that its manifest is missed."""
    try:
        with ZipFile(path) as package:
            names = frozenset(package.namelist())
    except _BROKEN:
        return False
    return MANIFEST in names or {CITATION, QUOTES} <= names


def check_bundle(path: Path) -> BundleCheck:
    """Check a bundle; raises InputError where it cannot be read at all."""
    found = BundleCheck()
    try:
        with ZipFile(path) as package:
            _check(package, found)
    except _BROKEN as error:
        raise InputError("parser_failed", f"{path}: not a readable bundle ({str(error)[:160]})") from error
    return found


def _check(package: ZipFile, found: BundleCheck) -> None:
    parts = _parts(package, found)
    head = _read(package, parts.get(MANIFEST), MOST_HEAD, found)
    manifest = _loaded(head, MANIFEST, dict, found)
    if head is None or manifest is None or manifest.get("schema") != SCHEMA:
        found.amiss(MANIFEST, "is missing or not that of a bundle; nothing else can be trusted")
        return
    found.digest = hashlib.sha256(head).hexdigest()
    _cited(_read(package, parts.get(CITATION), MOST_HEAD, found), found)
    named = {str(f.get("path")): f for f in _dicts(manifest.get("files"))}
    for name in sorted(set(parts) - set(named) - {MANIFEST, CITATION}):
        found.amiss(name, "was added: the manifest does not name it")
    texts = _files(package, parts, named, found)
    _quotations(package, parts, texts, found)
    _captures(package, parts, _dicts(manifest.get("captures")), texts, found)


def _parts(package: ZipFile, found: BundleCheck) -> dict[str, ZipInfo]:
    """The files of the zip by name; hostile names, doubles, and more than a bundle can hold are named and left alone."""
    parts: dict[str, ZipInfo] = {}
    total = 0
    for info in package.infolist()[:MOST_FILES]:
        total += info.file_size
        if why := _hostile(info):
            found.amiss(info.filename, why)
        elif info.filename in parts:
            found.amiss(info.filename, "stands in the zip twice")
        elif total > MOST_BYTES:
            found.amiss(
                info.filename, f"unpacks to more than {MOST_BYTES // 1024**3} GiB with those before it; not read"
            )
        else:
            parts[info.filename] = info
    if len(package.infolist()) > MOST_FILES:
        found.amiss(str(package.filename), f"holds more than {MOST_FILES} files; the others were not read")
    return parts


def _hostile(info: ZipInfo) -> str | None:
    name = info.filename
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") or not name.isprintable():
        return "its name leads out of the bundle"
    if (info.external_attr >> 16) & 0o170000 == 0o120000:
        return "is a link to another file"
    if info.flag_bits & 1:
        return "is encrypted"
    return None


def _read(package: ZipFile, info: ZipInfo | None, most: int, found: BundleCheck) -> bytes | None:
    """A small file of the zip, None where it is missing, damaged, or unpacks to more than it may."""
    if info is None:
        return None
    try:
        with package.open(info) as stream:
            data = stream.read(most + 1)
    except _BROKEN as error:
        found.amiss(info.filename, f"is damaged ({str(error)[:120]})")
        return None
    if len(data) > most:
        found.amiss(info.filename, f"is larger than {most} bytes; not read")
        return None
    return data


def _loaded(data: bytes | None, name: str, kind: type, found: BundleCheck) -> Any:
    if data is None:
        return None
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        found.amiss(name, "is no JSON")
        return None
    return value if isinstance(value, kind) else None


def _dicts(value: object) -> list[Mapping[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def _cited(line: bytes | None, found: BundleCheck) -> None:
    if line is None:
        found.amiss(CITATION, "is missing")
    elif f"sha256:{found.digest}".encode() not in line:
        found.amiss(CITATION, f"names another manifest than the one here, sha256:{found.digest}")


def _files(
    package: ZipFile, parts: Mapping[str, ZipInfo], named: Mapping[str, Mapping[str, Any]], found: BundleCheck
) -> dict[str, str]:
    """Every named file against its digest; returns the texts by their digest."""
    texts: dict[str, str] = {}
    for name, about in sorted(named.items()):
        if name not in parts:
            found.amiss(name, "is missing")
            continue
        keep = io.BytesIO() if name.startswith("texts/") else None
        digest, why = _digest(package, parts[name], about.get("bytes"), keep)
        if why or digest != about.get("sha256"):
            found.amiss(name, why or "was changed: its digest is not the one in the manifest")
            continue
        found.files += 1
        if keep is not None:
            text = keep.getvalue().decode("utf-8", "replace")
            texts[name.removeprefix("texts/").removesuffix(".txt")] = text
            if name != f"texts/{digest}.txt":
                found.amiss(name, "is not called by the digest of its text")
    return texts


def _digest(package: ZipFile, info: ZipInfo, stated: object, keep: io.BytesIO | None) -> tuple[str, str | None]:
    """The digest of a file, read no farther than its stated size, and what is wrong with it."""
    made, size = hashlib.sha256(), 0
    most = stated if isinstance(stated, int) and not isinstance(stated, bool) else 0
    try:
        with package.open(info) as stream:
            while block := stream.read(_STEP):
                size += len(block)
                if size > most:
                    return "", f"was changed: it is longer than the {most} bytes in the manifest"
                made.update(block)
                if keep is not None:
                    keep.write(block)
    except _BROKEN as error:
        return "", f"is damaged ({str(error)[:120]})"
    return made.hexdigest(), None


def _quotations(package: ZipFile, parts: Mapping[str, ZipInfo], texts: Mapping[str, str], found: BundleCheck) -> None:
    """Every quotation verbatim at its place."""
    listed = _loaded(_read(package, parts.get(QUOTES), MOST_HEAD, found), QUOTES, list, found)
    for one in _dicts(listed):
        start, end, quote = one.get("start"), one.get("end"), one.get("quote")
        if not isinstance(start, int) or not isinstance(end, int):
            found.outside += 1
            continue
        text = texts.get(str(one.get("text")))
        if text is None or text[start:end] != quote:
            found.amiss(str(one.get("subject")), f"its quotation does not stand at {start} to {end} of its text")
        else:
            found.quotes += 1


def _captures(
    package: ZipFile, parts: Mapping[str, ZipInfo], cited: Sequence[Mapping[str, Any]], texts: Mapping[str, str], found: BundleCheck
) -> None:  # fmt: skip
    """Every record of the captures sound, and every cited capture there with the bytes the report read."""
    info = parts.get(CAPTURES)
    if info is None:
        return
    if info.compress_type != 0:
        found.amiss(CAPTURES, "was packed again; it is not looked into")
        return
    try:
        with package.open(info) as stream:
            found.findings += check_package(CAPTURES, stream).findings  # type: ignore[arg-type]
        with package.open(info) as stream:
            there = {c.key: c for c in captures_in(stream)}  # type: ignore[arg-type]
    except _BROKEN as error:
        found.amiss(CAPTURES, f"is damaged ({str(error)[:120]})")
        return
    again: list[tuple[Capture, str]] = []
    for one in cited:
        key = str(one.get("key"))
        if key not in there:
            found.amiss(key, f"the capture of {str(one.get('name'))[:80]} is not in {CAPTURES}")
        elif there[key].sha256 != one.get("sha256"):
            found.amiss(key, "its bytes are not those the report was read from")
        elif str(one.get("text")) not in texts:
            found.amiss(key, "the text that was read in it is missing")
        else:
            found.captures += 1
            if str(one.get("extractor")).partition("+")[0] == EXTRACTOR_VERSION:
                again.append((there[key], str(one["text"])))
    _read_again(again, found)


def _read_again(cited: Sequence[tuple[Capture, str]], found: BundleCheck) -> None:
    """The text of every capture as this program reads it, where it is the same version that read it before."""
    from provenance.outlets.registry import load
    from provenance.pipeline import read_all

    if not cited:
        return
    readings = read_all([capture for capture, _ in cited], load(), statements=False)
    for (capture, text), (_, reading) in zip(cited, readings, strict=True):
        read = sha256_text(reading.document.text) if reading.document else None
        if read != text:
            found.amiss(capture.key, "read again, its bytes give another text than the one in the bundle")
        else:
            found.reread += 1


def lines(found: BundleCheck) -> Iterator[str]:
    """What was checked, for a person."""
    yield f"{found.files} files, {found.captures} captures and {found.quotes} quotations are as they were made."
    if found.captures:
        other = found.captures - found.reread
        rest = f"; {other} were read by another version of the extractor" if other else ""
        yield f"Read again with the same text: {found.reread} of {found.captures}{rest}."
    if found.outside:
        yield f"{found.outside} quotations stand outside the visible text (metadata, addresses) and were not looked up."
    if found.digest:
        yield f"The citation of this bundle must name sha256:{found.digest}; compare it with the one you were given."

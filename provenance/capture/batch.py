"""Many inputs in one file: JSON lines, a table, or a list of paths.

Read one item at a time, never the whole; a broken row fails alone and the batch goes on.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import fields
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from provenance.capture import presets
from provenance.capture.files import take, take_bytes
from provenance.capture.patient import patient
from provenance.errors import BadDateError, InputError, UsageError
from provenance.records.capture import Capture, FailedInput, Given
from provenance.text import storable
from provenance.urls import is_url

MAX_LINE = 64 * 1024 * 1024
"""Most bytes of one line of a batch."""

_GIVEN = tuple(f.name for f in fields(Given))
FIELDS = ("id", "path", "html", "text", *_GIVEN)
"""Names an item may have; others are counted in `Batch.unknown_fields`."""

_UNICODE = {
    "html": (("content-type", "text/html; charset=utf-8"),),
    "text": (("content-type", "text/plain; charset=utf-8"),),
}
Item = Capture | FailedInput
Fetch = Callable[[str, Given, str], Item]
"""Fetches an address for an item that has nothing else; takes what is given and the item's id."""


class Batch(Iterator[Item]):
    """The inputs of a batch in order. `unknown_fields` counts names nobody asked for, as read so far."""

    def __init__(self, source: str, mapping: Mapping[str, str], fetch: Fetch | None = None) -> None:
        self.unknown_fields: Counter[str] = Counter()
        self._preset = presets.named(mapping.get("preset"))
        self._mapping = {ours: theirs for ours, theirs in mapping.items() if ours != "preset"}
        self._seen: set[int] = set()
        self._fetch = fetch
        self._folder = Path() if source == "-" else Path(source).parent
        self._items = self._read(source)

    def __next__(self) -> Item:
        return next(self._items)

    def _read(self, source: str) -> Iterator[Item]:
        kind = ".jsonl" if source == "-" else Path(source).suffix.lower()
        if kind not in (".jsonl", ".csv", ".tsv", ".txt"):
            raise UsageError(
                f"{source}: a batch is a .jsonl, .csv, .tsv or .txt file, or - for JSON lines on standard input"
            )
        opened = _open(source)
        rows = {".jsonl": self._jsonl, ".csv": self._csv, ".tsv": self._csv, ".txt": self._list}[kind]

        def run() -> Iterator[Item]:
            with opened as stream:
                yield from rows(_lines(stream))

        return run()

    def _jsonl(self, lines: Iterator[tuple[int, bytes | None]]) -> Iterator[Item]:
        for number, line in lines:
            name = f"line {number}"
            if line is None:
                yield FailedInput(name, "too_large", f"{name}: longer than {MAX_LINE // 1024**2} MiB", Given())
            elif line.strip():
                try:
                    row = json.loads(line.decode("utf-8-sig"))
                except (ValueError, RecursionError) as error:
                    yield FailedInput(name, "parser_failed", f"{name}: is no JSON ({str(error)[:120]})", Given())
                    continue
                if isinstance(row, dict):
                    yield from self._row(row, row, name)
                else:
                    yield FailedInput(name, "parser_failed", f"{name}: is no JSON object", Given())

    def _csv(self, lines: Iterator[tuple[int, bytes | None]]) -> Iterator[Item]:
        csv.field_size_limit(MAX_LINE)
        decoded = (
            (line or b"").decode("utf-8-sig" if n == 1 else "utf-8", "replace").replace("\0", "\ufffd")
            for n, line in lines
        )
        first = next(decoded, "")
        layout = presets.layout_of(first)
        reader = csv.DictReader(
            chain((first,), decoded), layout.columns, delimiter=layout.delimiter, quoting=layout.quoting, strict=True
        )
        columns = reader.fieldnames or []
        if self._preset:
            self._preset.check(columns)
        missing = [
            f"{ours}={theirs}" for ours, theirs in self._mapping.items() if theirs not in columns or ours not in FIELDS
        ]
        if missing:
            raise UsageError(
                f"--map {' '.join(missing)}: no such column or field; the columns are {', '.join(columns)}"
            )
        back = {theirs: ours for ours, theirs in self._mapping.items()}
        while True:
            try:
                row = next(reader, None)
            except csv.Error as error:
                name = f"line {reader.line_num}"
                yield FailedInput(name, "parser_failed", f"{name}: {error}", Given())
                continue
            if row is None:
                return
            name = f"line {reader.line_num}"
            if None in row:
                yield FailedInput(name, "parser_failed", f"{name}: more fields than the header has columns", Given())
            else:
                yield from self._row(row, {back.get(k, k): v or None for k, v in row.items()}, name)

    def _row(self, theirs: Mapping[str, Any], ours: Mapping[str, Any], name: str) -> Iterator[Item]:
        """The item of one row, read by the preset where there is one; what is mapped by hand outranks it."""
        if self._preset:
            by_hand = {k: v for k, v in ours.items() if k in self._mapping and v}
            ours = self._preset.row({k: str(v) for k, v in theirs.items() if v is not None}) | by_hand
            if self._preset.once and (url := ours.get("url")):
                # A set of hashes, not of addresses: a day of GDELT names 200,000.
                if hash(url) in self._seen:
                    return
                self._seen.add(hash(url))
        yield self._item(ours, name)

    def _list(self, lines: Iterator[tuple[int, bytes | None]]) -> Iterator[Item]:
        for number, line in lines:
            target = (line or b"").decode("utf-8-sig", "replace").strip()
            if target and not target.startswith("#"):
                fields_ = {"url": target} if is_url(target) else {"path": target}
                yield self._item({"id": target, **fields_}, f"line {number}")

    def _item(self, row: Mapping[str, object], name: str) -> Item:
        """One row as a capture, or as what is wrong with it."""
        self.unknown_fields.update(str(k) for k in row if k not in FIELDS)
        values = {k: v for k in FIELDS if (v := row.get(k)) is not None}
        label = str(values.pop("id", None) or name)
        bad = [k for k, v in values.items() if not isinstance(v, str)]
        if bad:
            return FailedInput(label, "parser_failed", f"{name}: {', '.join(bad)} must be text", Given())
        text = {k: storable(str(v)) for k, v in values.items()}
        given = Given(**{k: v for k in _GIVEN if (v := text.get(k))})
        try:
            return self._capture(text, given, label)
        except InputError as error:
            return FailedInput(label, error.reason, error.detail, given)
        except BadDateError as error:
            return FailedInput(label, "parser_failed", f"{name}: {error}", given)

    def _capture(self, text: Mapping[str, str], given: Given, label: str) -> Item:
        if "html" in text:
            return take_bytes(
                text["html"].encode(), given=given, id=label, name="", media="html", headers=_UNICODE["html"]
            )
        if "text" in text:
            return take_bytes(
                text["text"].encode(), given=given, id=label, name="", media="text", headers=_UNICODE["text"]
            )
        if "path" in text and text["path"] != "-":
            return take(str(self._folder / text["path"]), given=given, id=label)
        if given.url and self._fetch:
            return self._fetch(given.url, given, label)
        if given.url:
            return take(given.url, given=given, id=label)
        raise InputError("empty", f"{label}: has none of path, html, text, url")


def read_batch(source: str, mapping: Mapping[str, str], fetch: Fetch | None = None) -> Batch:
    """The inputs of a batch, in order: a Capture each, or a FailedInput that says what is wrong.

    `source` is a .jsonl, .csv or .tsv (`mapping` maps our field names to its columns; its `preset` names
    one of `capture.presets`) or .txt file (one
    path or address a line, `#` begins a comment), or `-` for JSON lines on standard input. An
    item's id is its own, else `line N`; items that have only an address are given to `fetch`. Relative
    paths are relative to the batch file. Raises InputError where the batch itself cannot be opened,
    UsageError for another kind of file or a mapping that fits no column.
    """
    return Batch(source, mapping, fetch)


def _open(source: str) -> AbstractContextManager[BinaryIO]:
    if source == "-":
        return nullcontext(patient(sys.stdin.buffer))
    try:
        return Path(source).open("rb")
    except OSError as error:
        raise InputError("not_found", f"{source}: the batch cannot be read ({error.strerror})") from error


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None for one that is too long, which is skipped in bounded pieces."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) <= MAX_LINE:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE)
        yield number, None

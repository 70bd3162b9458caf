"""Files of ratings as others publish them: CSV, TSV, JSON. What is not understood is counted, nothing is dropped in silence."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from provenance.errors import DataFileError, UsageError
from provenance.outlets.csvfile import read_bytes
from provenance.records.rating import RatedHost, RatingFile
from provenance.text import storable
from provenance.urls import host_of

HOSTS = ("host", "domain", "url", "website", "site", "source_url", "homepage")
VALUES = (
    "rating", "score", "value", "label", "pc1", "bias", "factual", "fact", "reporting", "credibility", "reliability", "status", "type",
)  # fmt: skip
"""Names of columns that are taken where the user names none."""
_LONGEST = 1000
_FORMULA = ("=", "+", "@", "\t")


def read(path: Path, mapping: Sequence[tuple[str, str]] = ()) -> RatingFile:
    """Read a file of ratings; `mapping` says which column is `host` and which are `value`.

    Raises DataFileError for a file that cannot be read or has no such columns, UsageError for a mapping of other names.
    """
    content = read_bytes(path)
    noted: Counter[str] = Counter()
    rows = list(_rows(path, content, noted))
    left_out: Counter[str] = Counter()
    columns = list(dict.fromkeys(name for row in rows if isinstance(row, Mapping) for name in row))
    host, values = _chosen(path, columns, mapping)
    found: dict[tuple[str, str, str], RatedHost] = {}
    for row in rows:
        for one in _rated(row, host, values, left_out, noted):
            if found.setdefault((one.host, one.scheme, one.value), one) is not one:
                noted["said twice of one host (www. aside), kept once"] += 1
    return RatingFile(
        path.name, hashlib.sha256(content).hexdigest(), len(rows), tuple(found.values()), dict(left_out), dict(noted)
    )


def _rows(path: Path, content: bytes, noted: Counter[str]) -> Iterator[Mapping[str, Any] | None]:
    """The rows as columns and values; None for one that has another number of cells than the first, or is no object."""
    text = _text(path, content, noted)
    if path.suffix.lower() in (".json", ".jsonl", ".ndjson") or text.lstrip()[:1] in ("[", "{"):
        yield from _objects(path, text)
        return
    first = text.split("\n", 1)[0]
    delimiter = max("\t;,", key=first.count) if path.suffix.lower() != ".tsv" else "\t"
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        head = [name.strip() for name in next(reader, [])]
        if len(head) < 2 or len(set(head)) < len(head):
            raise DataFileError(f"{path.name}: the first row must name at least two columns, each once")
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield dict(zip(head, cells, strict=True)) if len(cells) == len(head) else None
    except csv.Error as error:
        raise DataFileError(f"{path.name}, row {reader.line_num}: {error}; check the quotation marks there") from error


def _text(path: Path, content: bytes, noted: Counter[str]) -> str:
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if content.startswith(mark):
            try:
                text = content.decode(name)
                break
            except UnicodeDecodeError:
                continue
    else:
        noted["not UTF-8: read as windows-1252"] = 1
        text = content.decode("cp1252", "replace")
    if "\0" in text:
        raise DataFileError(f"{path.name} is no text; save it as CSV in UTF-8")
    return text


def _objects(path: Path, text: str) -> Iterator[Mapping[str, Any] | None]:
    try:
        whole: Any = None if path.suffix.lower() in (".jsonl", ".ndjson") else json.loads(text)
    except (ValueError, RecursionError):
        whole = None
    if whole is None:
        try:
            whole = [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError) as error:
            raise DataFileError(f"{path.name} is no sound JSON: {str(error)[:100]}") from None
    if isinstance(whole, dict):
        lists = [v for v in whole.values() if isinstance(v, list)]
        if len(whole) == 1 and lists:
            whole = lists[0]
        else:
            whole = [{"host": key, **(v if isinstance(v, dict) else {"value": v})} for key, v in whole.items()]
    if not isinstance(whole, list):
        raise DataFileError(f"{path.name} is neither a list of objects nor an object by host")
    yield from (row if isinstance(row, dict) else None for row in whole)


def _chosen(path: Path, columns: Sequence[str], mapping: Sequence[tuple[str, str]]) -> tuple[str, tuple[str, ...]]:
    """The column of the host and those of values."""
    wrong = next((ours for ours, _ in mapping if ours not in ("host", "value")), None)
    if wrong is not None:
        raise UsageError(f"--map {wrong}=...: only host=COLUMN and value=COLUMN can be said, value several times")
    if not columns:
        raise DataFileError(f"{path.name}: below the first row there is no sound row; is a quotation mark left open?")
    there = ", ".join(columns[:30])
    missing = next((theirs for _, theirs in mapping if theirs not in columns), None)
    if missing is not None:
        raise DataFileError(f"{path.name} has no column {missing[:80]!r}; it has {there}")
    by_name = {name.strip().lower(): name for name in reversed(columns)}
    hosts = [theirs for ours, theirs in mapping if ours == "host"] or [by_name[n] for n in HOSTS if n in by_name]
    values = [theirs for ours, theirs in mapping if ours == "value"] or [by_name[n] for n in VALUES if n in by_name]
    if not hosts or not values:
        kind = "host=COLUMN" if not hosts else "value=COLUMN"
        raise DataFileError(f"{path.name}: say with --map {kind} which column it is; it has {there}")
    return hosts[0], tuple(dict.fromkeys(values))


def _rated(
    row: Mapping[str, Any] | None, host: str, values: Iterable[str], left_out: Counter[str], noted: Counter[str]
) -> Iterator[RatedHost]:
    if row is None:
        left_out["another number of cells than the first row, or no object"] += 1
        return
    where = _host(row.get(host))
    if where is None:
        left_out["no host" if not str(row.get(host) or "").strip() else "not the name of a host"] += 1
        return
    given = 0
    for scheme in values:
        value = _value(row.get(scheme))
        if not value:
            continue
        if value.startswith(_FORMULA):
            noted["values that begin like a formula, kept as text"] += 1
        given += 1
        yield RatedHost(where, storable(scheme)[:_LONGEST], value, number(value))
    if not given:
        left_out["no value"] += 1


def _host(given: object) -> str | None:
    text = str(given or "").strip().lower()
    if not text or any(c.isspace() for c in text):
        return None
    try:
        host = host_of(text if "://" in text else f"https://{text}")
    except ValueError:
        return None
    if not host or "." not in host or len(host) > 255 or not all(c.isalnum() or c in "-._" for c in host):
        return None
    return host.removeprefix("www.")


def _value(given: object) -> str:
    if given is None or given == "":
        return ""
    text = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)
    return storable(" ".join(text.split()))[:_LONGEST]


def number(value: str) -> float | None:
    """A rating as a number, None where it is none."""
    try:
        found = float(value)
    except ValueError:
        return None
    return found if math.isfinite(found) else None

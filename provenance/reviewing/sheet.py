"""The coding sheet on its way out and back: a table for a spreadsheet program, or JSON lines.

Cells that a spreadsheet program would take for a formula get an apostrophe in front, which reading
them back takes off again.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from provenance.errors import InputError
from provenance.records.review import KINDS, Coded, Refused
from provenance.report.formulas import neutral, restored
from provenance.text import storable

SHOWN = ("key", "url", "language", "title", "head", "tail")
MACHINE = ("machine_kind", "machine_name", "machine_confidence")
ASKED = ("origin_kind", "origin_name", "relation", "notes", "coder")
COLUMNS = (*SHOWN, *MACHINE, *ASKED, "sample")
MOST_BYTES = 64 * 1024 * 1024
MOST_ROWS = 100_000
LONGEST = 20_000
"""Most characters of a cell that is kept of what a coder wrote."""


@dataclass(slots=True)
class Filled:
    """A sheet read back: coded rows by key, rows that cannot be used, those left empty, columns nobody knows."""

    coded: dict[str, Coded] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    rows: int = 0
    empty: int = 0
    unknown: Counter[str] = field(default_factory=Counter)


def as_csv(rows: Iterable[Mapping[str, str]], columns: Sequence[str]) -> bytes:
    """The rows as a table in UTF-8, marked as such for spreadsheet programs."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: neutral(row.get(name, "")) for name in columns} for row in rows)
    return out.getvalue().encode("utf-8-sig")


def read_sheet(name: str, content: bytes) -> Filled:
    """Read a filled-in sheet, a table or JSON lines; `name` is what errors call it.

    A comma, semicolon or tab may part the cells: spreadsheet programs differ. Rows without a known
    code are refused with the reason, as is a second row of an article that says something else.
    Raises InputError for what is no such sheet.
    """
    if len(content) > MOST_BYTES:
        raise InputError("too_large", f"{name}: longer than {MOST_BYTES // 1024**2} MiB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("bad_charset", f"{name}: is not UTF-8; save the sheet as CSV (UTF-8)") from error
    found = Filled()
    for line, row in _jsonl(text) if text.lstrip().startswith("{") else _table(name, text):
        found.rows += 1
        if found.rows > MOST_ROWS:
            raise InputError("too_large", f"{name}: more than {MOST_ROWS:,} rows; split the file")
        _take(found, line, row)
    return found


def _table(name: str, text: str) -> Iterator[tuple[int, Mapping[str, str] | str]]:
    csv.field_size_limit(MOST_BYTES)
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        missing = [c for c in ("key", "origin_kind", "origin_name") if c not in (reader.fieldnames or ())]
        if missing:
            raise InputError("parser_failed", f"{name}: is no coding sheet, it has no column {', '.join(missing)}")
        for row in reader:
            if None in row:
                yield reader.line_num, "more cells than the first line has columns"
            else:
                yield reader.line_num, {k: restored(v or "") for k, v in row.items()}
    except csv.Error as error:
        raise InputError("parser_failed", f"{name}: line {reader.line_num}: {error}") from error


def _jsonl(text: str) -> Iterator[tuple[int, Mapping[str, str] | str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            yield number, "is no JSON"
            continue
        if not isinstance(row, dict) or not all(v is None or isinstance(v, str) for v in row.values()):
            yield number, "is no JSON object of texts"
        else:
            yield number, {k: v or "" for k, v in row.items()}


def _take(found: Filled, line: int, row: Mapping[str, str] | str) -> None:
    """Sort one row in."""
    if isinstance(row, str):
        found.refused.append(Refused(line, "", row))
        return
    found.unknown.update(k for k in row if k not in COLUMNS)
    key = row.get("key", "").strip()
    said = {name: storable(row.get(name, "").strip())[:LONGEST] or None for name in ASKED}
    kind = (said["origin_kind"] or "").casefold().replace(" ", "_")
    if not kind and not said["origin_name"]:
        if key:
            found.empty += 1
        elif any(row.values()):
            found.refused.append(Refused(line, "", "has no key"))
        return
    one = Coded(line, key, kind, said["origin_name"], said["relation"], said["notes"], said["coder"])
    if why := _wrong(one, found.coded.get(key)):
        found.refused.append(Refused(line, key[:80], why))
    else:
        found.coded.setdefault(key, one)


def _wrong(one: Coded, before: Coded | None) -> str | None:
    if one.kind not in KINDS:
        return f"origin_kind {one.kind[:40]!r} is not one of {', '.join(KINDS)}"
    if before is not None and (before.kind, before.name) != (one.kind, one.name):
        return f"the article was coded otherwise in line {before.line}; that one counts"
    return None

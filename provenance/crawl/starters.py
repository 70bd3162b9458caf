"""Lists of sources to begin with: those that are shipped, and files of one's own in the same form or as plain addresses."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from provenance.errors import DataFileError, UsageError
from provenance.records.base import Record
from provenance.urls import is_url

COLUMNS = ("name", "country", "kind", "url")


@dataclass(frozen=True, slots=True)
class Starter(Record):
    """An outlet one may begin to watch; the address is that of its site."""

    name: str
    country: str
    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class StarterList(Record):
    """A shipped list: its name, what it is of, and its outlets."""

    name: str
    title: str
    outlets: tuple[Starter, ...]


def folder() -> Path | None:
    """Where the shipped lists lie: inside an installed package, or beside it in a checkout; None where they are missing."""
    package = Path(__file__).resolve().parents[1]
    return next((f for f in (package / "_seeds" / "sources", package.parent / "seeds" / "sources") if f.is_dir()), None)


def starter_lists() -> tuple[StarterList, ...]:
    """The shipped lists, by name. Raises DataFileError for one that is malformed."""
    where = folder()
    return tuple(read_list(file) for file in sorted(where.glob("*.csv"))) if where else ()


def read_list(file: Path) -> StarterList:
    """A list in the form of the shipped ones: a title after `#`, then a table. Raises DataFileError."""
    first, *rest = file.read_text(encoding="utf-8").splitlines()
    table = csv.DictReader(rest)
    rows = list(table)
    if not first.startswith("# ") or tuple(table.fieldnames or ()) != COLUMNS:
        raise DataFileError(f"{file.name}: it begins with `# title` and then the columns {', '.join(COLUMNS)}")
    for number, row in enumerate(rows, 3):
        if None in row or not all(row[name] for name in COLUMNS) or not is_url(row["url"]):
            raise DataFileError(f"{file.name}, line {number}: {', '.join(COLUMNS)} are wanted, url with https://")
    return StarterList(file.stem, first[2:].strip(), tuple(Starter(**row) for row in rows))


def addresses_of(ref: str) -> tuple[str, ...]:
    """The addresses of a file or of a shipped list by its name.

    A .csv file has a column `url`; another one an address a line, `#` begins a remark. Raises UsageError where there is neither.
    """
    file = Path(ref)
    if not file.exists():
        lists = {one.name: one for one in starter_lists()}
        if ref not in lists:
            raise UsageError(
                f"--from {ref[:200]}: no such file, and no such list; there are {', '.join(lists) or 'none'}"
            )
        return tuple(one.url for one in lists[ref].outlets)
    try:
        lines = file.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError as error:
        raise UsageError(f"--from {ref[:200]}: cannot be read ({error.strerror or error})") from error
    plain = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if file.suffix.lower() != ".csv":
        return tuple(plain)
    table = csv.DictReader(plain)
    if "url" not in (table.fieldnames or ()):
        raise UsageError(f"--from {ref[:200]}: the table has no column `url`")
    return tuple(url for row in table if (url := (row["url"] or "").strip()))

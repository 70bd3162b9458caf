"""Tables as files: read strictly, and say where and how to mend what is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from provenance.errors import DataFileError

_MOST_BYTES = 32 * 1024 * 1024


def blame(path: Path, row: int, column: str, what: str) -> NoReturn:
    """Raise the DataFileError that names file, row, column and what to do."""
    raise DataFileError(f"{path.name}, row {row}, column {column!r}: {what}")


def read_bytes(path: Path) -> bytes:
    """The bytes of a data file.

    Raises DataFileError where there is none, it cannot be read, or it is over 32 MiB.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataFileError(f"{path.name} cannot be read ({error.strerror}); check the path {str(path)!r}") from error
    if len(content) > _MOST_BYTES:
        raise DataFileError(f"{path.name} is larger than {_MOST_BYTES >> 20} MiB; split it")
    return content


def table(
    path: Path, content: bytes, columns: tuple[str, ...], delimiter: str = ","
) -> Iterator[tuple[int, list[str]]]:
    """Row number (the header is row 1) and cells of each row that is not empty, in the order of `columns`.

    The header may have further columns and any order, but must have these. Raises DataFileError.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise DataFileError(f"{path.name}, row {row}: not UTF-8; save the file as CSV in UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(reader, [])
        missing = [c for c in columns if c not in header]
        if missing:
            blame(path, 1, missing[0], f"missing; the first row must name the columns {delimiter.join(columns)}")
        order = [header.index(c) for c in columns]
        for cells in reader:
            if not any(cells):
                continue
            if len(cells) != len(header):
                what = f"{len(cells)} cells where the first row has {len(header)}; put cells with commas in quotation marks"
                blame(path, reader.line_num, header[min(len(cells), len(header) - 1)], what)
            yield reader.line_num, [cells[i].strip() for i in order]
    except csv.Error as error:
        raise DataFileError(f"{path.name}, row {reader.line_num}: {error}; check the quotation marks there") from error

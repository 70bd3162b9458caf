"""Two texts side by side, aligned: for a section whose rows are the pieces of a difference."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.records.report import Section
from provenance.report.diff_text import NAMES, shortened

PIECES = 400


@dataclass(frozen=True, slots=True)
class Side:
    """One row of the two columns; a side without lines is empty."""

    kind: str
    name: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """The names above the two columns, and their rows."""

    left: str
    right: str
    rows: tuple[Side, ...]
    alt: str


def sides_of(section: Section) -> Sides | None:
    """The pieces beside each other; long kept passages are shortened in the middle."""
    picture = section.picture
    if picture is None or not section.rows:
        return None
    names = [c.name for c in section.columns]
    rows = []
    for row in section.rows[:PIECES]:
        cells = dict(zip(names, row.cells, strict=True))
        kind, text, words = str(cells["kind"]), str(cells["text"]), cells["words"]
        lines = [line for line in text.split("\n") if line.strip()]
        shown = tuple(shortened(text, words) if kind == "kept" and isinstance(words, int) else lines)
        rows.append(Side(kind, NAMES[kind], shown if kind in ("kept", "cut") else (), shown if kind != "cut" else ()))
    return Sides(picture.parts["left"], picture.parts["right"], tuple(rows), picture.alt)

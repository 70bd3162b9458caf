"""A report: what was asked, of which articles, and the tables that answer. Doors and pages print it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from provenance.records.base import Record, as_json
from provenance.records.measured import Detector, Estimate

SCHEMA = "provenance.report/1"
ColumnKind = Literal["text", "count", "number", "share", "interval", "key", "date"]
"""`share` and `interval` cells are an `Estimate` (a share between 0 and 1; any other figure), the others plain values."""
PictureKind = Literal["stacked_bars", "dots", "curve", "timeline", "diff"]
Cell = str | int | float | Estimate | None


@dataclass(frozen=True, slots=True)
class Column(Record):
    """One column: `name` in files, `label` for readers; `note` says what it counts, where that is not plain."""

    name: str
    label: str
    kind: ColumnKind = "text"
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Row(Record):
    """One row, a cell for each column, and the keys of edges, articles or statements it rests on.

    `keys` are the first of them by key, `rests_on` how many there are in all.
    """

    cells: tuple[Cell, ...]
    keys: tuple[str, ...] = ()
    rests_on: int = 0


@dataclass(frozen=True, slots=True)
class Picture(Record):
    """A picture wanted beside a table: its kind, which column plays which part, and what it shows in words.

    Parts: `label` (what a row is), `group` (rows of one bar or line), `x`, `value`, `color`. All are names
    of columns of the section; `alt` is the text alternative.
    """

    kind: PictureKind
    parts: Mapping[str, str]
    alt: str


@dataclass(frozen=True, slots=True)
class Section(Record):
    """One table with what it says in words, and what is not known. `measure` is its number in the method page (M1 to M12)."""

    name: str
    title: str
    measure: str | None
    says: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    not_known: tuple[str, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Coverage(Record):
    """What the figures are counted over, and what could not be seen.

    `collection` and `how_sampled` are None for the whole library. `through_copies`: its articles were
    found because they copy, so that no rate of copying can be given. `no_rates` says why only counts are
    given, None where rates are. Moments are ISO 8601 in UTC. `credited_only` counts sources known only
    from a credit, `unreviewed` edges nobody has looked at, `circles` articles whose sources lead back to them;
    `credited_only`, `circles` and `undetermined` are None where the chains of very many articles were not followed.
    """

    collection: str | None
    how_sampled: str | None
    through_copies: bool
    no_rates: str | None
    articles: int
    with_text: int
    outlets: int
    from_: str | None
    to: str | None
    undated: int
    compared: int
    copies: int
    confirmed: int
    undetermined: int | None
    unreviewed: int
    rejected: int
    circles: int | None
    credited_only: int | None


@dataclass(frozen=True, slots=True)
class Made(Record):
    """By what a report was made: versions of the program, the schema of the database and the extractor, seed of the bootstrap."""

    version: str
    schema: str
    extractor: str
    seed: int
    at: str


@dataclass(frozen=True, slots=True)
class Report(Record):
    """A whole report (`provenance.report/1`): `asked` are its parameters by name, as they were given."""

    name: str
    title: str
    asked: Mapping[str, str | None]
    coverage: Coverage
    sections: tuple[Section, ...]
    made: Made
    least: int
    detector: Detector | None = None
    notes: tuple[str, ...] = field(default=())

    def section(self, name: str) -> Section | None:
        """The section of a name."""
        return next((s for s in self.sections if s.name == name), None)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, schema number first; rows by column name, with the keys they rest on."""
        body = as_json(self)
        assert isinstance(body, dict)
        for made, section in zip(body["sections"], self.sections, strict=True):
            names = [c.name for c in section.columns]
            for row in made["rows"]:
                row["cells"] = dict(zip(names, row["cells"], strict=True))
        return {"schema": SCHEMA, **body}

"""Exports of others' news collections: which of their columns say what, for `--map NAME`.

| name | what | columns as in |
|---|---|---|
| mediacloud | story lists of Media Cloud | its downloads, old and new |
| gdelt | events, mentions and GKG of GDELT 1 and 2, with or without a header | its codebooks |
| nela | articles of NELA-GT as a table | its data sheet |
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from provenance.errors import UsageError
from provenance.times import parse_iso

DATES = ("published", "observed_at")


@dataclass(frozen=True, slots=True)
class Preset:
    """Our field names with the columns that may hold them, best first.

    `always` is added to every row; `fallback` names fields that are used only where there is no
    address; `once` says that many rows are about one page, which is then one input.
    """

    name: str
    columns: Mapping[str, Sequence[str]]
    always: Mapping[str, str] = field(default_factory=dict)
    fallback: frozenset[str] = frozenset()
    once: bool = False

    def check(self, columns: Sequence[str]) -> None:
        """Raise UsageError where a table has none of the columns that hold a page."""
        wanted = [c for ours in ("url", "text") for c in self.columns.get(ours, ())]
        if not set(wanted) & set(columns):
            shown = ", ".join(columns)[:300]
            raise UsageError(f"--map {self.name}: none of the columns {', '.join(wanted)}; the columns are {shown}")

    def row(self, row: Mapping[str, str | None]) -> dict[str, str]:
        """One row of theirs in our fields; what cannot be a date is left out, not guessed."""
        found = dict(self.always)
        for ours, theirs in self.columns.items():
            value = next((v for c in theirs if (v := (row.get(c) or "").strip())), "")
            if ours in DATES:
                value = date_of(value) or ""
            if value:
                found[ours] = value
        if "url" in found:
            found = {k: v for k, v in found.items() if k not in self.fallback}
        return found


PRESETS = {
    preset.name: preset
    for preset in (
        Preset(
            "mediacloud",
            {
                "id": ("id", "stories_id"),
                "url": ("url",),
                "title": ("title",),
                "published": ("publish_date",),
                "observed_at": ("indexed_date", "collect_date"),
                "outlet": ("media_name",),
                "language": ("language",),
            },
            always={"observed_by": "Media Cloud"},
            fallback=frozenset({"outlet"}),
        ),
        Preset(
            "gdelt",
            {
                "id": ("GLOBALEVENTID", "GlobalEventID", "GKGRECORDID"),
                "url": ("SOURCEURL", "DocumentIdentifier", "V2DOCUMENTIDENTIFIER", "MentionIdentifier", "SOURCEURLS"),
                "observed_at": ("DATEADDED", "V2.1DATE", "MentionTimeDate", "DATE"),
            },
            always={"observed_by": "GDELT"},
            once=True,
        ),
        Preset(
            "nela",
            {
                "id": ("id",),
                "url": ("url",),
                "title": ("title",),
                "text": ("content",),
                "published": ("published_utc", "published", "date"),
                "observed_at": ("collection_utc",),
                "outlet": ("source",),
            },
            always={"observed_by": "NELA-GT"},
            fallback=frozenset({"outlet"}),
        ),
    )
}


def named(name: str | None) -> Preset | None:
    """The preset of a name; raises UsageError where there is none of it."""
    if name is None:
        return None
    found = PRESETS.get(name.lower())
    if found is None:
        raise UsageError(f"--map {name!r}: write it as ours=theirs (url=link), or name one of {', '.join(PRESETS)}")
    return found


def date_of(text: str) -> str | None:
    """A date as such tables write it: ISO, `20151104`, `20151104120000` (UTC), seconds since 1970."""
    if re.fullmatch(r"(?:19|20)\d{12}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:8]}T{text[8:10]}:{text[10:12]}:{text[12:]}Z"
    elif re.fullmatch(r"\d{9,10}(?:\.\d+)?", text):
        from datetime import UTC, datetime

        text = datetime.fromtimestamp(int(text.partition(".")[0]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    found = parse_iso(text)
    return found.value if found else None


# Tables that GDELT gives out without a header, by their number of columns: the places of the columns that matter.
_GDELT_SHAPES = {
    58: {0: "GLOBALEVENTID", 56: "DATEADDED", 57: "SOURCEURL"},
    61: {0: "GLOBALEVENTID", 59: "DATEADDED", 60: "SOURCEURL"},
    16: {0: "GLOBALEVENTID", 2: "MentionTimeDate", 5: "MentionIdentifier"},
    27: {0: "GKGRECORDID", 1: "V2.1DATE", 4: "V2DOCUMENTIDENTIFIER"},
}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is written: its delimiter, whether quotes mean anything, its columns where it has no header."""

    delimiter: str = ","
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL
    columns: tuple[str, ...] | None = None


def layout_of(first: str) -> Layout:
    """The layout of a table, by its first line: tabs where there are more of them than of commas."""
    if first.count("\t") <= first.count(",") and not (first.count("\t") and re.match(r"\d+\t", first)):
        return Layout(";") if first.count(";") > first.count(",") else Layout()
    cells = first.rstrip("\r\n").split("\t")
    shape = _GDELT_SHAPES.get(len(cells))
    if shape is None or not re.match(r"\d{4,}(?:-T?\d+)?$", cells[0]):
        return Layout("\t")
    return Layout("\t", csv.QUOTE_NONE, tuple(shape.get(n, f"column {n + 1}") for n in range(len(cells))))

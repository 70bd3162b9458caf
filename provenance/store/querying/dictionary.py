"""The sentences on every table, view and column: `docs/dictionary/*.toml`, from a checkout or an installed package."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from provenance.errors import DataFileError, StoreError

Sentences = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What is said of columns everywhere (`common`), of views and of tables; the sentence on a table itself stands under ""."""

    common: Mapping[str, str]
    views: Sentences
    tables: Sentences

    def of(self, name: str) -> Mapping[str, str]:
        """What is said of a view or a table, empty where nothing is."""
        return self.views.get(name) or self.tables.get(name) or {}

    def column(self, name: str, column: str) -> str:
        """The sentence on a column, empty where there is none."""
        return self.of(name).get(column, self.common.get(column, ""))


def folder() -> Path:
    """Where the files lie. Raises StoreError where they are missing."""
    package = Path(__file__).resolve().parents[2]
    for one in (package / "_dictionary", package.parent / "docs" / "dictionary"):
        if one.is_dir():
            return one
    raise StoreError("the data dictionary is missing from this installation; install news-provenance again")


def dictionary() -> Dictionary:
    """All sentences. Raises StoreError where the files are missing, DataFileError where one is malformed."""
    parts: dict[str, dict[str, dict[str, str]]] = {"common": {}, "views": {}, "tables": {}}
    for file in sorted(folder().glob("*.toml")):
        try:
            found = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise DataFileError(f"dictionary/{file.name}: {error}") from error
        for name, into in parts.items():
            into.update(found.get(name, {}))
    return Dictionary(parts["common"], parts["views"], parts["tables"])  # type: ignore[arg-type]

"""Named queries: files of SQL that say in their first lines what they tell and what they ask for.

-- Of the articles of an outlet, how many end at which origin (M1).
-- :collection  a collection, by name
-- :outlet = ''  an outlet's slug; '' for all

SELECT ...
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from provenance.errors import DataFileError, UnknownNameError

_PARAMETER = re.compile(r"^-- :(?P<name>[a-z_]+)(?: = '(?P<default>[^']*)')?  (?P<tells>\S.*)$")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value a query asks for; `default` is None where it must be given."""

    name: str
    default: str | None
    tells: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query under a name, with a sentence on what it tells."""

    name: str
    tells: str
    parameters: tuple[Parameter, ...]
    sql: str

    @property
    def defaults(self) -> Mapping[str, str | None]:
        """The values of the parameters that need not be given."""
        return {p.name: p.default for p in self.parameters if p.default is not None}


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """All named queries by name; raises DataFileError for a file that does not say what it tells."""
    folder = files("provenance.store").joinpath("sql")
    found = [
        _read(f.name.removesuffix(".sql"), f.read_text(encoding="utf-8"))
        for f in folder.iterdir()
        if f.name.endswith(".sql")
    ]
    return {one.name: one for one in sorted(found, key=lambda q: q.name)}


def _read(name: str, text: str) -> NamedQuery:
    head, _, sql = text.partition("\n\n")
    lines = head.split("\n")
    parameters = [_PARAMETER.match(line) for line in lines if line.startswith("-- :")]
    tells = " ".join(line.removeprefix("-- ") for line in lines if not line.startswith("-- :"))
    if not tells.endswith(".") or None in parameters or not sql.strip():
        raise DataFileError(
            f"{name}.sql: begin with a sentence after --, then a line for each parameter, then a line left empty"
        )
    made = tuple(Parameter(p["name"], p["default"], p["tells"]) for p in parameters if p)
    return NamedQuery(name, tells, made, sql.strip())


def named_query(name: str) -> NamedQuery:
    """The query of a name; raises UnknownNameError."""
    found = named_queries().get(name)
    if found is None:
        raise UnknownNameError(
            f"no query is named @{name}; there are {', '.join(named_queries())} (provenance sql --list)"
        )
    return found

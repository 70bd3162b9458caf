"""Settings: built once at the door, passed in, never read at import."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from provenance.errors import UsageError

_NAMES = {
    "db": "PROVENANCE_DB",
    "evidence": "PROVENANCE_EVIDENCE",
    "outlets": "PROVENANCE_OUTLETS",
    "contact": "PROVENANCE_CONTACT",
    "archives": "PROVENANCE_ARCHIVES",
    "statements_with": "PROVENANCE_STATEMENTS_WITH",
}
ARCHIVES = "https://web.archive.org/web/,https://web.archive.org/cdx/search/cdx"
"""Archives that are asked, when a person asks for it, where no others are named: BASE or BASE,CDX, by spaces."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie, and how pages are fetched.

    `db` is a path or a database URL; `evidence` the folder of captured bytes (None: beside the
    SQLite file); `outlets` a CSV file of the user's own outlets. `contact` is an e-mail or web
    address told to the servers we fetch from; `archives` which archives may be asked, when a command says
    that they are to be asked; `statements_with` a pipeline `module:function` that adds to the rules for statements
    (see `provenance.quote.plugin`). The switches can only be given with a command.
    """

    db: str
    evidence: str | None = None
    outlets: str | None = None
    contact: str | None = None
    archives: str = ARCHIVES
    statements_with: str | None = None
    allow_private: bool = False
    ignore_robots: bool = False

    def given(self, **options: str | bool | None) -> Settings:
        """These settings with the options a command was called with."""
        given: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
        return replace(self, **given)


def config_file() -> Path:
    """The file a user may keep settings in: `db`, `evidence`, `outlets`, `contact`, `archives`, `statements_with` as TOML strings."""
    from platformdirs import user_config_path

    return user_config_path("provenance") / "config.toml"


def load(environment: Mapping[str, str] | None = None, file: Path | None = None) -> Settings:
    """Settings from the environment, then the user's file, then the defaults.

    Raises UsageError where the file is not what it should be.
    """
    environment = os.environ if environment is None else environment
    stated = _from_file(file or config_file())
    values = {name: environment.get(variable) or stated.get(name) for name, variable in _NAMES.items()}
    db, archives = values["db"] or str(default_db()), values["archives"] or ARCHIVES
    return Settings(
        db,
        values["evidence"],
        values["outlets"],
        values["contact"],
        archives,
        statements_with=values["statements_with"],
    )


def default_db() -> Path:
    """The database used when none is named: in the user's data directory."""
    from platformdirs import user_data_path

    return user_data_path("provenance") / "provenance.db"


def _from_file(file: Path) -> dict[str, str]:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{file}: {error}; correct the file or move it away") from error
    unknown = set(data) - set(_NAMES)
    if unknown or not all(isinstance(value, str) for value in data.values()):
        raise UsageError(f"{file}: only {', '.join(_NAMES)} may stand there, each a string")
    return data

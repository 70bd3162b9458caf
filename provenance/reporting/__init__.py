"""Reports: rows from the store, measured, put into the tables of a `Report`. One file a report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listed:
    """A report there is: its name, what it takes, what it tells, and by which measures."""

    name: str
    takes: str
    tells: str
    measures: tuple[str, ...]


REPORTS = (
    Listed("outlet", "OUTLET", "Whose texts an outlet publishes, how much of them, and how often it says so.", ("M1", "M2", "M3", "M6", "M9", "M11")),
    Listed("coverage", "", "What is held, what could be compared, and what nobody has looked at.", ()),
)  # fmt: skip
"""Every report, in the order in which they are listed."""

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
    Listed("story", "TARGET", "One story from its origins to its last copies, each step with the words it rests on.", ("M10", "M11")),
    Listed("terms", "[TARGET]", "Whether copies, of a story or of an outlet, meet the conditions their sources state.", ()),
    Listed("new", "OUTLET", "Who copied the texts of an outlet since a day.", ()),
    Listed("outlet", "OUTLET", "Whose texts an outlet publishes, how often it says so, and who is heard there.", ("M1", "M2", "M3", "M6", "M7", "M8", "M9", "M11")),
    Listed("origin", "OUTLET", "Who carries the texts of an outlet, and how long its name survives.", ("M4",)),
    Listed("speaker", "NAME", "Who carries the words of a person, and through whom they came.", ("M1", "M7", "M10")),
    Listed("compare", "[OUTLET...]", "Outlets beside each other, with intervals and by name.", ("M1", "M2", "M3", "M6", "M7")),
    Listed("edits", "OUTLET", "What an outlet keeps, cuts and adds when it copies.", ("M5",)),
    Listed("selection", "SOURCE BY", "What an outlet picks from all that a source offered.", ("M12",)),
    Listed("ratings", "SOURCE", "Whether one of our figures goes together with somebody's imported rating; asked for, never mixed in.", ()),
    Listed("coverage", "", "What is held, what could be compared, and what nobody has looked at.", ()),
)  # fmt: skip
"""Every report, in the order in which they are listed."""

"""Something said, by somebody, in an article: the contract's `statements` and `own_voice`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from provenance.records.base import Record
from provenance.records.outlet import OutletRef

StatementType = Literal["direct", "mixed", "indirect", "free_indirect", "reported"]
CueClass = Literal["neutral", "factive", "distancing", "belief"]
Zone = Literal["body", "headline", "subtitle", "caption"]
SpeakerKind = Literal["person", "organisation", "collective", "anonymous", "document", "unknown"]
SpeakerMethod = Literal["full_name", "surname", "role", "pronoun", "previous", "as_stated", "unresolved"]


@dataclass(frozen=True, slots=True)
class Part(Record):
    """A stretch of `document.text` (code points, end exclusive) and its words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Cue(Record):
    """The words that say that something is said, and what they say of its truth.

    factive: the text takes it as true (revealed); distancing: it keeps away from it (claimed);
    belief: held rather than said.
    """

    start: int
    end: int
    text: str
    class_: CueClass


@dataclass(frozen=True, slots=True)
class Speaker(Record):
    """Who said it, as far as the article tells.

    `mention` are the words at `start`:`end` in `document.text`: those of its own sentence or, with
    method "previous", of the one before; all three None where nobody is named. `name` is the fullest name the article gives the one meant, None where it
    could not be told (`method` "unresolved"). `role` and `affiliation` are the article's words.
    `confidence` (0 to 1) is in the name, not in the statement. `method` "plug-in:NAME VERSION" marks a whole
    statement that a user's own pipeline found and the rules did not.
    """

    start: int | None
    end: int | None
    mention: str | None
    name: str | None
    kind: SpeakerKind
    role: str | None
    affiliation: str | None
    method: SpeakerMethod | str
    confidence: float


PLUGIN = "plug-in:"
"""What the method begins with where a user's own pipeline found the statement; its name and version follow."""


def plugin_of(speaker: Speaker | None) -> str | None:
    """Name and version of the pipeline that found a statement; None where the rules did."""
    return speaker.method[len(PLUGIN) :] if speaker is not None and speaker.method.startswith(PLUGIN) else None


@dataclass(frozen=True, slots=True)
class Venue(Record):
    """To whom or where it was said: "told Interfax", "in an interview with RT"."""

    text: str
    outlet: OutletRef | None


@dataclass(frozen=True, slots=True)
class Statement(Record):
    """One thing said. `text` are its content parts joined by a space; parts are in reading order."""

    key: str
    type: StatementType
    text: str
    content: tuple[Part, ...]
    cue: Cue | None
    speaker: Speaker | None
    venue: Venue | None
    zone: Zone

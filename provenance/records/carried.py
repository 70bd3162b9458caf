"""What is said in a traced article, and the attributions it left out."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.records.base import Record


@dataclass(frozen=True, slots=True)
class Carried(Record):
    """A statement of the article, by key, and what the quotation it belongs to tells of it.

    `speaker` is the name the best of the carriers gives, `named_here` the one this article gives.
    `carriers` are all held articles with the statement; `first` is the key of the earliest known one,
    `first_by` why: only, chain, time, sighting or undetermined.
    """

    key: str
    text: str
    quotation: str
    speaker: str | None
    named_here: str | None
    relation: str
    carriers: int
    first: str
    first_by: str


@dataclass(frozen=True, slots=True)
class Standing(Record):
    """A quotation as it was derived last, seen from one of its carriers; the fields as in `Carried`."""

    speaker: str | None
    relation: str
    carriers: int
    first: str
    first_by: str


@dataclass(frozen=True, slots=True)
class DroppedAttribution(Record):
    """Words that a source names somebody for and the article does not.

    They stand at `start` to `end` in the article's `document.text`; `source` is the key of the article
    that names `speaker`, `statement` the key of the statement there.
    """

    start: int
    end: int
    text: str
    speaker: str
    role: str | None
    source: str
    statement: str

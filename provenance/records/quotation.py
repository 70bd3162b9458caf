"""The same statement across articles: who said it, who carried it first, what each later carrier made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from provenance.records.base import Record, as_json
from provenance.records.dates import DateClaim
from provenance.records.lineage import Searched
from provenance.records.outlet import OutletRef
from provenance.records.statement import Speaker, Statement

CarrierRelation = Literal["verbatim", "truncated", "extended", "altered", "paraphrase", "translated"]
Attribution = Literal["first", "kept", "dropped", "changed", "unclear"]
FirstBy = Literal["only", "chain", "time", "sighting", "undetermined"]
Agreement = Literal["agreed", "one_names", "none_names", "disagreed", "judged"]


@dataclass(frozen=True, slots=True)
class Member(Record):
    """A statement in an article, by key; `seen` is the first moment the article was seen, ISO 8601 in UTC."""

    article: str
    statement: Statement
    seen: str

    @property
    def key(self) -> str:
        """The statement's key."""
        return self.statement.key


@dataclass(frozen=True, slots=True)
class Change(Record):
    """One stretch of words in which a carrier differs from the first: what is gone, what stands there instead."""

    removed: str
    added: str


@dataclass(frozen=True, slots=True)
class Credited(Record):
    """A source a carrier gives for its text; `held` says whether an article of it is kept here."""

    name: str
    outlet: OutletRef | None
    relation: str
    held: bool


@dataclass(frozen=True, slots=True)
class CarrierSpeaker(Record):
    """Whom a carrier names: its own words, and the name they come to in it (None where it could not be told)."""

    mention: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Carrier(Record):
    """One article that carries a statement.

    `relation` and `diff` compare its words with those of the first carrier; `text` are its words and
    `statements` the keys of its statements they were put together from (none where the words stand in
    it without an attribution that was found). `attribution` says what became of the speaker the first
    carrier names. `credited` are the sources it gives for its text.
    """

    article: str
    outlet: OutletRef | None
    url: str | None
    title: str | None
    published: DateClaim | None
    relation: CarrierRelation
    diff: tuple[Change, ...]
    credited: tuple[Credited, ...]
    speaker: CarrierSpeaker
    attribution: Attribution
    text: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedSpeaker(Record):
    """A name that carriers give as the speaker, and the articles, by key, that give it."""

    name: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quotation(Record):
    """One statement in all its carriers (`provenance.quotation/1`).

    `text` are the words of the first carrier. `speaker` is taken from the carrier `speaker_from` that
    names him best; `speakers` are all that are named, more than one where carriers disagree.
    `occasion` are words of a carrier on where or to whom it was said. `first_basis` says in words why
    the first is first, `first_by` in one; it is the earliest *known* carrier, of those held.
    `unattributed` are articles in which the words stand and no attribution was found.
    """

    key: str
    text: str
    speaker: Speaker | None
    speaker_from: str | None
    speaker_agreement: Agreement
    speakers: tuple[NamedSpeaker, ...]
    occasion: str | None
    first: Carrier
    first_by: FirstBy
    first_basis: str
    carriers: tuple[Carrier, ...]
    unattributed: tuple[Carrier, ...]
    searched: Searched

    def to_dict(self) -> dict[str, Any]:
        """The contract's JSON object, schema number first."""
        body = as_json(self)
        assert isinstance(body, dict)
        return {"schema": "provenance.quotation/1", **body}

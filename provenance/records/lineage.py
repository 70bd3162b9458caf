"""Chains: nodes, edges, and the whole answer of `trace`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from provenance.records.article import Reading
from provenance.records.base import Record, as_json, internal
from provenance.records.blame import Passage
from provenance.records.carried import Carried, DroppedAttribution
from provenance.records.dates import DateClaim
from provenance.records.evidence import Evidence
from provenance.records.following import Followed
from provenance.records.judgement import Judgement
from provenance.records.lead import Lead
from provenance.records.outlet import OutletRef

MatchKind = Literal["copy", "excerpt", "shared_quotation", "boilerplate"]
OriginState = Literal["declared", "matched", "confirmed", "undetermined", "none_stated"]


@dataclass(frozen=True, slots=True)
class StateLink(Record):
    """What a dated source lists about an outlet's link to a state."""

    source: str
    code: str
    value: str
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Node(Record):
    """An article in a chain; `held` is False where only a credit tells of it."""

    key: str
    name: str
    host: str | None
    outlet: OutletRef | None
    url: str | None
    title: str | None
    published: DateClaim | None
    held: bool
    state_links: tuple[StateLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Match(Record):
    """Text two articles share, measured; it has no direction.

    `a` and `b` are keys of articles, `a` the smaller; `a_id` and `b_id` the ids they were first added
    with; `spans` count code points in the two `document.text`s whose digests are `a_text` and `b_text`.
    Covers are shares of each article's words, boilerplate of its outlet aside.
    """

    a: str
    b: str
    a_id: str | None
    b_id: str | None
    parent: Literal["a", "b"] | None
    kind: MatchKind
    words: int
    longest_run: int
    cover_a: float
    cover_b: float
    spans: tuple[tuple[int, int, int, int], ...]
    a_text: str | None = None
    b_text: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The contract's MATCH; spans as objects."""
        names = ("a_start", "a_end", "b_start", "b_end")
        body = as_json({f: getattr(self, f) for f in self.__slots__})
        assert isinstance(body, dict)
        return body | {"spans": [dict(zip(names, span, strict=True)) for span in self.spans]}


@dataclass(frozen=True, slots=True)
class Edge(Record):
    """`child` (the copy) comes from `parent`. What text would have to tell is None until compared."""

    key: str
    child: str
    parent: str
    relation: str
    state: Literal["declared", "matched", "confirmed", "rejected"]
    confidence: float
    found_by: Literal["credit", "text", "both", "person"]
    direction_basis: tuple[str, ...]
    credit: Literal["linked", "named", "byline", "tag", "none"]
    credit_outlet: OutletRef | None
    kept: float | None
    overlap: float | None
    words: int | None
    title_changed: bool | None
    hours_later: float | None
    reviewed: bool
    evidence: tuple[Evidence | Match, ...]


@dataclass(frozen=True, slots=True)
class Conflict(Record):
    """Two things the page or the dates say that cannot both be so."""

    kind: str
    detail: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Term(Record):
    """One stated term of a text in the chain; `clashes` names the other term it does not fit with."""

    class_: str
    by: OutletRef | None
    on: str
    text: str
    conditions: tuple[str, ...]
    clashes: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ChainOrigin(Record):
    """The end of the chain, and how sure that is."""

    kind: str
    basis: str
    nodes: tuple[str, ...]
    confidence: float
    state: OriginState


@dataclass(frozen=True, slots=True)
class Searched(Record):
    """What the answer was compared with: held articles, their outlets, and the time they span."""

    articles: int
    outlets: int
    from_: str | None
    to: str | None


@dataclass(frozen=True, slots=True)
class Story(Record):
    """Articles joined by edges."""

    articles: int
    outlets: int
    origins_at_most: int


@dataclass(frozen=True, slots=True)
class Spread(Record):
    """How many other held articles have an article's text or a part of it, and at how many other outlets."""

    articles: int
    outlets: int


@dataclass(frozen=True, slots=True)
class Trace(Record):
    """The whole answer of `trace` (`provenance.trace/1`).

    `matches` are the nearest: those with most words, the earliest first; `spread` counts all whose text is a
    copy or an excerpt, None where nothing was looked up. `others` are the articles that `blame` and `matches` tell of and that are not in the chain, `leads`
    what was asked for of them; `followed` are the credited pages that were fetched for it.
    `statements` are what is said in the article, `dropped` the attributions of its sources that it left out.
    `judgements` are the standing ones on what is shown; `judged_credits` the state, `confirmed` or
    `rejected`, of the reading's credits that people judged, by key.
    """

    article: Node
    reading: Reading
    origin: ChainOrigin
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    matches: tuple[Match, ...]
    conflicts: tuple[Conflict, ...]
    terms: tuple[Term, ...]
    blame: tuple[Passage, ...]
    searched: Searched
    story: Story
    others: tuple[Node, ...] = ()
    spread: Spread | None = None
    leads: tuple[Lead, ...] = ()
    followed: tuple[Followed, ...] = ()
    statements: tuple[Carried, ...] = ()
    dropped: tuple[DroppedAttribution, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    judged_credits: Mapping[str, str] = internal(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The contract's JSON object, schema number first; credits tell whether a person judged them."""
        body = as_json(self)
        assert isinstance(body, dict)
        body["reading"] = self.reading.to_dict()
        for credit in body["reading"]["credits"]:
            state = self.judged_credits.get(credit["key"])
            credit.update(state=state or "declared", reviewed=state is not None)
        return {"schema": "provenance.trace/1", **body}

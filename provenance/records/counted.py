"""What measures count: articles of a collection, arrows between texts, and what is said, as plain rows.

There are hundreds of thousands of arrows and places: they are named tuples, which are made quickest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from provenance.records.base import Record
from provenance.records.lineage import StateLink


@dataclass(frozen=True, slots=True)
class OutletSums(Record):
    """The articles of one outlet in a collection, added up. `outlet` is its slug, "" where it is not known.

    `words` and `words_squared` are sums over articles with a text; moments ISO 8601 in UTC.
    """

    outlet: str
    name: str
    kind: str
    articles: int
    with_text: int
    undated: int
    words: int
    words_squared: int
    from_: str | None
    to: str | None


@dataclass(frozen=True, slots=True)
class Scope(Record):
    """Which articles are counted: those of a collection (None: the whole library), published between two days.

    `from_` and `to` are moments in UTC, ISO 8601; an undated article lies in no period.
    """

    collection: str | None = None
    from_: str | None = None
    to: str | None = None


class Arrow(NamedTuple):
    """One edge as measures need it: `child` (the copy) comes from `parent`, by the keys they are known by today.

    `judged` is the decision of a person that counts (confirm, assert), None where nobody decided.
    """

    key: str
    child: str
    parent: str
    relation: str
    state: str
    confidence: float
    found_by: str
    credit: str
    credit_outlet: str | None
    overlap: float | None
    kept: float | None
    title_changed: bool | None
    judged: str | None = None


class Place(NamedTuple):
    """Who publishes an article of a chain; `held` is False where only a credit tells of it.

    `second` is the stated time of publication in seconds since 1970, where it is stated to the second
    with its zone; `words` of its text, None where it is not held.
    """

    key: str
    outlet: str
    name: str
    kind: str
    held: bool
    words: int | None = None
    second: int | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Copy(Record):
    """An article of the collection whose text came from elsewhere (`whole`, or a passage of it), by its surest arrow.

    `root` is the end of the chain above it, None where its ends rival or lead in a circle; `hops` lie
    between, `chance` is the product of their confidences. `named` says whether every hop of the chain is
    credited, `names_root` whether this article's own credit names the outlet of the root.
    """

    article: Place
    arrow: Arrow
    parent: Place
    root: Place | None
    hops: int
    chance: float
    named: bool
    names_root: bool
    circle: bool
    edges: tuple[str, ...]
    whole: bool
    weakest: Arrow | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Facts(Record):
    """What dated sources list about outlets, by slug: their link to a state, their owners."""

    links: Mapping[str, tuple[StateLink, ...]]
    owners: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Said(Record):
    """One statement of an article, as measures need it: `words` of it, and who is named for it.

    `speaker` tells persons apart, "" where nobody is named at all; `name` is None where he goes unnamed ("a spokesman").
    """

    article: str
    key: str
    direct: bool
    words: int
    speaker: str
    name: str | None
    kind: str
    role: str | None
    affiliation: str | None


@dataclass(frozen=True, slots=True)
class Handed(Record):
    """A statement that an article carries after an earlier one did: whether its speaker was kept, dropped, changed, or is unclear."""

    article: str
    quotation: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Edited(Record):
    """The text of a source and what a copy has of it, by the copy's edge.

    `body` is where in `text` the article lies, `shared` what the copy has of it, `said` the speaker of each
    statement ("" for nobody named) and where its words lie. Offsets count code points.
    """

    edge: str
    text: str
    body: tuple[tuple[int, int], ...]
    shared: tuple[tuple[int, int], ...]
    said: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]


@dataclass(frozen=True, slots=True)
class FreshCopy(Record):
    """A copy of an outlet's text that was seen here for the first time since some day.

    `first_seen` is when, ISO 8601 in UTC; `published` the earliest moment its stated date allows; `quote` the
    first words its credit rests on, None where none credits.
    """

    edge: str
    copy: str
    outlet: str | None
    name: str
    title: str | None
    url: str | None
    first_seen: str
    published: str | None
    source: str
    source_title: str | None
    relation: str
    extent: str
    credit: str
    found_by: str
    state: str
    confidence: float
    reviewed: bool
    overlap: float | None
    hours_later: float | None
    quote: str | None


class MainSource(NamedTuple):
    """An article's surest source in short, for counting over very many: no chain is followed.

    `outlet` publishes the article; `kind` is that of the source's outlet; `edge` the key of the arrow.
    """

    edge: str
    outlet: str
    kind: str
    whole: bool
    state: str
    judged: bool
    found_by: str
    credit: str
    overlap: float | None
    title_changed: bool | None
    words: int | None
    held: bool

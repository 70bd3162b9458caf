"""What measures count: articles of a collection, arrows between texts, and what is said, as plain rows.

There are hundreds of thousands of arrows and places: they are named tuples, which are made quickest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from provenance.records.base import Record
from provenance.records.lineage import StateLink

BESIDE = ("contributed", "co_published", "hat_tip", "republished_to", "self_origin")
"""Relations along which no whole text or passage came: a part, a partner, a hint, the way outward."""
SURER, SURE = 0.8, 0.5
"""Confidences from which edges count for the band of a figure."""
WIRES = ("agency", "pr_wire", "distributor")
"""Kinds of sources whose text is meant to be copied, often under a licence that asks for no line."""
PARTS = ("excerpt_from", "excerpted_from")
"""Relations of a text of which only a passage came from elsewhere."""


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


Figure = Literal["copies", "whole", "by_text", "named", "compared", "credited", "titled", "retitled"]
"""What is counted of an outlet's copies by their main source, as in `OutletCopies`."""


class OutletCopies(NamedTuple):
    """The copies of one outlet by their main sources, added up.

    `whole`: of a whole text; `by_text`: found by their text, and `named` of these: crediting it in any way; `compared`: of those by text, from others than wires, and `credited` of
    these; `titled`: copied wholly or mainly, with both titles known, and `retitled` of these. `undetermined`, `circles` and
    `credited_only` tell of the ends of their chains. `surer` are the figures of confirmed edges, of those of a confidence of
    0.8 or more, of 0.5 or more. `taken` are words that stand in the source, summed over articles, with the
    sums of its square and of its product with the article's words.
    """

    copies: int = 0
    whole: int = 0
    by_text: int = 0
    named: int = 0
    compared: int = 0
    credited: int = 0
    titled: int = 0
    retitled: int = 0
    confirmed: int = 0
    unreviewed: int = 0
    undetermined: int = 0
    circles: int = 0
    credited_only: int = 0
    surer: tuple[Mapping[Figure, int], ...] = ()
    taken: float = 0.0
    taken_squared: float = 0.0
    taken_words: float = 0.0


class Stating(NamedTuple):
    """Pairs of a held copy and a source: how many there are, how many sources are held, how many of these state conditions."""

    pairs: int
    held: int
    stating: int

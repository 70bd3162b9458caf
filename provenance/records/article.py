"""What a page says about itself: the contract's `reading` and its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from provenance.records.base import Record, as_json, internal
from provenance.records.dates import DateClaim
from provenance.records.document import Document
from provenance.records.evidence import Evidence
from provenance.records.outlet import OutletRef
from provenance.records.statement import Part, Statement

EXTRACTOR_VERSION = "4"
"""Version of the rules that turn a page into a reading; evidence and readings name it."""

IdentityBasis = Literal["fetched", "archived", "given", "claimed", "unknown"]
Relation = Literal[
    "republished_from",
    "wire",
    "contributed",
    "translated_from",
    "adapted_from",
    "excerpt_from",
    "co_published",
    "syndicated_by",
    "press_release",
    "self_origin",
    "republished_to",
    "hat_tip",
]
FROM_ELSEWHERE: frozenset[str] = frozenset(
    {
        "republished_from",
        "wire",
        "translated_from",
        "adapted_from",
        "excerpt_from",
        "co_published",
        "syndicated_by",
        "press_release",
    }
)
"""Relations that say the text as a whole was somebody else's first."""

OriginKind = Literal[
    "original", "republication", "wire", "excerpt", "translation", "mixed", "press_release", "co_published", "unknown"
]
Family = Literal["text", "byline", "copyright", "meta", "json-ld", "pixel"]


@dataclass(frozen=True, slots=True)
class PageIdentity(Record):
    """Whose page it is, and how we know. `evidence` rests under a claimed identity."""

    url: str | None
    host: str | None
    outlet: OutletRef | None
    identity_basis: IdentityBasis
    sha256: str
    charset: str | None
    archived_from: dict[str, str | None] | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Byline(Record):
    """One name given as author."""

    name: str
    kind: Literal["person", "agency", "outlet", "collective"]
    outlet: OutletRef | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ArticleText(Record):
    """The article itself. `text` is the slices of `document.text` in `spans` put together."""

    title: str | None
    subtitle: str | None
    language: str | None
    words: int
    text: str
    spans: tuple[tuple[int, int], ...]
    bylines: tuple[Byline, ...]
    published: DateClaim | None
    modified: DateClaim | None
    dates: tuple[DateClaim, ...]


@dataclass(frozen=True, slots=True)
class StatedOrigin(Record):
    """What the credits of the page come to."""

    kind: OriginKind
    basis: Literal["stated", "silence", "conflict"]
    name: str | None
    outlet: OutletRef | None
    url: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Credit(Record):
    """The page's own claim about where its text came from.

    `strength` (0 to 1) is how far this line alone goes; `family` is the kind of signal it is:
    within a family the strongest counts, families combine (`attribute.origin`).
    """

    key: str
    relation: Relation
    direction: Literal["in", "out", "self"]
    name: str | None
    outlet: OutletRef | None
    url: str | None
    authors: tuple[str, ...]
    date: DateClaim | None
    licence: str | None
    item_id: str | None
    partial: bool
    strength: float
    evidence: Evidence
    family: Family = "text"


@dataclass(frozen=True, slots=True)
class CopyrightLine(Record):
    """Whose rights a line claims; `scope` is by position: the article's, the site's, a picture's."""

    text: str
    holder: str | None
    outlet: OutletRef | None
    author: str | None
    years: tuple[int, ...]
    reserved: bool
    scope: Literal["article", "site", "image"]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Notice(Record):
    """A sentence on terms, liability, corrections or labels, by class of the contract."""

    class_: str
    text: str
    conditions: tuple[str, ...]
    contact: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reading(Record):
    """What one version of the extractor found in one capture (`provenance.reading/1`).

    `statements` and `own_voice` are None where nobody looked for them, or in a language without a profile.
    """

    id: str
    key: str
    status: Literal["ok", "partial", "failed"]
    reason: str | None
    detail: str | None
    page: PageIdentity | None
    document: Document | None
    article: ArticleText | None
    origin: StatedOrigin | None
    credits: tuple[Credit, ...]
    copyright: tuple[CopyrightLine, ...]
    notices: tuple[Notice, ...]
    statements: tuple[Statement, ...] | None
    own_voice: tuple[Part, ...] | None
    registry: str | None
    extractor: str
    capture_key: str | None = internal(default=None)

    def to_dict(self) -> dict[str, Any]:
        """The contract's JSON object, schema number first."""
        body = as_json(self)
        assert isinstance(body, dict)
        return {"schema": "provenance.reading/1", **body}

"""The tables, one file a subject; importing this package registers all of them on `Base.metadata`."""

from provenance.store.schema.base import Base
from provenance.store.schema.crawled import CrawlPage, CrawlSource, Host
from provenance.store.schema.derived import CopyRow, EdgeEvidence, EdgeRow, EdgesPending, NodeRow, Resolution, RootRow
from provenance.store.schema.held import (
    ArticleRow,
    CaptureRow,
    Collection,
    CollectionArticle,
    Meta,
    Run,
    SearchText,
    Sighting,
    TextRow,
    Tombstone,
)
from provenance.store.schema.judged import Judgement
from provenance.store.schema.outlets import OutletDomainRow, OutletFactRow, OutletNameRow, OutletRow
from provenance.store.schema.rated import Rating, RatingSource
from provenance.store.schema.readings import (
    BylineRow,
    CopyrightRow,
    CreditRow,
    DateClaimRow,
    IdentityEvidence,
    NoticeRow,
    ReadingRow,
)
from provenance.store.schema.reuse import (
    ClassArticle,
    Crowd,
    CrowdMember,
    Fingerprint,
    MatchRow,
    OutletBoilerplate,
    OutletParagraph,
    ReusePending,
    TextClass,
)
from provenance.store.schema.said import QuotationCarrier, QuotationRow, SaidPending, StatementPair, StatementRow

__all__ = [
    "ArticleRow",
    "Base",
    "BylineRow",
    "CaptureRow",
    "ClassArticle",
    "Collection",
    "CollectionArticle",
    "CopyRow",
    "CopyrightRow",
    "CrawlPage",
    "CrawlSource",
    "CreditRow",
    "Crowd",
    "CrowdMember",
    "DateClaimRow",
    "EdgeEvidence",
    "EdgeRow",
    "EdgesPending",
    "Fingerprint",
    "Host",
    "IdentityEvidence",
    "Judgement",
    "MatchRow",
    "Meta",
    "NodeRow",
    "NoticeRow",
    "OutletBoilerplate",
    "OutletDomainRow",
    "OutletFactRow",
    "OutletNameRow",
    "OutletParagraph",
    "OutletRow",
    "QuotationCarrier",
    "QuotationRow",
    "Rating",
    "RatingSource",
    "ReadingRow",
    "Resolution",
    "ReusePending",
    "RootRow",
    "Run",
    "SaidPending",
    "SearchText",
    "Sighting",
    "StatementPair",
    "StatementRow",
    "TextClass",
    "TextRow",
    "Tombstone",
]

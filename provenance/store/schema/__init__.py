"""The tables, one file a subject; importing this package registers all of them on `Base.metadata`."""

from provenance.store.schema.base import Base
from provenance.store.schema.derived import EdgeEvidence, EdgeRow, Judgement, NodeRow, Resolution
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
from provenance.store.schema.outlets import OutletDomainRow, OutletFactRow, OutletNameRow, OutletRow
from provenance.store.schema.readings import (
    BylineRow,
    CopyrightRow,
    CreditRow,
    DateClaimRow,
    IdentityEvidence,
    NoticeRow,
    ReadingRow,
)

__all__ = [
    "ArticleRow",
    "Base",
    "BylineRow",
    "CaptureRow",
    "Collection",
    "CollectionArticle",
    "CopyrightRow",
    "CreditRow",
    "DateClaimRow",
    "EdgeEvidence",
    "EdgeRow",
    "IdentityEvidence",
    "Judgement",
    "Meta",
    "NodeRow",
    "NoticeRow",
    "OutletDomainRow",
    "OutletFactRow",
    "OutletNameRow",
    "OutletRow",
    "ReadingRow",
    "Resolution",
    "Run",
    "SearchText",
    "Sighting",
    "TextRow",
    "Tombstone",
]

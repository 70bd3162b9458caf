"""The tables as SQLAlchemy Core sees them, by short names; statements are written on these."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Table

from provenance.store import schema as m


def _table(model: type[m.Base]) -> Table:
    return cast(Table, model.__table__)


ARTICLES = _table(m.ArticleRow)
CAPTURES = _table(m.CaptureRow)
CLASS_ARTICLES = _table(m.ClassArticle)
COLLECTIONS = _table(m.Collection)
COLLECTION_ARTICLES = _table(m.CollectionArticle)
COPIES = _table(m.CopyRow)
CRAWL_PAGES = _table(m.CrawlPage)
CREDITS = _table(m.CreditRow)
CROWDS = _table(m.Crowd)
CROWD_MEMBERS = _table(m.CrowdMember)
DATE_CLAIMS = _table(m.DateClaimRow)
EDGES = _table(m.EdgeRow)
EDGES_PENDING = _table(m.EdgesPending)
EDGE_EVIDENCE = _table(m.EdgeEvidence)
FINGERPRINTS = _table(m.Fingerprint)
HOSTS = _table(m.Host)
JUDGEMENTS = _table(m.Judgement)
MATCHES = _table(m.MatchRow)
META = _table(m.Meta)
NODES = _table(m.NodeRow)
OUTLETS = _table(m.OutletRow)
OUTLET_BOILERPLATE = _table(m.OutletBoilerplate)
OUTLET_DOMAINS = _table(m.OutletDomainRow)
OUTLET_FACTS = _table(m.OutletFactRow)
OUTLET_NAMES = _table(m.OutletNameRow)
OUTLET_PARAGRAPHS = _table(m.OutletParagraph)
QUOTATIONS = _table(m.QuotationRow)
QUOTATION_CARRIERS = _table(m.QuotationCarrier)
RATINGS = _table(m.Rating)
RATING_SOURCES = _table(m.RatingSource)
READINGS = _table(m.ReadingRow)
RESOLUTIONS = _table(m.Resolution)
REUSE_PENDING = _table(m.ReusePending)
ROOTS = _table(m.RootRow)
RUNS = _table(m.Run)
SAID_PENDING = _table(m.SaidPending)
SEARCH_TEXTS = _table(m.SearchText)
SIGHTINGS = _table(m.Sighting)
SOURCES = _table(m.CrawlSource)
STATEMENTS = _table(m.StatementRow)
STATEMENT_PAIRS = _table(m.StatementPair)
TEXTS = _table(m.TextRow)
TEXT_CLASSES = _table(m.TextClass)
TOMBSTONES = _table(m.Tombstone)

BELOW_READING: dict[str, Table] = {
    t.name: t
    for t in map(_table, (m.IdentityEvidence, m.DateClaimRow, m.BylineRow, m.CreditRow, m.CopyrightRow, m.NoticeRow))
}
"""What hangs on a reading, by table name."""

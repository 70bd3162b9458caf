"""After a pass: who republished whom among what came in, and what is not as it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from provenance.crawl.warnings import LOOKED_BACK, changed, silent
from provenance.library import Library
from provenance.lineage.judgements import judged
from provenance.records.crawling import CrawlSummary
from provenance.records.morning import Republished
from provenance.times import utc_text


def with_morning(library: Library, summary: CrawlSummary, came: Iterable[str]) -> CrawlSummary:
    """The summary with its warnings, and with the sources of the articles (keys) that came in or were revised."""
    earliest = utc_text(datetime.fromisoformat(summary.started_at) - LOOKED_BACK)
    store = library.store.crawling
    return replace(
        summary,
        silent=silent(store.sources(), store.days_with_news(earliest), summary.ended_at),
        changed=changed(store.readings_by_site(earliest, summary.started_at)),
        republished=republished(library, came),
    )


def republished(library: Library, articles: Iterable[str]) -> tuple[Republished, ...]:
    """The edges that lead from these articles to their sources, as people judged them; own texts and rejected ones aside.

    Ordered by the source's name, the copy's, and keys.
    """
    wanted = set(articles)
    nodes, edges = judged(*library.store.crawling.edges_of(sorted(wanted)))
    by_key = {node.key: node for node in nodes}
    found = [
        Republished(by_key[e.child], by_key[e.parent], e)
        for e in edges
        if e.child in wanted and e.state != "rejected" and e.relation != "self_origin" and e.child in by_key and e.parent in by_key
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda r: (r.source.name, r.copy.name, r.copy.key, r.edge.key)))

"""Which version of which article is meant: `17`, a key or an address, and `@2` behind it for its second text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.errors import UnknownNameError
from provenance.lineage.diff import Version, diff
from provenance.lineage.judgements import judged
from provenance.records.diff import Diff
from provenance.records.lineage import Edge

if TYPE_CHECKING:
    from provenance.records.held import HeldArticle
    from provenance.store.library import Library as Store

_NUMBERED = re.compile(r"(?P<article>.+)@(?P<revision>\d{1,6})")


def diff_of(store: Store, a: str, b: str) -> Diff:
    """Two held texts beside each other, as `article` or `article@revision`; raises UnknownNameError."""
    first, second = version(store, a), version(store, b)
    return diff(first, second, _edges(store, first.article.key, second.article.key))


def version(store: Store, ref: str) -> Version:
    """The version meant; without a number the article's current reading. Raises UnknownNameError."""
    article, revision = _meant(store, ref)
    node = store.stories.nodes([article.key])[article.key]
    if revision is None:
        return Version(node, None, store.reading_of(article.key))
    history = store.history(article.key)
    capture = next((c for c in history.captures if c.revision == revision), None)
    if capture is None:
        raise UnknownNameError(f"{ref}: the article has {history.revisions} revisions; see provenance history")
    key = next(r.key for r in reversed(capture.readings) if r.text == capture.text)
    return Version(node, revision, store.stories.reading(key))


def _meant(store: Store, ref: str) -> tuple[HeldArticle, int | None]:
    found = _NUMBERED.fullmatch(ref)
    if found is None:
        return store.find_article(ref), None
    try:
        return store.find_article(ref), None  # an address may end like that itself
    except UnknownNameError:
        return store.find_article(found["article"]), int(found["revision"])


def _edges(store: Store, a: str, b: str) -> tuple[Edge, ...]:
    if a == b:
        return ()
    nodes, edges, judgements = store.judgements.chain(a)
    _, edges = judged(nodes, edges, judgements)
    return tuple(e for e in edges if {e.child, e.parent} == {a, b})

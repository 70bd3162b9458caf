"""What a traced article says of others' words: its statements, and the attributions it left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from provenance.records.carried import Carried, DroppedAttribution, Standing
from provenance.records.lineage import Trace
from provenance.records.quotation import Quotation
from provenance.records.statement import Statement

if TYPE_CHECKING:
    from provenance.records.held import HeldArticle
    from provenance.store.library import Library as Store

LEAST = 6
"""Content words from which on words without their speaker are told of."""
SOURCES = 20
"""Sources whose statements are looked for in the article."""


def said_in(store: Store, trace: Trace) -> tuple[tuple[Carried, ...], tuple[DroppedAttribution, ...]]:
    """The statements of a held, traced article, and the attributions of its sources that it left out."""
    article = store.find_article(trace.article.key)
    mine = store.sayings.of_article(article)
    known = store.sayings.standing(article)
    if known is None or not known.keys() >= {key for key, _ in mine}:
        known = _derived(store, article)
    carried = tuple(_carried(s, key, known[key]) for key, s in mine if key in known)
    return carried, tuple(_dropped(store, trace, {c.quotation for c in carried}))


def _derived(store: Store, article: HeldArticle) -> dict[str, Standing]:
    """The quotations of an article as they are now, where what is kept may be older."""
    from provenance.lineage.said import statements_of

    return {one.key: _standing(one, article.key) for _, one in statements_of(store, article) if one is not None}


def _standing(one: Quotation, article: str) -> Standing:
    here = next(c for c in (one.first, *one.carriers) if c.article == article)
    name = one.speaker.name if one.speaker else None
    return Standing(name, here.relation, 1 + len(one.carriers), one.first.article, one.first_by)


def _carried(statement: Statement, quotation: str, one: Standing) -> Carried:
    return Carried(
        key=statement.key, text=statement.text, quotation=quotation, speaker=one.speaker,
        named_here=statement.speaker.name if statement.speaker else None, relation=one.relation, carriers=one.carriers,
        first=one.first, first_by=one.first_by,
    )  # fmt: skip


def _dropped(store: Store, trace: Trace, carried: set[str]) -> Iterator[DroppedAttribution]:
    """What the article has word for word from a source's statement, and is no statement in it."""
    from provenance.store.asking.search import place
    from provenance.text import fold, words
    from provenance.wording import wording

    document = trace.reading.document
    held = {n.key for n in trace.nodes if n.held}
    sources = [
        e.parent for e in trace.edges if e.child == trace.article.key and e.state != "rejected" and e.parent in held
    ]
    for source in dict.fromkeys(sources[:SOURCES] if document else ()):
        for quotation, statement in store.sayings.of_article(store.find_article(source)):
            speaker = statement.speaker
            if quotation in carried or speaker is None or not speaker.name or wording(statement.text).weight < LEAST:
                continue
            assert document is not None
            at = place(document.text, tuple(words(fold(statement.text))))
            if at is not None:
                text = document.text[at[0] : at[1]]
                yield DroppedAttribution(*at, text, speaker.name, speaker.role, source, statement.key)

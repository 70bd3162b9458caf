"""What was said, asked for: by its words, by its article, by its quotation; and what lies around the carriers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, RowMapping, literal, select, text

from provenance.records.carried import Standing
from provenance.records.held import HeldArticle
from provenance.records.judgement import Judgement
from provenance.records.lineage import Edge, Node
from provenance.records.quotation import Member
from provenance.records.statement import Statement
from provenance.store.asking import judgements, loading, search
from provenance.store.keeping import chain
from provenance.store.keeping.inserting import batches
from provenance.store.said.joining import crowds
from provenance.store.said.rows import statement_of
from provenance.store.schema.tables import (
    ARTICLES,
    JUDGEMENTS,
    QUOTATION_CARRIERS,
    QUOTATIONS,
    READINGS,
    SIGHTINGS,
    STATEMENTS,
    TEXTS,
)
from provenance.text import join_spans
from provenance.times import parse_given, utc_text
from provenance.wording import search_words, wording

MOST = 2_000
"""Statements that are looked at for one question: those of the fewest words beside the ones asked for."""
_S = STATEMENTS.c


def with_words(connection: Connection, asked: str) -> list[int]:
    """Statements, by row number, in which the words occur one after the other; the shortest first, then by key."""
    found = search_words(asked)
    needle = search.spaced(found)
    inside = _occurs(connection, needle)
    wanted = select(_S.id).where(_proposed(connection, found), inside).order_by(_S.weight, _S.key, _S.id).limit(MOST)
    return list(connection.execute(wanted).scalars())


def _proposed(connection: Connection, found: Sequence[str]) -> ColumnElement[bool]:
    listed = sorted(search.tokens(list(found)), key=len)[-search.MAX_ASKED :]
    if not listed:
        return literal(False)
    if connection.dialect.name == "postgresql":
        asked = " & ".join(f"'{token}'" for token in listed)
        ids = text("SELECT statement_id FROM search_tokens_said WHERE tokens @@ CAST(:asked AS tsquery)")
    else:
        asked = " AND ".join(f'"{token}"' for token in listed)
        ids = text("SELECT rowid FROM search_tokens_said WHERE search_tokens_said MATCH :asked")
    return _S.id.in_(ids.bindparams(asked=asked))


def _occurs(connection: Connection, needle: str) -> ColumnElement[bool]:
    return search.occurs(connection, _S.words, needle)


def near(connection: Connection, asked: str) -> list[int]:
    """Statements, by row number, that share pairs of words with those asked for, most first: asked from memory."""
    pairs = wording(asked).pairs()
    counts: dict[int, int] = defaultdict(int)
    for ids in crowds(connection, pairs).values():
        for one in ids:
            counts[one] += 1
    least = min(2, max(1, len(pairs) // 3))
    return sorted((n for n, count in counts.items() if count >= least), key=lambda n: (-counts[n], n))[:MOST]


def quotations_of(connection: Connection, statements: Sequence[int]) -> list[str]:
    """The quotations of statements, in the order of the statements; one not joined yet is its own."""
    found: dict[int, str] = {}
    for some in batches(statements):
        for row in connection.execute(select(_S.id, _S.key, _S.quotation).where(_S.id.in_(some))):
            found[row.id] = row.quotation or f"quo_{row.key[4:]}"
    return list(dict.fromkeys(found[n] for n in statements))


def quotation_now(connection: Connection, key: str) -> str | None:
    """The quotation that a key of a statement or of a quotation, today's or an earlier one, leads to."""
    wanted = select(_S.quotation).where(_S.key == f"stm_{key[4:]}").order_by(_S.quotation.is_(None)).limit(1)
    row = connection.execute(wanted).first()
    return None if row is None else row.quotation or f"quo_{key[4:]}"


def members(connection: Connection, keys: Sequence[str]) -> dict[str, list[Member]]:
    """The statements of quotations, in order of key; a key of an unjoined statement leads to that alone."""
    rows: list[RowMapping] = []
    for some in batches(sorted(set(keys))):
        alone = _S.quotation.is_(None) & _S.key.in_([f"stm_{key[4:]}" for key in some])
        wanted = select(STATEMENTS, ARTICLES.c.key.label("article")).join(ARTICLES, ARTICLES.c.id == _S.article_id)
        rows += connection.execute(wanted.where(_S.quotation.in_(some) | alone)).mappings().all()
    seen = first_seen(connection, sorted({row["article_id"] for row in rows}))
    found: dict[str, list[Member]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: (r["key"], r["article"])):
        member = Member(row["article"], statement_of(row), seen[row["article_id"]])
        found[row["quotation"] or f"quo_{row['key'][4:]}"].append(member)
    return found


def first_seen(connection: Connection, articles: Sequence[int]) -> dict[int, str]:
    """When each article was first seen, by us or by whoever said so: ISO 8601 in UTC, the latest it can have been."""
    found: dict[int, str] = {}
    for some in batches(articles):
        listed = connection.execute(select(ARTICLES.c.id, ARTICLES.c.first_seen_at).where(ARTICLES.c.id.in_(some)))
        found.update((row.id, row.first_seen_at) for row in listed)
        of_them = SIGHTINGS.c.article_id.in_(some) & SIGHTINGS.c.observed_at.is_not(None)
        for row in connection.execute(select(SIGHTINGS.c.article_id, SIGHTINGS.c.observed_at).where(of_them)):
            found[row.article_id] = min(found[row.article_id], _by(row.observed_at) or "9999")
    return found


def _by(observed: str) -> str | None:
    from provenance.errors import BadDateError

    try:
        return utc_text(parse_given(observed).not_after)
    except BadDateError:
        return None


def of_article(connection: Connection, article: HeldArticle) -> list[tuple[str, Statement]]:
    """The statements of an article in reading order, each with the key of its quotation."""
    wanted = select(STATEMENTS).where(_S.article_id == article.row).order_by(_S.position)
    rows = connection.execute(wanted).mappings()
    return [(row["quotation"] or f"quo_{row['key'][4:]}", statement_of(row)) for row in rows]


def standing(connection: Connection, article: int) -> dict[str, Standing]:
    """The quotations an article, by row number, carries, by key, as they were derived last."""
    q, c = QUOTATIONS.c, QUOTATION_CARRIERS.c
    wanted = (
        select(q.key, q.speaker_name, c.relation, q.carriers, q.first_article_key, q.first_by)
        .join(QUOTATION_CARRIERS, c.quotation_key == q.key)
        .where(c.article_id == article)
    )
    return {key: Standing(*rest) for key, *rest in connection.execute(wanted).all()}


def above(connection: Connection, articles: Iterable[str]) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """The articles and all nodes and edges above them."""
    return chain.above(connection, sorted(set(articles)))


def decided(connection: Connection, nodes: Sequence[Node], statements: Iterable[str]) -> list[Judgement]:
    """The standing judgements on nodes and their edges, and on the speakers of statements, earliest first."""
    found = {one.key: one for one in judgements.on_nodes(connection, nodes)}
    keys = sorted({k for key in statements for k in (key, f"quo_{key[4:]}")})
    for some in batches(keys):
        for subject in connection.execute(
            select(JUDGEMENTS.c.subject_key).where(JUDGEMENTS.c.subject_key.in_(some)).distinct()
        ).scalars().all():  # fmt: skip
            found |= {one.key: one for one in judgements.listed(connection, subject) if one.stands}
    return sorted(found.values(), key=lambda j: (j.at, j.key))


def text_of(connection: Connection, article: str) -> str:
    """The text of an article as it is read now; empty for one that is not held."""
    r = READINGS.c
    wanted = (
        select(r.spans, TEXTS.c.text).join(ARTICLES, ARTICLES.c.id == r.article_id).join(TEXTS, TEXTS.c.id == r.text_id)
    )
    row = connection.execute(wanted.where(ARTICLES.c.key == article, r.is_current)).first()
    return join_spans(row.text, row.spans) if row else ""


def articles_with(connection: Connection, asked: str, limit: int) -> list[str]:
    """The articles, by key, in whose text the words stand one after the other."""
    question = search.Question(search.phrase_of(asked), False, None, None, None, limit)
    numbers = [n for n, _ in search.matches(connection, question)]
    held = loading.by_rows(connection, numbers)
    return [held[n].key for n in numbers if n in held]

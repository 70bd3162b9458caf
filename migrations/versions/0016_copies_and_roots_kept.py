"""Copies and the ends of their chains as tables that are kept in step with edges and judgements; outlets that are one.

What stood in the views `copies` and `roots` stands in tables of the same columns, so that a report over a
million articles need not put all edges together first. They are filled once the schema is there. Views that
name an outlet name the one that people say it is.

Revision ID: 0016
Revises: 0015
"""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

HOPS = 50
OLD = ("credit_rates", "outlet_diet", "collected", "voices", "roots", "chains", "main_sources", "copies", "who_said")

MAIN_SOURCES = """
CREATE VIEW main_sources AS
SELECT edge_key, child_key, child_id, child_outlet, parent_key, parent_id, parent_outlet, relation, extent, state, confidence, found_by, credit,
       credit_outlet, kept, overlap, words, title_changed, hours_later, reviewed
FROM copies WHERE place = 1
"""

CHAINS = f"""
CREATE VIEW chains AS
WITH RECURSIVE climb (article_key, ancestor_key, hops) AS (
    SELECT child_key, parent_key, 1 FROM copies WHERE child_id IS NOT NULL
    UNION
    SELECT climb.article_key, s.parent_key, climb.hops + 1
    FROM climb JOIN copies s ON s.child_key = climb.ancestor_key
    WHERE climb.hops < {HOPS} AND s.parent_key <> climb.article_key
)
SELECT article_key, ancestor_key, min(hops) AS hops FROM climb GROUP BY article_key, ancestor_key
"""  # noqa: S608 - our own words

# The outlet of an article `a`, as `o`: what people say it is.
OUTLET = "LEFT JOIN outlets w ON w.id = a.outlet_id LEFT JOIN outlets o ON o.id = coalesce(w.same_as, w.id)"

# One row for an article in a collection: what rates are counted over.
COLLECTED = f"""
CREATE VIEW collected AS
SELECT k.name AS collection, a.id AS article_id, a.key AS article_key, o.slug AS outlet, r.words,
       r.published_not_before, r.published_not_after
FROM collections k
JOIN collection_articles m ON m.collection_id = k.id
JOIN articles a ON a.id = m.article_id
JOIN readings r ON r.article_id = a.id AND r.is_current
{OUTLET}
"""  # noqa: S608 - our own words

# M1: of the articles of an outlet in a collection, how many end at which origin. Added up by row before names are looked up.
OUTLET_DIET = """
CREATE VIEW outlet_diet AS
WITH held AS (
    SELECT m.collection_id, a.outlet_id, count(*) AS articles
    FROM collection_articles m JOIN articles a ON a.id = m.article_id
    GROUP BY m.collection_id, a.outlet_id
), totals AS (
    SELECT h.collection_id, coalesce(w.same_as, w.id, 0) AS outlet_id, sum(h.articles) AS articles
    FROM held h LEFT JOIN outlets w ON w.id = h.outlet_id
    GROUP BY h.collection_id, coalesce(w.same_as, w.id, 0)
), ends AS (
    SELECT m.collection_id, coalesce(t.outlet_id, 0) AS outlet_id,
           CASE WHEN t.ended = 'found' THEN 'found' ELSE 'not_clear' END AS origin,
           coalesce(t.root_outlet, t.root_key) AS root_outlet, count(*) AS articles
    FROM roots t JOIN collection_articles m ON m.article_id = t.article_id
    WHERE t.extent = 'whole'
    GROUP BY m.collection_id, coalesce(t.outlet_id, 0), CASE WHEN t.ended = 'found' THEN 'found' ELSE 'not_clear' END,
             coalesce(t.root_outlet, t.root_key)
), copied AS (
    SELECT collection_id, outlet_id, sum(articles) AS articles FROM ends GROUP BY collection_id, outlet_id
), counted AS (
    SELECT collection_id, outlet_id, origin, root_outlet, articles FROM ends
    UNION ALL
    SELECT t.collection_id, t.outlet_id, 'no_other_origin', CAST(NULL AS VARCHAR), t.articles - coalesce(c.articles, 0)
    FROM totals t LEFT JOIN copied c ON c.collection_id = t.collection_id AND c.outlet_id = t.outlet_id
    WHERE t.articles > coalesce(c.articles, 0)
)
SELECT k.name AS collection, o.slug AS outlet, d.origin, d.root_outlet AS origin_outlet, CAST(d.articles AS BIGINT) AS articles,
       CAST(t.articles AS BIGINT) AS outlet_articles, CAST(d.articles AS DOUBLE PRECISION) / t.articles AS share
FROM counted d
JOIN totals t ON t.collection_id = d.collection_id AND t.outlet_id = d.outlet_id
JOIN collections k ON k.id = d.collection_id
LEFT JOIN outlets o ON o.id = d.outlet_id
"""

# M3: of the copies of an outlet that were found by their text, how many credit their main source, and how.
CREDIT_RATES = """
CREATE VIEW credit_rates AS
SELECT k.name AS collection, c.child_outlet AS outlet, count(*) AS copies,
       sum(CASE WHEN c.credit <> 'none' THEN 1 ELSE 0 END) AS credited,
       sum(CASE WHEN c.credit = 'linked' THEN 1 ELSE 0 END) AS linked,
       sum(CASE WHEN c.credit = 'named' THEN 1 ELSE 0 END) AS named,
       sum(CASE WHEN c.credit = 'byline' THEN 1 ELSE 0 END) AS byline,
       sum(CASE WHEN c.credit = 'tag' THEN 1 ELSE 0 END) AS tag,
       sum(CASE WHEN c.credit = 'none' THEN 1 ELSE 0 END) AS uncredited,
       CAST(sum(CASE WHEN c.credit <> 'none' THEN 1 ELSE 0 END) AS DOUBLE PRECISION) / count(*) AS rate
FROM copies c
JOIN collection_articles m ON m.article_id = c.child_id
JOIN collections k ON k.id = m.collection_id
WHERE c.place = 1 AND c.found_by IN ('text', 'both')
GROUP BY k.name, c.child_outlet
"""

# M7: who is heard in an outlet of a collection, in statements and in words.
VOICES = f"""
CREATE VIEW voices AS
SELECT k.name AS collection, o.slug AS outlet, coalesce(s.person, s.speaker_name) AS speaker, min(s.speaker_name) AS name,
       s.speaker_kind, s.type, count(*) AS statements, count(DISTINCT s.article_id) AS articles,
       sum((length(s.words) - length(replace(s.words, ' ', ''))) / 2) AS words
FROM collections k
JOIN collection_articles m ON m.collection_id = k.id
JOIN articles a ON a.id = m.article_id
{OUTLET}
JOIN statements s ON s.article_id = a.id
GROUP BY k.name, o.slug, coalesce(s.person, s.speaker_name), s.speaker_kind, s.type
"""  # noqa: S608 - our own words


# The outlets of `who_said`: what people say they are, or as they were read where no row of outlets is known.
TODAY = """
LEFT JOIN outlets {name}_read ON {name}_read.id = {article}.outlet_id
LEFT JOIN outlets {name}_today ON {name}_today.id = coalesce({name}_read.same_as, {name}_read.id)
"""


def who_said() -> str:
    """The view of revision 0015 with the outlets of today."""
    found: str = _revision("0015_person_in_who_said").WHO_SAID
    for name, article, reading in (("first", "f", "fr"), ("carrier", "a", "r")):
        found = found.replace(
            f" {reading}.outlet_slug AS", f" coalesce({name}_today.slug, {reading}.outlet_slug) AS", 1
        )
        found = found.rstrip() + TODAY.format(name=name, article=article)
    return found


def _revision(name: str) -> Any:
    """A revision before this one: they are files, not a package."""
    spec = spec_from_file_location(f"revision_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def upgrade() -> None:
    for name in OLD:
        op.execute(f"DROP VIEW {name}")
    op.add_column("outlets", sa.Column("same_as", sa.Integer()))
    rejected = sa.text("state = 'rejected'")
    op.create_index("ix_edges_rejected", "edges", ["key"], sqlite_where=rejected, postgresql_where=rejected)
    _copies()
    _roots()
    for statement in (MAIN_SOURCES, CHAINS, COLLECTED, OUTLET_DIET, CREDIT_RATES, VOICES, who_said()):
        op.execute(statement)


def _copies() -> None:
    key, word = sa.String(20), sa.String(64)
    op.create_table(
        "copies",
        sa.Column("child_key", key, primary_key=True),
        sa.Column("parent_key", key, primary_key=True),
        sa.Column("edge_key", key, nullable=False),
        sa.Column("edge_id", sa.Integer()),
        sa.Column("child_id", sa.Integer()),
        sa.Column("child_outlet", sa.Text()),
        sa.Column("parent_id", sa.Integer()),
        sa.Column("parent_outlet", sa.Text()),
        sa.Column("relation", word, nullable=False),
        sa.Column("extent", word, nullable=False),
        sa.Column("state", word, nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("found_by", word, nullable=False),
        sa.Column("credit", word, nullable=False),
        sa.Column("credit_outlet", sa.Text()),
        sa.Column("kept", sa.Double()),
        sa.Column("overlap", sa.Double()),
        sa.Column("words", sa.Integer()),
        sa.Column("title_changed", sa.Boolean()),
        sa.Column("hours_later", sa.Double()),
        sa.Column("reviewed", sa.Integer(), nullable=False),
        sa.Column("judged", word),
        sa.Column("place", sa.Integer()),
        sa.Column("is_rival", sa.Integer(), nullable=False),
    )
    op.create_index("ix_copies_parent_key", "copies", ["parent_key"])
    op.create_index("ix_copies_child_outlet_edge_key", "copies", ["child_outlet", "edge_key"])
    op.create_index("ix_copies_parent_outlet", "copies", ["parent_outlet"])
    first = sa.text("place = 1")
    op.create_index("ix_copies_child_id", "copies", ["child_id"], sqlite_where=first, postgresql_where=first)


def _roots() -> None:
    key, word = sa.String(20), sa.String(64)
    op.create_table(
        "roots",
        sa.Column("article_key", key, primary_key=True),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("outlet_id", sa.Integer()),
        sa.Column("extent", word, nullable=False),
        sa.Column("root_key", key),
        sa.Column("root_id", sa.Integer()),
        sa.Column("root_outlet", sa.Text()),
        sa.Column("hops", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("credited", sa.Integer(), nullable=False),
        sa.Column("ended", word, nullable=False),
    )
    op.create_index("ix_roots_article_id", "roots", ["article_id"])
    op.create_index("ix_roots_root_outlet", "roots", ["root_outlet"])


def downgrade() -> None:
    kept = ("main_sources", "chains", "collected", "outlet_diet", "credit_rates", "voices", "who_said")
    for name in kept:
        op.execute(f"DROP VIEW {name}")
    op.drop_table("roots")
    op.drop_table("copies")
    op.drop_index("ix_edges_rejected", "edges")
    op.drop_column("outlets", "same_as")
    before = _revision("0012_views_for_sql")
    for name, statement in before.VIEWS:
        if name != "judged_edges":
            op.execute(statement.format(**before.pieces(op.get_bind().dialect.name)))
    op.execute(_revision("0015_person_in_who_said").WHO_SAID)

"""Search, and two views for people who write SQL.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# The distinct words of each text, only to propose articles: `search_texts` decides, the same way on both databases.
TOKENS = {
    "sqlite": ["CREATE VIRTUAL TABLE search_tokens USING fts5(tokens, tokenize = 'ascii', detail = none)"],
    "postgresql": [
        """CREATE TABLE search_tokens (
            article_id INTEGER CONSTRAINT pk_search_tokens PRIMARY KEY
                CONSTRAINT fk_search_tokens_article_id REFERENCES articles (id) ON DELETE CASCADE,
            tokens TSVECTOR NOT NULL
        )""",
        "CREATE INDEX ix_search_tokens_tokens ON search_tokens USING gin (tokens)",
    ],
}

# One row an article: what its current reading says about where the text came from.
ORIGINS = """
CREATE VIEW origins AS
SELECT a.key AS article_key,          -- the article; the same key on every machine
       a.url,                         -- its canonical address, or null
       r.outlet_slug,                 -- who publishes it, by identity_basis
       r.identity_basis,              -- fetched, archived, given, claimed or unknown
       r.title,                       -- its title as read
       r.published_not_before,        -- the claimed publication, earliest moment in UTC
       r.published_not_after,         -- and latest
       r.origin_kind,                 -- republication, wire, original, unknown ...
       r.origin_basis,                -- stated, silence or conflict; silence is never "original"
       r.origin_name,                 -- the origin as the page names it
       r.origin_outlet_slug,          -- and the outlet that name belongs to
       r.origin_url,                  -- the address the page gives for it
       r.origin_confidence,           -- 0 to 1
       r.key AS reading_key           -- the reading these words come from
FROM articles a JOIN readings r ON r.article_id = a.id AND r.is_current
"""

# One row for an article and each node above it, by fewest steps. A node known from a credit that turned out to be
# a held article appears under the article's key. Chains are followed 20 steps far.
CHAINS = """
CREATE VIEW chains AS
WITH RECURSIVE steps AS (
    SELECT DISTINCT coalesce(c.article_key, e.child_key) AS child, coalesce(p.article_key, e.parent_key) AS parent
    FROM edges e
    LEFT JOIN resolutions c ON c.node_key = e.child_key
    LEFT JOIN resolutions p ON p.node_key = e.parent_key
    WHERE e.state <> 'rejected'
), climb (article_key, ancestor_key, hops) AS (
    SELECT s.child, s.parent, 1 FROM steps s JOIN articles a ON a.key = s.child
    UNION
    SELECT climb.article_key, s.parent, climb.hops + 1
    FROM climb JOIN steps s ON s.child = climb.ancestor_key
    WHERE climb.hops < 20 AND s.parent <> climb.article_key
)
SELECT article_key,                   -- the copy, a held article
       ancestor_key,                  -- an article or node it comes from
       min(hops) AS hops              -- how many edges lie between, at least
FROM climb GROUP BY article_key, ancestor_key
"""


def upgrade() -> None:
    op.create_table(
        "search_texts",
        sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("title_words", sa.Text(), nullable=False),
        sa.Column("overflows", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_search_texts_overflows", "search_texts", ["overflows"])
    for statement in (*TOKENS[op.get_bind().dialect.name], ORIGINS, CHAINS):
        op.execute(statement)


def downgrade() -> None:
    for statement in ("DROP VIEW chains", "DROP VIEW origins", "DROP TABLE search_tokens"):
        op.execute(statement)
    op.drop_table("search_texts")

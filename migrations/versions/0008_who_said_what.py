"""Who said what: statements, the same statement across articles, and a view for people who write SQL.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# The distinct words of each statement, only to propose: `statements.words` decides, the same way on both databases.
TOKENS = {
    "sqlite": ["CREATE VIRTUAL TABLE search_tokens_said USING fts5(tokens, tokenize = 'ascii', detail = none)"],
    "postgresql": [
        """CREATE TABLE search_tokens_said (
            statement_id INTEGER CONSTRAINT pk_search_tokens_said PRIMARY KEY
                CONSTRAINT fk_search_tokens_said_statement_id REFERENCES statements (id) ON DELETE CASCADE,
            tokens TSVECTOR NOT NULL
        )""",
        "CREATE INDEX ix_search_tokens_said_tokens ON search_tokens_said USING gin (tokens)",
    ],
}

# One row for a statement and each article that carries it, the earliest known carrier at position 0.
WHO_SAID = """
CREATE VIEW who_said AS
SELECT q.key AS quotation_key,                 -- the statement, the same in all its carriers
       q.text,                                 -- its words in the earliest known carrier
       q.speaker_name AS speaker,              -- who said it, by the carrier that names him best; null where nobody is named
       q.speaker_mention,                      -- the words that name him there
       q.speaker_role AS office,               -- his office as stated
       q.speaker_affiliation AS affiliation,   -- and for whom he speaks, as stated
       q.speaker_agreement,                    -- agreed, one_names, none_names, disagreed, judged (by a person)
       q.occasion,                             -- where or to whom it was said, in a carrier's words
       q.carriers,                             -- how many held articles carry it
       q.outlets,                              -- of how many outlets
       f.key AS first_article_key,             -- the earliest known carrier
       f.url AS first_url,
       fr.outlet_slug AS first_outlet,
       fr.published_not_before AS first_published_not_before,   -- its claimed publication, earliest moment in UTC
       fr.published_not_after AS first_published_not_after,     -- and latest
       q.first_by,                             -- only, chain, time, sighting or undetermined: why it is first
       q.first_basis,                          -- the same in words; never "originally said" without it
       c.position,                             -- 0 for the earliest known carrier, then by date
       a.key AS article_key,                   -- the carrier of this row
       a.url,
       r.outlet_slug AS outlet,
       r.title,
       r.published_not_before,
       r.published_not_after,
       c.relation,                             -- verbatim, truncated, extended or altered, against the earliest
       c.text AS carrier_text,                 -- the words in this carrier
       c.diff,                                 -- what it changed: [{"removed": ..., "added": ...}]
       c.speaker_name AS carrier_speaker,      -- the name this carrier gives him
       c.speaker_mention AS carrier_mention,   -- in these words
       c.attribution,                          -- first, kept, dropped, changed or unclear
       c.credited                              -- whom it credits for its text, names with "; " between; null for nobody
FROM quotations q
JOIN quotation_carriers c ON c.quotation_key = q.key
JOIN articles a ON a.id = c.article_id
JOIN readings r ON r.article_id = a.id AND r.is_current
LEFT JOIN articles f ON f.key = q.first_article_key
LEFT JOIN readings fr ON fr.article_id = f.id AND fr.is_current
"""


def upgrade() -> None:
    _statements()
    op.create_table(
        "statement_pairs",
        *(sa.Column(n, sa.BigInteger(), primary_key=True, autoincrement=False) for n in ("number", "rank")),
        sa.Column("statement_id", sa.Integer(), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table("said_pending", _of("articles", "article_id", primary_key=True))
    _quotations()
    for statement in (*TOKENS[op.get_bind().dialect.name], WHO_SAID):
        op.execute(statement)


def _statements() -> None:
    op.create_table(
        "statements",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("articles", "article_id"),
        _of("readings", "reading_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(20), nullable=False),
        sa.Column("type", sa.String(64), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("cue", sa.JSON()),
        sa.Column("speaker_start", sa.Integer()),
        sa.Column("speaker_end", sa.Integer()),
        *(sa.Column(f"speaker_{name}", sa.Text()) for name in ("mention", "name", "role", "affiliation")),
        *(sa.Column(f"speaker_{name}", sa.String(64)) for name in ("kind", "method")),
        sa.Column("speaker_confidence", sa.Double()),
        sa.Column("person", sa.Text()),
        sa.Column("venue", sa.JSON()),
        sa.Column("quotation", sa.String(20)),
        sa.Column("joined", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.UniqueConstraint("article_id", "position"),
    )
    for column in ("reading_id", "key", "quotation", "person"):
        op.create_index(f"ix_statements_{column}", "statements", [column])
    unjoined = sa.text("NOT joined")
    op.create_index("ix_statements_unjoined", "statements", ["id"], sqlite_where=unjoined, postgresql_where=unjoined)


def _quotations() -> None:
    op.create_table(
        "quotations",
        sa.Column("key", sa.String(20), primary_key=True),
        sa.Column("run_id", sa.Integer(), sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        *(sa.Column(f"speaker_{name}", sa.Text()) for name in ("name", "mention", "role", "affiliation")),
        sa.Column("speaker_kind", sa.String(64)),
        sa.Column("speaker_from", sa.String(20)),
        sa.Column("speaker_agreement", sa.String(64), nullable=False),
        sa.Column("occasion", sa.Text()),
        sa.Column("first_article_key", sa.String(20), nullable=False),
        sa.Column("first_by", sa.String(64), nullable=False),
        sa.Column("first_basis", sa.Text(), nullable=False),
        sa.Column("carriers", sa.Integer(), nullable=False),
        sa.Column("outlets", sa.Integer(), nullable=False),
    )
    op.create_index("ix_quotations_first_article_key", "quotations", ["first_article_key"])
    quotation = sa.ForeignKey("quotations.key", ondelete="CASCADE")
    op.create_table(
        "quotation_carriers",
        sa.Column("quotation_key", sa.String(20), quotation, primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        _of("articles", "article_id"),
        sa.Column("relation", sa.String(64), nullable=False),
        sa.Column("attribution", sa.String(64), nullable=False),
        sa.Column("speaker_name", sa.Text()),
        sa.Column("speaker_mention", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("diff", sa.JSON(), nullable=False),
        sa.Column("credited", sa.Text()),
    )
    op.create_index("ix_quotation_carriers_article_id", "quotation_carriers", ["article_id"])


def _of(table: str, name: str, *, primary_key: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    auto: Literal["auto"] | bool = False if primary_key else "auto"
    return sa.Column(name, sa.Integer(), key, primary_key=primary_key, nullable=False, autoincrement=auto)


def downgrade() -> None:
    for statement in ("DROP VIEW who_said", "DROP TABLE search_tokens_said"):
        op.execute(statement)
    for table in ("quotation_carriers", "quotations", "said_pending", "statement_pairs", "statements"):
        op.drop_table(table)

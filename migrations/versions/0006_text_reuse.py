"""Text reuse: classes of equal texts, fingerprints, boilerplate of outlets, matches.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = (
    "matches",
    "outlet_boilerplate",
    "outlet_paragraphs",
    "crowd_members",
    "crowds",
    "fingerprints",
    "class_articles",
    "text_classes",
    "reuse_pending",
)


def upgrade() -> None:
    op.create_table("reuse_pending", _article(primary_key=True))
    # What is held already is indexed by the next `lineage settle`.
    op.execute(
        "INSERT INTO reuse_pending (article_id) SELECT article_id FROM readings"
        " WHERE is_current AND article_id IS NOT NULL"
    )
    op.create_table(
        "text_classes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("earliest", sa.String(32), nullable=False),
        sa.Column("first_key", sa.String(20), nullable=False),
        sa.Column("linked", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("touched", sa.Integer(), nullable=False),
    )
    op.create_index("uq_text_classes_version", "text_classes", ["version", "digest"], unique=True)
    unlinked = sa.text("NOT linked")
    op.create_index(
        "ix_text_classes_unlinked", "text_classes", ["id"], sqlite_where=unlinked, postgresql_where=unlinked
    )
    op.create_table(
        "class_articles",
        sa.Column("version", sa.String(64), primary_key=True),
        _article(primary_key=True),
        sa.Column("reading_id", sa.Integer(), sa.ForeignKey("readings.id", ondelete="CASCADE"), nullable=False),
        sa.Column("class_id", sa.Integer(), sa.ForeignKey("text_classes.id")),
        sa.Column("outlet_id", sa.Integer(), nullable=False),
        sa.Column("story", sa.BigInteger(), nullable=False),
        sa.Column("cut", sa.JSON(), nullable=False),
    )
    op.create_index("ix_class_articles_class_id", "class_articles", ["class_id"])
    op.create_index("ix_class_articles_story", "class_articles", ["version", "outlet_id", "story"])
    op.create_index("ix_class_articles_article_id", "class_articles", ["article_id"])
    op.create_table("fingerprints", _hash(), _class("class_id"), sqlite_with_rowid=False)
    op.create_table(
        "crowds",
        _hash(),
        sa.Column("last_earliest", sa.String(32), nullable=False),
        sa.Column("last_digest", sa.String(64), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table("crowd_members", _hash(), _class("class_id"), sqlite_with_rowid=False)
    op.create_table("outlet_paragraphs", *_of_outlet(), _hash(), _hash("story"), sqlite_with_rowid=False)
    op.create_table("outlet_boilerplate", *_of_outlet(), _hash(), sqlite_with_rowid=False)
    op.create_table(
        "matches",
        _class("a_class", sa.ForeignKey("text_classes.id", ondelete="CASCADE")),
        _class("b_class", sa.ForeignKey("text_classes.id", ondelete="CASCADE")),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("longest_run", sa.Integer(), nullable=False),
        sa.Column("cover_a", sa.Double(), nullable=False),
        sa.Column("cover_b", sa.Double(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
    )
    op.create_index("ix_matches_b_class", "matches", ["b_class"])


def _article(*, primary_key: bool) -> sa.Column[int]:
    key = sa.ForeignKey("articles.id", ondelete="CASCADE")
    return sa.Column("article_id", sa.Integer(), key, primary_key=primary_key, autoincrement=False)


def _hash(name: str = "hash") -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), primary_key=True, autoincrement=False)


def _class(name: str, *keys: sa.ForeignKey) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), *keys, primary_key=True, autoincrement=False)


def _of_outlet() -> tuple[sa.Column[str], sa.Column[int]]:
    return (
        sa.Column("version", sa.String(64), primary_key=True),
        sa.Column("outlet_id", sa.Integer(), primary_key=True, autoincrement=False),
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)

"""Judgements: what is judged in words of its own, so that it is found again after everything was made anew.

The table is made anew: until now nothing wrote to it.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INDEXED = ("article_key", "child_key", "parent_key", "subject_key")


def upgrade() -> None:
    op.drop_table("judgements")
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("key", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("subject_key", sa.String(20), nullable=False),
        sa.Column("decision", sa.String(64), nullable=False),
        sa.Column("value", sa.Text()),
        sa.Column("child_key", sa.String(20)),
        sa.Column("parent_key", sa.String(20)),
        sa.Column("ends", sa.JSON()),
        sa.Column("article_key", sa.String(20)),
        sa.Column("relation", sa.String(64)),
        sa.Column("name", sa.Text()),
        sa.Column("quote", sa.Text()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("judged_by", sa.Text()),
        sa.Column("source", sa.Text()),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("withdrawn_at", sa.String(32)),
        sa.Column("withdrawn_by", sa.Text()),
        sa.Column("withdrawn_note", sa.Text()),
        sa.UniqueConstraint("key"),
    )
    for column in INDEXED:
        op.create_index(f"ix_judgements_{column}", "judgements", [column])


def downgrade() -> None:
    op.drop_table("judgements")
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("subject_key", sa.String(20), nullable=False),
        sa.Column("decision", sa.String(64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("judged_by", sa.Text()),
        sa.Column("source", sa.Text()),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("withdrawn_at", sa.String(32)),
    )
    op.create_index("ix_judgements_subject_key", "judgements", ["subject_key"])

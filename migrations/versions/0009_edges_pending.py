"""Which articles' edges wait to be derived anew: a kill between comparing texts and deriving loses nothing.

All that are held wait once, for the edges that only text tells of.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "edges_pending",
        sa.Column(
            "article_id",
            sa.Integer(),
            sa.ForeignKey("articles.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("mark", sa.Integer(), primary_key=True, autoincrement=False),
    )
    op.execute("INSERT INTO edges_pending (article_id, mark) SELECT id, 0 FROM articles")


def downgrade() -> None:
    op.drop_table("edges_pending")

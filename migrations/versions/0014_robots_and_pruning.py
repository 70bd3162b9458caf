"""Of a capture: that a person asked for it whatever robots.txt says, and when its bytes were taken away.

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("captures", sa.Column("robots_ignored", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("captures", sa.Column("pruned_at", sa.String(32)))


def downgrade() -> None:
    op.drop_column("captures", "pruned_at")
    op.drop_column("captures", "robots_ignored")

"""What came of each fetch, for failures too, and what the caller said of a capture.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS = (
    ("page_key", sa.String(20), None),
    ("outcome", sa.String(64), sa.text("'page'")),
    ("reason", sa.String(64), None),
    ("detail", sa.Text(), None),
    ("status", sa.Integer(), None),
    ("address", sa.Text(), None),
    ("hops", sa.JSON(), None),
    ("truncated", sa.Boolean(), sa.false()),
    ("given", sa.JSON(), None),
)


def upgrade() -> None:
    for name, kind, default in COLUMNS:
        column: sa.Column[object] = sa.Column(name, kind, nullable=default is None, server_default=default)
        op.add_column("captures", column)
    op.create_index("ix_captures_page_key", "captures", ["page_key"])


def downgrade() -> None:
    op.drop_index("ix_captures_page_key", "captures")
    for name, _, _ in reversed(COLUMNS):
        op.drop_column("captures", name)

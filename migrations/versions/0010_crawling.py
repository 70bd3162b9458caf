"""What is watched and to be fetched: hosts, sources, the pages they name.

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hosts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("key", sa.String(20), nullable=False, unique=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("next_at", sa.Double(), nullable=False),
        sa.Column("leased_by", sa.String(64)),
        sa.Column("leased_until", sa.Double(), nullable=False),
        sa.Column("standing", sa.String(64)),
        sa.Column("robots", sa.Text()),
        sa.Column("robots_at", sa.Double()),
        sa.Column("delay", sa.Double()),
    )
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("key", sa.String(20), nullable=False, unique=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("host_id", sa.Integer(), sa.ForeignKey("hosts.id"), nullable=False),
        sa.Column("parent_id", sa.Integer(), sa.ForeignKey("sources.id", ondelete="CASCADE")),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("every", sa.Integer()),
        sa.Column("until", sa.String(32)),
        sa.Column("added_at", sa.String(32), nullable=False),
        sa.Column("next_at", sa.Double(), nullable=False),
        sa.Column("asked_at", sa.String(32)),
        sa.Column("ok_at", sa.String(32)),
        sa.Column("new_at", sa.String(32)),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(64)),
        sa.Column("detail", sa.Text()),
        sa.Column("etag", sa.Text()),
        sa.Column("modified", sa.Text()),
    )
    op.create_index("ix_sources_host_id", "sources", ["host_id"])
    op.create_index("ix_sources_parent_id", "sources", ["parent_id"])
    op.create_table(
        "crawl_pages",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("key", sa.String(20), nullable=False, unique=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("host_id", sa.Integer(), sa.ForeignKey("hosts.id"), nullable=False),
        sa.Column("source_id", sa.Integer(), sa.ForeignKey("sources.id", ondelete="SET NULL")),
        sa.Column("title", sa.Text()),
        sa.Column("published", sa.Text()),
        sa.Column("updated", sa.Text()),
        sa.Column("credit_name", sa.Text()),
        sa.Column("credit_url", sa.Text()),
        sa.Column("found_at", sa.String(32), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("next_at", sa.Double(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.String(32)),
        sa.Column("reason", sa.String(64)),
        sa.Column("detail", sa.Text()),
        sa.Column("etag", sa.Text()),
        sa.Column("modified", sa.Text()),
        sa.Column("capture_key", sa.String(20)),
        sa.Column("article_key", sa.String(20)),
    )
    op.create_index("ix_crawl_pages_host_id_state_next_at", "crawl_pages", ["host_id", "state", "next_at"])
    op.create_index("ix_crawl_pages_source_id", "crawl_pages", ["source_id"])


def downgrade() -> None:
    op.drop_table("crawl_pages")
    op.drop_table("sources")
    op.drop_table("hosts")

"""What is derived: nodes and edges by article; what people decided.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("nodes", "edges", "edge_evidence", "resolutions", "judgements")


def evidence(*, nullable: bool = False) -> list[sa.Column[Any]]:
    """The quoted words a row rests on; start_at and end_at count code points in the text of its reading."""
    return [
        sa.Column("quote", sa.Text(), nullable=nullable),
        sa.Column("place", sa.String(64), nullable=nullable),
        sa.Column("locator", sa.Text()),
        sa.Column("start_at", sa.Integer()),
        sa.Column("end_at", sa.Integer()),
        sa.Column("rule", sa.Text(), nullable=nullable),
        sa.Column("rule_version", sa.String(64), nullable=nullable),
    ]


def outlet(prefix: str = "") -> list[sa.Column[Any]]:
    """An outlet as it was named at that time."""
    return [
        sa.Column(f"{prefix}outlet_slug", sa.Text()),
        sa.Column(f"{prefix}outlet_name", sa.Text()),
        sa.Column(f"{prefix}outlet_domain", sa.Text()),
        sa.Column(f"{prefix}outlet_provisional", sa.Boolean()),
    ]


def upgrade() -> None:
    op.create_table(
        "nodes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
        sa.Column("reading_id", sa.Integer(), sa.ForeignKey("readings.id", ondelete="CASCADE"), nullable=False),
        sa.Column("run_id", sa.Integer(), sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(20), nullable=False),
        sa.Column("claimed_key", sa.String(20)),
        sa.Column("text_class", sa.String(64)),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("host", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("published", sa.JSON()),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("state_links", sa.JSON(), nullable=False),
        *outlet(),
        sa.UniqueConstraint("article_id", "key"),
    )
    op.create_index("ix_nodes_claimed_key", "nodes", ["claimed_key"])
    op.create_index("ix_nodes_key", "nodes", ["key"])
    op.create_index("ix_nodes_reading_id", "nodes", ["reading_id"])
    op.create_table(
        "edges",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
        sa.Column("reading_id", sa.Integer(), sa.ForeignKey("readings.id", ondelete="CASCADE"), nullable=False),
        sa.Column("run_id", sa.Integer(), sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(20), nullable=False),
        sa.Column("child_key", sa.String(20), nullable=False),
        sa.Column("parent_key", sa.String(20), nullable=False),
        sa.Column("relation", sa.String(64), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("found_by", sa.String(64), nullable=False),
        sa.Column("direction_basis", sa.JSON(), nullable=False),
        sa.Column("credit", sa.String(64), nullable=False),
        sa.Column("kept", sa.Double()),
        sa.Column("overlap", sa.Double()),
        sa.Column("words", sa.Integer()),
        sa.Column("title_changed", sa.Boolean()),
        sa.Column("hours_later", sa.Double()),
        sa.Column("reviewed", sa.Boolean(), nullable=False),
        *outlet("credit_"),
        sa.UniqueConstraint("article_id", "key"),
    )
    op.create_index("ix_edges_child_key", "edges", ["child_key"])
    op.create_index("ix_edges_key", "edges", ["key"])
    op.create_index("ix_edges_parent_key", "edges", ["parent_key"])
    op.create_index("ix_edges_reading_id", "edges", ["reading_id"])
    op.create_table(
        "edge_evidence",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("edge_id", sa.Integer(), sa.ForeignKey("edges.id", ondelete="CASCADE"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("measured", sa.JSON()),
        *evidence(nullable=True),
        sa.UniqueConstraint("edge_id", "position"),
    )
    op.create_table(
        "resolutions",
        sa.Column("node_key", sa.String(20), primary_key=True),
        sa.Column("article_key", sa.String(20), nullable=False),
        sa.Column("basis", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_index("ix_resolutions_article_key", "resolutions", ["article_key"])
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


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)

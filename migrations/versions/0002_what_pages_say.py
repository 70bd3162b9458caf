"""What pages say: readings and their dates, bylines, credits, copyright lines, notices.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("readings", "identity_evidence", "date_claims", "bylines", "credits", "copyright_lines", "notices")


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
        "readings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("key", sa.String(20), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("given_id", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id")),
        sa.Column("capture_id", sa.Integer(), sa.ForeignKey("captures.id"), nullable=False),
        sa.Column("text_id", sa.Integer(), sa.ForeignKey("texts.id")),
        sa.Column("run_id", sa.Integer(), sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(64)),
        sa.Column("detail", sa.Text()),
        sa.Column("registry_digest", sa.Text()),
        sa.Column("extractor", sa.String(64), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("host", sa.Text()),
        sa.Column("identity_basis", sa.String(64)),
        sa.Column("sha256", sa.Text()),
        sa.Column("charset", sa.Text()),
        sa.Column("archived_from", sa.JSON()),
        sa.Column("document_version", sa.String(64)),
        sa.Column("document_kind", sa.String(64)),
        sa.Column("title", sa.Text()),
        sa.Column("subtitle", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("words", sa.Integer()),
        sa.Column("spans", sa.JSON()),
        sa.Column("text_class", sa.String(64)),
        sa.Column("published_not_before", sa.String(32)),
        sa.Column("published_not_after", sa.String(32)),
        sa.Column("origin_kind", sa.String(64)),
        sa.Column("origin_basis", sa.String(64)),
        sa.Column("origin_name", sa.Text()),
        sa.Column("origin_url", sa.Text()),
        sa.Column("origin_confidence", sa.Double()),
        sa.Column("statements", sa.JSON()),
        sa.Column("own_voice", sa.JSON()),
        *outlet(),
        *outlet("origin_"),
        sa.UniqueConstraint("key", "digest"),
    )
    op.create_index("ix_readings_article_id", "readings", ["article_id"])
    op.create_index("ix_readings_capture_id", "readings", ["capture_id"])
    op.create_index("ix_readings_published_not_after", "readings", ["published_not_after"])
    op.create_index("ix_readings_published_not_before", "readings", ["published_not_before"])
    op.create_index("ix_readings_text_class", "readings", ["text_class"])
    op.create_index("ix_readings_text_id", "readings", ["text_id"])
    op.create_index(
        "uq_readings_current",
        "readings",
        ["article_id"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_table(
        "identity_evidence",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("reading_id", sa.Integer(), sa.ForeignKey("readings.id", ondelete="CASCADE"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *evidence(),
        sa.UniqueConstraint("reading_id", "position"),
    )
    op.create_table(
        "date_claims",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("reading_id", sa.Integer(), sa.ForeignKey("readings.id", ondelete="CASCADE"), nullable=False),
        sa.Column("role", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("not_before", sa.String(32), nullable=False),
        sa.Column("not_after", sa.String(32), nullable=False),
        sa.Column("precision", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        *evidence(nullable=True),
        sa.UniqueConstraint("reading_id", "role", "position"),
    )
    op.create_table(
        "bylines",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("reading_id", sa.Integer(), sa.ForeignKey("readings.id", ondelete="CASCADE"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        *evidence(),
        *outlet(),
        sa.UniqueConstraint("reading_id", "position"),
    )
    op.create_table(
        "credits",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("reading_id", sa.Integer(), sa.ForeignKey("readings.id", ondelete="CASCADE"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(20), nullable=False),
        sa.Column("relation", sa.String(64), nullable=False),
        sa.Column("direction", sa.String(64), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("licence", sa.Text()),
        sa.Column("item_id", sa.Text()),
        sa.Column("partial", sa.Boolean(), nullable=False),
        sa.Column("strength", sa.Double(), nullable=False),
        sa.Column("family", sa.String(64), nullable=False),
        *evidence(),
        *outlet(),
        sa.UniqueConstraint("reading_id", "position"),
    )
    op.create_index("ix_credits_key", "credits", ["key"])
    op.create_table(
        "copyright_lines",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("reading_id", sa.Integer(), sa.ForeignKey("readings.id", ondelete="CASCADE"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text()),
        sa.Column("author", sa.Text()),
        sa.Column("years", sa.JSON(), nullable=False),
        sa.Column("reserved", sa.Boolean(), nullable=False),
        sa.Column("scope", sa.String(64), nullable=False),
        *evidence(),
        *outlet(),
        sa.UniqueConstraint("reading_id", "position"),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("reading_id", sa.Integer(), sa.ForeignKey("readings.id", ondelete="CASCADE"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("notice_class", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("contact", sa.Text()),
        *evidence(),
        sa.UniqueConstraint("reading_id", "position"),
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)

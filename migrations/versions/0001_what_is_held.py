"""What is held: outlets, captures, texts, articles, sightings, collections.

Revision ID: 0001
Revises: nothing
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "meta",
    "runs",
    "outlets",
    "outlet_names",
    "outlet_domains",
    "outlet_facts",
    "captures",
    "texts",
    "articles",
    "collections",
    "collection_articles",
    "sightings",
    "tombstones",
)


def upgrade() -> None:
    op.create_table(
        "meta",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("started_at", sa.String(32), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("settings_digest", sa.String(64)),
    )
    op.create_table(
        "outlets",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("slug", sa.String(255), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("country", sa.Text()),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64)),
        sa.UniqueConstraint("slug"),
    )
    op.create_table(
        "outlet_names",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("outlet_id", sa.Integer(), sa.ForeignKey("outlets.id", ondelete="CASCADE"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("language", sa.Text()),
        sa.Column("source", sa.String(64), nullable=False),
    )
    op.create_index("ix_outlet_names_name_key", "outlet_names", ["name_key"])
    op.create_index("ix_outlet_names_outlet_id", "outlet_names", ["outlet_id"])
    op.create_table(
        "outlet_domains",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("outlet_id", sa.Integer(), sa.ForeignKey("outlets.id", ondelete="CASCADE"), nullable=False),
        sa.Column("host", sa.String(255), nullable=False),
        sa.Column("role", sa.String(64), nullable=False),
        sa.Column("valid_from", sa.Text()),
        sa.Column("valid_to", sa.Text()),
        sa.Column("source", sa.String(64), nullable=False),
    )
    op.create_index("ix_outlet_domains_host", "outlet_domains", ["host"])
    op.create_index("ix_outlet_domains_outlet_id", "outlet_domains", ["outlet_id"])
    op.create_table(
        "outlet_facts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("outlet_id", sa.Integer(), sa.ForeignKey("outlets.id", ondelete="CASCADE"), nullable=False),
        sa.Column("property", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text()),
        sa.Column("as_of", sa.Text()),
        sa.Column("source", sa.String(64), nullable=False),
    )
    op.create_index("ix_outlet_facts_outlet_id", "outlet_facts", ["outlet_id"])
    op.create_table(
        "captures",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("key", sa.String(20), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("media", sa.String(64), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("url_final", sa.Text()),
        sa.Column("fetched_at", sa.Text()),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("path", sa.Text()),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kept_in", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.String(32), nullable=False),
        sa.Column("run_id", sa.Integer(), sa.ForeignKey("runs.id"), nullable=False),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_captures_sha256", "captures", ["sha256"])
    op.create_table(
        "texts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.UniqueConstraint("sha256"),
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("key", sa.String(20), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("outlet_id", sa.Integer(), sa.ForeignKey("outlets.id")),
        sa.Column("identity_basis", sa.String(64), nullable=False),
        sa.Column("first_seen_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_articles_outlet_id", "articles", ["outlet_id"])
    op.create_table(
        "collections",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("how_sampled", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("key"),
    )
    op.create_table(
        "collection_articles",
        sa.Column("collection_id", sa.Integer(), sa.ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("added_at", sa.String(32), nullable=False),
    )
    op.create_index("ix_collection_articles_article_id", "collection_articles", ["article_id"])
    op.create_table(
        "sightings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
        sa.Column("capture_id", sa.Integer(), sa.ForeignKey("captures.id"), nullable=False),
        sa.Column("collection_id", sa.Integer(), sa.ForeignKey("collections.id")),
        sa.Column("batch_id", sa.Text(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("observed_at", sa.Text()),
        sa.Column("observed_by", sa.Text()),
        sa.Column("seen_at", sa.String(32), nullable=False),
    )
    op.create_index("ix_sightings_article_id", "sightings", ["article_id"])
    op.create_index("ix_sightings_collection_id", "sightings", ["collection_id"])
    op.create_table(
        "tombstones",
        sa.Column("key", sa.String(20), primary_key=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)

"""Views for people who write SQL: copies as people judged them, where texts came from, credit, voices.

Every view is documented column by column in docs/data-dictionary.md. Chains are climbed `HOPS` steps
at most and a circle ends where it began, so every one of them ends.

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

HOPS = 50
BESIDE = "'contributed', 'co_published', 'hat_tip', 'republished_to', 'self_origin'"
PARTS = "'excerpt_from', 'excerpted_from'"
RIVAL_MARGIN = 0.12

# What an outlet of a judgement is called: JSON is asked otherwise on each database.
SLUG = {
    "sqlite": "json_extract(j.ends, '$.{end}.outlet.slug')",
    "postgresql": "j.ends #>> '{{{end},outlet,slug}}'",
}

# The latest standing judgement on each pair of copy and source, by the keys their articles have today.
JUDGED_EDGES = """
CREATE VIEW judged_edges AS
WITH standing AS (
    SELECT j.*, {child_slug} AS child_outlet, {parent_slug} AS parent_outlet
    FROM judgements j WHERE j.kind = 'edge' AND j.withdrawn_at IS NULL
), ends AS (
    SELECT child_key AS judged FROM standing UNION SELECT parent_key FROM standing
), today AS (
    SELECT x.judged, coalesce(r.article_key, x.judged) AS node_key
    FROM ends x LEFT JOIN resolutions r ON r.node_key = x.judged
    UNION
    SELECT x.judged, coalesce(r.article_key, n.key)
    FROM ends x JOIN nodes n ON n.claimed_key = x.judged LEFT JOIN resolutions r ON r.node_key = n.key
), ranked AS (
    SELECT c.node_key AS child_key, p.node_key AS parent_key, s.decision, s.child_outlet, s.parent_outlet, s.key AS judgement_key,
           max(CASE WHEN s.decision = 'assert' THEN s.value END) OVER (PARTITION BY c.node_key, p.node_key) AS asserted,
           row_number() OVER (PARTITION BY c.node_key, p.node_key ORDER BY s.at DESC, s.key DESC) AS place
    FROM standing s JOIN today c ON c.judged = s.child_key JOIN today p ON p.judged = s.parent_key
    WHERE c.node_key <> p.node_key
)
SELECT child_key, parent_key, decision, asserted, child_outlet, parent_outlet, judgement_key,
       CASE WHEN EXISTS (
           SELECT 1 FROM edges e LEFT JOIN resolutions p ON p.node_key = e.parent_key
           WHERE coalesce(p.article_key, e.parent_key) = ranked.parent_key
             AND (e.child_key = ranked.child_key
                  OR e.child_key IN (SELECT node_key FROM resolutions WHERE article_key = ranked.child_key))
       ) THEN 1 ELSE 0 END AS is_drawn
FROM ranked WHERE place = 1
"""

# Every edge that stands, as often as articles tell of it, by the keys its ends have today. Few columns: they are sorted.
STANDING = """
    SELECT e.id AS edge_id, o.key AS told_by, coalesce(c.article_key, e.child_key) AS child_key,
           coalesce(p.article_key, e.parent_key) AS parent_key, e.relation, e.credit,
           CASE WHEN j.decision IS NOT NULL AND e.confidence < 0.98 THEN 0.98 ELSE e.confidence END AS confidence,
           CASE WHEN j.decision IS NOT NULL THEN 0 ELSE 1 END AS doubt,
           CASE WHEN e.state = 'rejected' THEN -1 ELSE e.confidence END AS sure
    FROM edges e
    JOIN articles o ON o.id = e.article_id
    LEFT JOIN resolutions c ON c.node_key = e.child_key
    LEFT JOIN resolutions p ON p.node_key = e.parent_key
    LEFT JOIN judged_edges j ON j.child_key = coalesce(c.article_key, e.child_key)
                            AND j.parent_key = coalesce(p.article_key, e.parent_key)
    WHERE CASE WHEN j.decision IS NULL THEN e.state <> 'rejected' ELSE j.decision <> 'reject' END
    UNION ALL
    SELECT CAST(NULL AS INTEGER), '', j.child_key, j.parent_key, j.asserted, 'none', CAST(0.98 AS DOUBLE PRECISION), 0, 0.98
    FROM judged_edges j WHERE j.asserted IS NOT NULL AND j.decision <> 'reject' AND j.is_drawn = 0
"""

# What is told of an edge, once it is chosen; `s` is the row of STANDING.
TOLD = """
SELECT coalesce(e.key, j.judgement_key) AS edge_key,
       s.child_key, ca.id AS child_id, coalesce(co.slug, cn.outlet_slug, j.child_outlet) AS child_outlet,
       s.parent_key, pa.id AS parent_id, coalesce(po.slug, pn.outlet_slug, j.parent_outlet) AS parent_outlet,
       s.relation, CASE WHEN s.relation IN ({beside}) THEN 'beside' WHEN s.relation IN ({parts}) THEN 'passage' ELSE 'whole' END AS extent,
       CASE WHEN j.decision IS NULL THEN e.state ELSE 'confirmed' END AS state, s.confidence,
       coalesce(e.found_by, 'person') AS found_by, s.credit, e.credit_outlet_slug AS credit_outlet, e.kept, e.overlap, e.words,
       e.title_changed, e.hours_later, CASE WHEN j.decision IS NOT NULL OR e.reviewed THEN 1 ELSE 0 END AS reviewed
FROM chosen s
LEFT JOIN edges e ON e.id = s.edge_id
LEFT JOIN judged_edges j ON j.child_key = s.child_key AND j.parent_key = s.parent_key
LEFT JOIN articles ca ON ca.key = s.child_key
LEFT JOIN outlets co ON co.id = ca.outlet_id
LEFT JOIN nodes cn ON ca.id IS NULL AND cn.article_id = e.article_id AND cn.key = e.child_key
LEFT JOIN articles pa ON pa.key = s.parent_key
LEFT JOIN outlets po ON po.id = pa.outlet_id
LEFT JOIN nodes pn ON pa.id IS NULL AND pn.article_id = e.article_id AND pn.key = e.parent_key
"""

# One row for a copy and its source, as people judged it; rejected ones are not there. The surest telling speaks.
COPIES = """
CREATE VIEW copies AS
WITH chosen AS ({first_of_pair})
{told}
"""

# The possible sources of each copy, the one that counts first: what a person confirmed, then whole texts before passages,
# then the surest, then the smallest key.
RANKED = """
    SELECT x.*, CASE WHEN relation IN ({parts}) THEN 1 ELSE 0 END AS passage, row_number() OVER (
        PARTITION BY child_key
        ORDER BY doubt, CASE WHEN relation IN ({parts}) THEN 1 ELSE 0 END, confidence DESC, parent_key, sure DESC, told_by, edge_id
    ) AS place
    FROM ({standing}) x WHERE relation NOT IN ({beside})
"""
# The first row of each group, in the words of each database: PostgreSQL takes a filter on row_number() for nearly
# nothing, and plans accordingly.
FIRST = {
    "sqlite": {
        "first_of_pair": """
    SELECT * FROM (
        SELECT x.*, row_number() OVER (PARTITION BY child_key, parent_key ORDER BY sure DESC, told_by, edge_id) AS place
        FROM ({standing}) x) r WHERE place = 1""",
        "first_of_copy": "SELECT * FROM ({ranked}) r WHERE place = 1",
        "steps": "SELECT * FROM possible WHERE place = 1",
    },
    "postgresql": {
        "first_of_pair": """
    SELECT DISTINCT ON (child_key, parent_key) x.* FROM ({standing}) x
    ORDER BY child_key, parent_key, sure DESC, told_by, edge_id""",
        "first_of_copy": "SELECT DISTINCT ON (child_key) r.* FROM ({ranked}) r ORDER BY child_key, place",
        "steps": "SELECT DISTINCT ON (child_key) possible.* FROM possible ORDER BY child_key, place",
    },
}
MAIN_SOURCES = """
CREATE VIEW main_sources AS
WITH chosen AS ({first_of_copy})
{told}
"""

CHAINS = """
CREATE VIEW chains AS
WITH RECURSIVE steps AS (
    SELECT child_key AS child, parent_key AS parent FROM copies
), climb (article_key, ancestor_key, hops) AS (
    SELECT s.child, s.parent, 1 FROM steps s JOIN articles a ON a.key = s.child
    UNION
    SELECT climb.article_key, s.parent, climb.hops + 1
    FROM climb JOIN steps s ON s.child = climb.ancestor_key
    WHERE climb.hops < {hops} AND s.parent <> climb.article_key
)
SELECT article_key, ancestor_key, min(hops) AS hops FROM climb GROUP BY article_key, ancestor_key
"""

# As it was before this revision.
OLD_CHAINS = """
CREATE VIEW chains AS
WITH RECURSIVE steps AS (
    SELECT DISTINCT coalesce(c.article_key, e.child_key) AS child, coalesce(p.article_key, e.parent_key) AS parent
    FROM edges e
    LEFT JOIN resolutions c ON c.node_key = e.child_key
    LEFT JOIN resolutions p ON p.node_key = e.parent_key
    WHERE e.state <> 'rejected'
), climb (article_key, ancestor_key, hops) AS (
    SELECT s.child, s.parent, 1 FROM steps s JOIN articles a ON a.key = s.child
    UNION
    SELECT climb.article_key, s.parent, climb.hops + 1
    FROM climb JOIN steps s ON s.child = climb.ancestor_key
    WHERE climb.hops < 20 AND s.parent <> climb.article_key
)
SELECT article_key, ancestor_key, min(hops) AS hops
FROM climb GROUP BY article_key, ancestor_key
"""

# One row for a held copy: the end of its chain of main sources. Where another possible source is nearly as sure and
# leads to the end of another outlet, the two are rivals and the origin is not clear.
ROOTS = """
CREATE VIEW roots AS
WITH RECURSIVE possible AS MATERIALIZED (
    SELECT edge_id, child_key, parent_key, confidence, credit, passage, doubt, place FROM ({ranked}) r
), steps AS ({steps}
), climb (article_key, passage, last_edge, last_child, at_key, hops, confidence, credited, circle) AS (
    SELECT child_key, passage, edge_id, child_key, parent_key, 1, confidence, CASE WHEN credit <> 'none' THEN 1 ELSE 0 END, 0
    FROM steps
    UNION ALL
    SELECT c.article_key, c.passage, s.edge_id, s.child_key, s.parent_key, c.hops + 1, c.confidence * s.confidence,
           CASE WHEN c.credited = 1 AND s.credit <> 'none' THEN 1 ELSE 0 END,
           CASE WHEN s.parent_key = c.article_key THEN 1 ELSE 0 END
    FROM climb c JOIN steps s ON s.child_key = c.at_key
    WHERE c.hops < {hops} AND c.circle = 0
), ends AS (
    SELECT c.*, CASE WHEN s.child_key IS NULL THEN 'found' WHEN c.circle = 1 THEN 'circle' ELSE 'too_far' END AS ended
    FROM climb c LEFT JOIN steps s ON s.child_key = c.at_key
    WHERE s.child_key IS NULL OR c.circle = 1 OR c.hops = {hops}
), near AS (
    SELECT p.edge_id, p.child_key, p.parent_key
    FROM possible p CROSS JOIN steps s
    WHERE p.place > 1 AND p.passage = 0 AND s.child_key = p.child_key AND p.doubt = s.doubt
      AND p.parent_key <> s.parent_key AND p.confidence > s.confidence - {margin}
), others AS (
    SELECT n.child_key, CASE WHEN e.article_key IS NULL THEN n.edge_id ELSE e.last_edge END AS last_edge,
           CASE WHEN e.article_key IS NULL THEN n.parent_key ELSE e.at_key END AS end_key
    FROM near n
    LEFT JOIN ends e ON e.article_key = n.parent_key
    LEFT JOIN climb back ON back.article_key = n.parent_key AND back.at_key = n.child_key
    WHERE back.article_key IS NULL AND (e.article_key IS NULL OR e.ended = 'found')
), told AS (
    SELECT o.child_key, coalesce(ro.slug, nd.outlet_slug, o.end_key) AS root_outlet
    FROM others o
    LEFT JOIN articles r ON r.key = o.end_key
    LEFT JOIN outlets ro ON ro.id = r.outlet_id
    LEFT JOIN edges e ON r.id IS NULL AND e.id = o.last_edge
    LEFT JOIN nodes nd ON nd.article_id = e.article_id AND nd.key = e.parent_key
), rivals AS (
    SELECT child_key, min(root_outlet) AS low, max(root_outlet) AS high FROM told GROUP BY child_key
), named AS (
    SELECT a.id AS article_id, c.article_key, a.outlet_id, c.passage, c.at_key, r.id AS root_id,
           coalesce(ro.slug, n.outlet_slug, j.parent_outlet) AS root_outlet, c.hops, c.confidence, c.credited, c.ended
    FROM ends c
    JOIN articles a ON a.key = c.article_key
    LEFT JOIN articles r ON r.key = c.at_key
    LEFT JOIN outlets ro ON ro.id = r.outlet_id
    LEFT JOIN edges e ON r.id IS NULL AND e.id = c.last_edge
    LEFT JOIN nodes n ON n.article_id = e.article_id AND n.key = e.parent_key
    LEFT JOIN judged_edges j ON c.last_edge IS NULL AND j.child_key = c.last_child AND j.parent_key = c.at_key
), judged AS (
    SELECT m.*, CASE
               WHEN m.ended = 'found' AND v.child_key IS NOT NULL
                    AND (v.low <> v.high OR v.high <> coalesce(m.root_outlet, m.at_key)) THEN 'rivals'
               ELSE m.ended END AS result
    FROM named m LEFT JOIN rivals v ON v.child_key = m.article_key
)
SELECT article_id, article_key, outlet_id, CASE WHEN passage = 1 THEN 'passage' ELSE 'whole' END AS extent,
       CASE WHEN result = 'found' THEN at_key END AS root_key,
       CASE WHEN result = 'found' THEN root_id END AS root_id,
       CASE WHEN result = 'found' THEN root_outlet END AS root_outlet,
       hops, confidence, credited, result AS ended
FROM judged
"""

# One row for an article in a collection: what rates are counted over.
COLLECTED = """
CREATE VIEW collected AS
SELECT k.name AS collection, a.id AS article_id, a.key AS article_key, o.slug AS outlet, r.words,
       r.published_not_before, r.published_not_after
FROM collections k
JOIN collection_articles m ON m.collection_id = k.id
JOIN articles a ON a.id = m.article_id
JOIN readings r ON r.article_id = a.id AND r.is_current
LEFT JOIN outlets o ON o.id = a.outlet_id
"""

# M1: of the articles of an outlet in a collection, how many end at which origin.
OUTLET_DIET = """
CREATE VIEW outlet_diet AS
WITH totals AS (
    SELECT m.collection_id, coalesce(a.outlet_id, 0) AS outlet_id, count(*) AS articles
    FROM collection_articles m JOIN articles a ON a.id = m.article_id
    GROUP BY m.collection_id, coalesce(a.outlet_id, 0)
), ends AS (
    SELECT m.collection_id, coalesce(t.outlet_id, 0) AS outlet_id,
           CASE WHEN t.ended = 'found' THEN 'found' ELSE 'not_clear' END AS origin,
           coalesce(t.root_outlet, t.root_key) AS root_outlet, count(*) AS articles
    FROM roots t JOIN collection_articles m ON m.article_id = t.article_id
    WHERE t.extent = 'whole'
    GROUP BY m.collection_id, coalesce(t.outlet_id, 0), CASE WHEN t.ended = 'found' THEN 'found' ELSE 'not_clear' END,
             coalesce(t.root_outlet, t.root_key)
), copied AS (
    SELECT collection_id, outlet_id, sum(articles) AS articles FROM ends GROUP BY collection_id, outlet_id
), counted AS (
    SELECT collection_id, outlet_id, origin, root_outlet, articles FROM ends
    UNION ALL
    SELECT t.collection_id, t.outlet_id, 'no_other_origin', CAST(NULL AS VARCHAR), t.articles - coalesce(c.articles, 0)
    FROM totals t LEFT JOIN copied c ON c.collection_id = t.collection_id AND c.outlet_id = t.outlet_id
    WHERE t.articles > coalesce(c.articles, 0)
)
SELECT k.name AS collection, o.slug AS outlet, d.origin, d.root_outlet AS origin_outlet, d.articles,
       t.articles AS outlet_articles, CAST(d.articles AS DOUBLE PRECISION) / t.articles AS share
FROM counted d
JOIN totals t ON t.collection_id = d.collection_id AND t.outlet_id = d.outlet_id
JOIN collections k ON k.id = d.collection_id
LEFT JOIN outlets o ON o.id = d.outlet_id
"""

# M3: of the copies of an outlet that were found by their text, how many credit their main source, and how.
CREDIT_RATES = """
CREATE VIEW credit_rates AS
WITH chosen AS (
    SELECT r.child_key, e.credit FROM ({first_of_copy}) r JOIN edges e ON e.id = r.edge_id
    WHERE e.found_by IN ('text', 'both')
)
SELECT k.name AS collection, o.slug AS outlet, count(*) AS copies,
       sum(CASE WHEN c.credit <> 'none' THEN 1 ELSE 0 END) AS credited,
       sum(CASE WHEN c.credit = 'linked' THEN 1 ELSE 0 END) AS linked,
       sum(CASE WHEN c.credit = 'named' THEN 1 ELSE 0 END) AS named,
       sum(CASE WHEN c.credit = 'byline' THEN 1 ELSE 0 END) AS byline,
       sum(CASE WHEN c.credit = 'tag' THEN 1 ELSE 0 END) AS tag,
       sum(CASE WHEN c.credit = 'none' THEN 1 ELSE 0 END) AS uncredited,
       CAST(sum(CASE WHEN c.credit <> 'none' THEN 1 ELSE 0 END) AS DOUBLE PRECISION) / count(*) AS rate
FROM chosen c
JOIN articles a ON a.key = c.child_key
LEFT JOIN outlets o ON o.id = a.outlet_id
JOIN collection_articles m ON m.article_id = a.id
JOIN collections k ON k.id = m.collection_id
GROUP BY k.name, o.slug
"""

# M7: who is heard in an outlet of a collection, in statements and in words.
VOICES = """
CREATE VIEW voices AS
SELECT k.name AS collection, o.slug AS outlet, coalesce(s.person, s.speaker_name) AS speaker, min(s.speaker_name) AS name,
       s.speaker_kind, s.type, count(*) AS statements, count(DISTINCT s.article_id) AS articles,
       sum((length(s.words) - length(replace(s.words, ' ', ''))) / 2) AS words
FROM collections k
JOIN collection_articles m ON m.collection_id = k.id
JOIN articles a ON a.id = m.article_id
LEFT JOIN outlets o ON o.id = a.outlet_id
JOIN statements s ON s.article_id = a.id
GROUP BY k.name, o.slug, coalesce(s.person, s.speaker_name), s.speaker_kind, s.type
"""

VIEWS = (
    ("judged_edges", JUDGED_EDGES), ("copies", COPIES), ("main_sources", MAIN_SOURCES), ("chains", CHAINS), ("roots", ROOTS),
    ("collected", COLLECTED), ("outlet_diet", OUTLET_DIET), ("credit_rates", CREDIT_RATES), ("voices", VOICES),
)  # fmt: skip


def pieces(dialect: str) -> dict[str, object]:
    """What is put into the views, in the words of one database."""
    slug = SLUG[dialect]
    words: dict[str, object] = {
        "hops": HOPS, "beside": BESIDE, "parts": PARTS, "margin": RIVAL_MARGIN,
        "child_slug": slug.format(end="child"), "parent_slug": slug.format(end="parent"), "standing": STANDING,
    }  # fmt: skip
    words |= {"ranked": RANKED.format(**words), "told": TOLD.format(**words)}
    return words | {name: text.format(**words) for name, text in FIRST[dialect].items()}


def upgrade() -> None:
    current = sa.text("is_current")
    op.create_index(
        "ix_readings_counted",
        "readings",
        ["article_id", "words", "published_not_before", "published_not_after"],
        sqlite_where=current,
        postgresql_where=current,
    )
    op.execute("DROP VIEW chains")
    for _, statement in VIEWS:
        op.execute(statement.format(**pieces(op.get_bind().dialect.name)))


def downgrade() -> None:
    for name, _ in reversed(VIEWS):
        op.execute(f"DROP VIEW {name}")
    op.execute(OLD_CHAINS)
    op.drop_index("ix_readings_counted", "readings")

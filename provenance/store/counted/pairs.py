"""The table `copies` in SQL: of each copy and source the surest telling, as people judged it, and which source counts.

The same statements make all rows and those of some copies only.
"""

from __future__ import annotations

from provenance.attribute.origin import CAP, RIVAL_MARGIN
from provenance.records.counted import BESIDE, PARTS

LONGEST_SLUG = 255
"""Characters of a slug that are kept: a page names an outlet as it likes, and an index takes only so much."""


def listed(words: tuple[str, ...]) -> str:
    """Words as SQL lists them; none of ours has a quote in it."""
    return ", ".join(f"'{word}'" for word in words)


# Which outlet people say an outlet of some slug is.
_TODAY = "LEFT JOIN outlets {w} ON {w}.slug = {slug} LEFT JOIN outlets {o} ON {o}.id = {w}.same_as"


def _outlet(end: str, key: str) -> str:
    """The joins that tell whose article stands at one end of a pair `s`: the held one's, or what was said of it."""
    said = f"coalesce({end}n.outlet_slug, j.{key}_outlet)"
    return f"""
LEFT JOIN articles {end}a ON {end}a.key = s.{key}_key
LEFT JOIN outlets {end}w ON {end}w.id = {end}a.outlet_id
LEFT JOIN outlets {end}o ON {end}o.id = coalesce({end}w.same_as, {end}w.id)
LEFT JOIN nodes {end}n ON {end}a.id IS NULL AND {end}n.article_id = e.article_id AND {end}n.key = e.{key}_key
LEFT JOIN outlets {end}s ON {end}o.id IS NULL AND {end}s.slug = {said}
LEFT JOIN outlets {end}t ON {end}t.id = {end}s.same_as"""


_SLUG = "substr(coalesce({e}o.slug, {e}t.slug, {e}n.outlet_slug, j.{key}_outlet), 1, {most})"
PAIRS = f"""
INSERT INTO copies (child_key, parent_key, edge_key, edge_id, child_id, child_outlet, parent_id, parent_outlet, relation, extent, state,
    confidence, found_by, credit, credit_outlet, kept, overlap, words, title_changed, hours_later, reviewed, judged, place, is_rival)
WITH drawn AS (
    SELECT e.id AS edge_id, e.article_id, e.child_key, coalesce(p.article_key, e.parent_key) AS parent_key, e.relation, e.state, e.confidence
    FROM edges e LEFT JOIN resolutions p ON p.node_key = e.parent_key
    WHERE NOT EXISTS (SELECT 1 FROM resolutions c WHERE c.node_key = e.child_key) {{edges}}
    UNION ALL
    SELECT e.id, e.article_id, c.article_key, coalesce(p.article_key, e.parent_key), e.relation, e.state, e.confidence
    FROM resolutions c JOIN edges e ON e.child_key = c.node_key LEFT JOIN resolutions p ON p.node_key = e.parent_key
    WHERE c.article_key <> e.child_key {{resolved}}
), judged AS (
    SELECT * FROM judged_edges WHERE child_key <> parent_key {{judged}}
), told AS (
    SELECT d.edge_id, d.child_key, d.parent_key, d.relation, o.key AS told_by, j.decision AS judged,
           CASE WHEN j.decision IS NOT NULL AND d.confidence < {CAP} THEN {CAP} ELSE d.confidence END AS confidence,
           CASE WHEN d.state = 'rejected' THEN -1 ELSE d.confidence END AS sure
    FROM drawn d
    JOIN articles o ON o.id = d.article_id
    LEFT JOIN judged j ON j.child_key = d.child_key AND j.parent_key = d.parent_key
    WHERE d.child_key <> d.parent_key AND CASE WHEN j.decision IS NULL THEN d.state <> 'rejected' ELSE j.decision <> 'reject' END
    UNION ALL
    SELECT CAST(NULL AS INTEGER), j.child_key, j.parent_key, j.asserted, '', 'assert', CAST({CAP} AS DOUBLE PRECISION), {CAP}
    FROM judged j WHERE j.asserted IS NOT NULL AND j.decision <> 'reject' AND j.is_drawn = 0
), surest AS (
    SELECT t.*, row_number() OVER (PARTITION BY child_key, parent_key ORDER BY sure DESC, told_by, edge_id) AS telling FROM told t
), graded AS (
    SELECT edge_id, child_key, parent_key, relation, judged, confidence, CASE WHEN judged IS NULL THEN 1 ELSE 0 END AS doubt,
           CASE WHEN relation IN ({listed(BESIDE)}) THEN 'beside' WHEN relation IN ({listed(PARTS)}) THEN 'passage' ELSE 'whole' END AS extent
    FROM surest WHERE telling = 1
), ranked AS (
    SELECT g.*, CASE WHEN extent <> 'beside' THEN row_number() OVER sources END AS place,
           first_value(confidence) OVER sources AS best, first_value(doubt) OVER sources AS best_doubt
    FROM graded g
    WINDOW sources AS (
        PARTITION BY child_key
        ORDER BY CASE extent WHEN 'beside' THEN 1 ELSE 0 END, doubt, CASE extent WHEN 'passage' THEN 1 ELSE 0 END, confidence DESC, parent_key)
)
SELECT s.child_key, s.parent_key, coalesce(e.key, j.judgement_key), s.edge_id,
       ca.id, {_SLUG.format(e="c", key="child", most=LONGEST_SLUG)}, pa.id, {_SLUG.format(e="p", key="parent", most=LONGEST_SLUG)},
       s.relation, s.extent, CASE WHEN s.judged IS NULL THEN e.state ELSE 'confirmed' END, s.confidence,
       coalesce(e.found_by, 'person'), coalesce(e.credit, 'none'), coalesce(ko.slug, e.credit_outlet_slug), e.kept, e.overlap, e.words,
       e.title_changed, e.hours_later, CASE WHEN s.judged IS NOT NULL OR e.reviewed THEN 1 ELSE 0 END,
       s.judged, s.place,
       CASE WHEN s.place > 1 AND s.extent = 'whole' AND s.doubt = s.best_doubt AND s.confidence > s.best - {RIVAL_MARGIN} THEN 1 ELSE 0 END
FROM ranked s
LEFT JOIN edges e ON e.id = s.edge_id
LEFT JOIN judged j ON j.child_key = s.child_key AND j.parent_key = s.parent_key
{_outlet("c", "child")}
{_outlet("p", "parent")}
{_TODAY.format(w="kw", o="ko", slug="e.credit_outlet_slug")}
"""  # noqa: S608 - our own words
"""All pairs of a copy and its source; `edges`, `resolved` and `judged` may narrow it to some copies."""

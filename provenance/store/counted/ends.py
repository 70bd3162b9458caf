"""The table `roots` in SQL: where the chain of main sources above each held copy ends, and whether another end rivals it."""

from __future__ import annotations

HOPS = 50
"""Steps a chain is climbed."""

ENDS = f"""
INSERT INTO roots (article_key, article_id, outlet_id, extent, root_key, root_id, root_outlet, hops, confidence, credited, ended)
WITH RECURSIVE climb (article_key, article_id, extent, at_key, at_id, at_outlet, hops, confidence, credited, circle) AS (
    SELECT child_key, child_id, extent, parent_key, parent_id, parent_outlet, 1, confidence, CASE WHEN credit <> 'none' THEN 1 ELSE 0 END, 0
    FROM copies WHERE place = 1 {{starts}}
    UNION ALL
    SELECT c.article_key, c.article_id, c.extent, s.parent_key, s.parent_id, s.parent_outlet, c.hops + 1, c.confidence * s.confidence,
           CASE WHEN c.credited = 1 AND s.credit <> 'none' THEN 1 ELSE 0 END,
           CASE WHEN s.parent_key = c.article_key THEN 1 ELSE 0 END
    FROM climb c JOIN copies s ON s.child_key = c.at_key AND s.place = 1
    WHERE c.hops < {HOPS} AND c.circle = 0
), ends AS (
    SELECT c.*, CASE WHEN s.child_key IS NULL THEN 'found' WHEN c.circle = 1 THEN 'circle' ELSE 'too_far' END AS ended
    FROM climb c LEFT JOIN copies s ON s.child_key = c.at_key AND s.place = 1
    WHERE s.child_key IS NULL OR c.circle = 1 OR c.hops = {HOPS}
), others AS (
    SELECT n.child_key, CASE WHEN e.article_key IS NULL THEN coalesce(n.parent_outlet, n.parent_key) ELSE coalesce(e.at_outlet, e.at_key) END AS told
    FROM copies n
    LEFT JOIN ends e ON e.article_key = n.parent_key
    LEFT JOIN climb back ON back.article_key = n.parent_key AND back.at_key = n.child_key
    WHERE n.is_rival = 1 {{rivals}} AND back.article_key IS NULL AND (e.article_key IS NULL OR e.ended = 'found')
), rivals AS (
    SELECT child_key, min(told) AS low, max(told) AS high FROM others GROUP BY child_key
), told AS (
    SELECT c.*, CASE WHEN c.ended = 'found' AND v.child_key IS NOT NULL AND (v.low <> v.high OR v.high <> coalesce(c.at_outlet, c.at_key))
                     THEN 'rivals' ELSE c.ended END AS result
    FROM ends c LEFT JOIN rivals v ON v.child_key = c.article_key
    WHERE c.article_id IS NOT NULL {{wanted}}
)
SELECT t.article_key, t.article_id, coalesce(w.same_as, w.id), t.extent, CASE WHEN t.result = 'found' THEN t.at_key END,
       CASE WHEN t.result = 'found' THEN t.at_id END, CASE WHEN t.result = 'found' THEN t.at_outlet END,
       t.hops, t.confidence, t.credited, t.result
FROM told t
JOIN articles a ON a.id = t.article_id
LEFT JOIN outlets w ON w.id = a.outlet_id
"""  # noqa: S608 - our own words
"""One row for each held copy; `starts`, `rivals` and `wanted` may narrow it: chains are then climbed from those and from their rivals."""

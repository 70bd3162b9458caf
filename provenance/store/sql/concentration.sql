-- On how few direct sources each outlet rests: the chance that two of its copies have one source, without the bias of small numbers (M9).
-- :collection  a collection, by name

WITH counted AS (
    SELECT s.child_outlet AS outlet, coalesce(s.parent_outlet, s.parent_key) AS source, count(*) AS copies
    FROM main_sources s
    JOIN collection_articles m ON m.article_id = s.child_id
    JOIN collections k ON k.id = m.collection_id
    WHERE k.name = :collection AND s.extent = 'whole'
    GROUP BY s.child_outlet, coalesce(s.parent_outlet, s.parent_key)
), summed AS (
    SELECT outlet, sum(copies) AS copies, count(*) AS sources, sum(copies * (copies - 1)) AS pairs
    FROM counted GROUP BY outlet
)
SELECT outlet, copies, sources,
       CASE WHEN copies > 1 THEN CAST(pairs AS DOUBLE PRECISION) / (copies * (copies - 1)) END AS concentration,
       CASE WHEN pairs > 0 THEN CAST(copies * (copies - 1) AS DOUBLE PRECISION) / pairs END AS effective_sources
FROM summed
ORDER BY copies DESC, outlet

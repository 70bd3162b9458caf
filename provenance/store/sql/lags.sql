-- How many hours copies came after their source, outlet by outlet, where both dates are stated to the second (M11).
-- :collection  a collection, by name

WITH timed AS (
    SELECT s.child_outlet AS outlet, s.hours_later,
           row_number() OVER (PARTITION BY s.child_outlet ORDER BY s.hours_later, s.child_key) AS place,
           count(*) OVER (PARTITION BY s.child_outlet) AS copies
    FROM main_sources s
    JOIN collection_articles m ON m.article_id = s.child_id
    JOIN collections k ON k.id = m.collection_id
    JOIN readings c ON c.article_id = s.child_id AND c.is_current
    JOIN readings p ON p.article_id = s.parent_id AND p.is_current
    WHERE k.name = :collection AND s.hours_later >= 0
      AND c.published_not_before = c.published_not_after AND p.published_not_before = p.published_not_after
)
SELECT outlet, max(copies) AS copies, avg(CASE WHEN 2 * place IN (copies, copies + 1, copies + 2) THEN hours_later END) AS median_hours,
       sum(CASE WHEN hours_later * 60 < 4 THEN 1 ELSE 0 END) AS under_four_minutes
FROM timed
GROUP BY outlet
ORDER BY copies DESC, outlet

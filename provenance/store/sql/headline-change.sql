-- Of the articles copied wholly or mainly, how many stand under another title than their source (M6).
-- :collection  a collection, by name

SELECT s.child_outlet AS outlet, count(*) AS copies, sum(CASE WHEN s.title_changed THEN 1 ELSE 0 END) AS changed,
       CAST(sum(CASE WHEN s.title_changed THEN 1 ELSE 0 END) AS DOUBLE PRECISION) / count(*) AS share
FROM main_sources s
JOIN collection_articles m ON m.article_id = s.child_id
JOIN collections k ON k.id = m.collection_id
WHERE k.name = :collection AND s.overlap >= 0.5 AND s.title_changed IS NOT NULL
GROUP BY s.child_outlet
ORDER BY copies DESC, outlet

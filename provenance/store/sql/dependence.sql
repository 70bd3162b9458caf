-- How much of the words of each outlet stands in a held source first, and in how many articles how much (M2).
-- :collection  a collection, by name

SELECT o.slug AS outlet, count(*) AS articles, sum(r.words) AS words,
       sum(CAST(r.words AS DOUBLE PRECISION) * coalesce(CASE WHEN s.overlap > 1 THEN 1 ELSE s.overlap END, 0)) / sum(r.words) AS share_of_words,
       sum(CASE WHEN s.overlap >= 0.9 THEN 1 ELSE 0 END) AS wholly,
       sum(CASE WHEN s.overlap >= 0.5 AND s.overlap < 0.9 THEN 1 ELSE 0 END) AS mainly,
       sum(CASE WHEN s.overlap >= 0.1 AND s.overlap < 0.5 THEN 1 ELSE 0 END) AS partly,
       sum(CASE WHEN s.overlap < 0.1 THEN 1 ELSE 0 END) AS hardly,
       sum(CASE WHEN s.child_id IS NOT NULL AND s.overlap IS NULL THEN 1 ELSE 0 END) AS not_compared,
       sum(CASE WHEN s.child_id IS NULL THEN 1 ELSE 0 END) AS no_source_found
FROM collections k
JOIN collection_articles m ON m.collection_id = k.id
JOIN articles a ON a.id = m.article_id
JOIN readings r ON r.article_id = a.id AND r.is_current
LEFT JOIN outlets w ON w.id = a.outlet_id
LEFT JOIN outlets o ON o.id = coalesce(w.same_as, w.id)
LEFT JOIN main_sources s ON s.child_id = a.id
WHERE k.name = :collection AND r.words > 0
GROUP BY o.slug
ORDER BY articles DESC, outlet

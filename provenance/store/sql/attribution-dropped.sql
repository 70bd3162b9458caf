-- Of the statements an outlet carries that stood elsewhere first, how many no longer say who said them (M8).
-- :collection  a collection, by name

SELECT o.slug AS outlet, count(*) AS carried, sum(CASE WHEN c.attribution = 'dropped' THEN 1 ELSE 0 END) AS dropped,
       sum(CASE WHEN c.attribution = 'changed' THEN 1 ELSE 0 END) AS changed
FROM quotation_carriers c
JOIN articles a ON a.id = c.article_id
JOIN collection_articles m ON m.article_id = a.id
JOIN collections k ON k.id = m.collection_id
LEFT JOIN outlets w ON w.id = a.outlet_id
LEFT JOIN outlets o ON o.id = coalesce(w.same_as, w.id)
WHERE k.name = :collection AND c.attribution IN ('kept', 'dropped', 'changed')
GROUP BY o.slug
ORDER BY carried DESC, outlet

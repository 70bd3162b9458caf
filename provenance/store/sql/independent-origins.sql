-- A collection taken as one event: so many articles of so many outlets rest on at most so many origins (M10).
-- :collection  a collection, by name

SELECT count(*) AS articles, count(DISTINCT c.outlet) AS outlets,
       count(DISTINCT CASE WHEN r.extent = 'whole' THEN coalesce(r.root_key, c.article_key) ELSE c.article_key END) AS origins_at_most
FROM collected c
LEFT JOIN roots r ON r.article_id = c.article_id
WHERE c.collection = :collection

-- What is held of each outlet in a collection: articles, with text, undated, and the time they span.
-- :collection  a collection, by name

SELECT outlet, count(*) AS articles, count(words) AS with_text, count(*) - count(published_not_before) AS undated,
       min(published_not_before) AS earliest, max(published_not_after) AS latest
FROM collected
WHERE collection = :collection
GROUP BY outlet
ORDER BY articles DESC, outlet

-- Who is heard in each outlet of a collection, by words quoted; the nameless are counted in a row of their own (M7).
-- :collection  a collection, by name

SELECT outlet, name, sum(statements) AS statements, sum(words) AS words,
       CAST(sum(words) AS DOUBLE PRECISION) / sum(CASE WHEN name IS NOT NULL THEN sum(words) END) OVER (PARTITION BY outlet) AS share_of_named
FROM voices
WHERE collection = :collection AND type IN ('direct', 'mixed')
GROUP BY outlet, speaker, name
ORDER BY outlet, words DESC, name

-- Copies by how many steps they lie from an outlet along their main sources, and how many are credited at every step (M4).
-- :origin  the slug of the outlet where the chains end

SELECT hops, count(*) AS copies, sum(credited) AS credited_throughout,
       CAST(sum(credited) AS DOUBLE PRECISION) / count(*) AS share, min(confidence) AS weakest_chain
FROM roots
WHERE root_outlet = :origin
GROUP BY hops
ORDER BY hops

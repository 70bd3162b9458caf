-- Who carries texts that end at an outlet, how many, and how many of these name a source at every step.
-- :origin  the slug of the outlet where the chains end

SELECT o.slug AS outlet, count(*) AS articles, sum(r.credited) AS credited_throughout, min(r.hops) AS fewest_hops, max(r.hops) AS most_hops
FROM roots r
LEFT JOIN outlets o ON o.id = r.outlet_id
WHERE r.root_outlet = :origin
GROUP BY o.slug
ORDER BY articles DESC, outlet

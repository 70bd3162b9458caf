-- Every copy of an outlet's texts with the key of the edge it rests on, the surest first.
-- :source  the slug of the outlet that was copied

SELECT c.edge_key, c.child_outlet AS outlet, c.child_key, c.parent_key, c.relation, c.state, c.confidence, c.credit, c.overlap
FROM copies c
WHERE c.parent_outlet = :source AND c.extent <> 'beside'
ORDER BY c.confidence DESC, c.edge_key

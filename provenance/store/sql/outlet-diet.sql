-- Of the articles of an outlet in a collection, how many end at which origin; no_other_origin is not "its own" (M1).
-- :collection  a collection, by name
-- :outlet = ''  an outlet's slug; left out for all outlets

SELECT outlet, origin, origin_outlet, articles, outlet_articles, share
FROM outlet_diet
WHERE collection = :collection AND (outlet = :outlet OR :outlet = '')
ORDER BY outlet, articles DESC, origin, origin_outlet

-- Of the copies of each outlet that were found by their text, how many credit their source, and how (M3).
-- :collection  a collection, by name

SELECT outlet, copies, credited, linked, named, byline, tag, uncredited, rate
FROM credit_rates
WHERE collection = :collection
ORDER BY copies DESC, outlet

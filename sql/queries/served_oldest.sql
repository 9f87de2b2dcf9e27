-- Which subscriptions were not asked about for the longest time?
-- scans: an index, no further than to the last that is wanted.
SELECT * FROM served_subject WHERE status = 'active' ORDER BY looked_at LIMIT :limit

-- How many subscriptions are there?
-- scans: all of them are counted.
SELECT count(*) FROM subscription

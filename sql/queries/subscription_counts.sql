-- How many subscriptions are there, and how many are outside every window?
-- scans: counting all is the question; both counts read an index only.
SELECT (SELECT count(*) FROM subscription) AS subscriptions,
    (SELECT count(*) FROM subscription WHERE watch_on > :horizon) AS not_selected

-- Forgets what every list showed: without a condition SQLite drops the rows in one step.
-- scans: nothing is read.
DELETE FROM list_seen

-- Every run with its accounts.
-- scans: the report is about all of them.
SELECT id AS run, program, started_at, finished_at, subscriptions, not_selected, considered, acted,
    skipped, failed, not_enrolled, exit_code
FROM run ORDER BY id

-- Has this cause an open task?
SELECT 1 FROM task WHERE cause = :cause AND closed_at IS NULL

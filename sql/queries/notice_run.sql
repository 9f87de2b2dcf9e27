-- Which runs began since a moment, and how did they end?
SELECT r.id, r.program, r.started_at, r.finished_at, r.subscriptions, r.not_selected, r.considered,
    r.acted, r.skipped, r.failed, r.exit_code
FROM run AS r WHERE r.started_at >= :since ORDER BY r.started_at, r.id

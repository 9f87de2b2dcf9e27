-- For which subscriptions did something fail in the runs that began since a moment? The last time
-- that each program failed with each.
SELECT r.program, s.reference, s.host, o.outcome, o.detail, c.expires_on
FROM run AS r INDEXED BY run_start
    CROSS JOIN run_outcome AS o ON o.run_id = r.id
    JOIN subscription AS s ON s.id = o.subscription_id
    LEFT JOIN certificate AS c ON c.id = s.certificate_id
WHERE r.started_at >= :since AND r.finished_at IS NOT NULL AND o.failed = 1 AND NOT EXISTS (
    SELECT 1 FROM run_outcome AS n CROSS JOIN run AS l ON l.id = n.run_id
    WHERE n.subscription_id = o.subscription_id AND n.run_id > o.run_id AND n.failed = 1
        AND l.program = r.program AND l.finished_at IS NOT NULL)
ORDER BY r.program, coalesce(c.expires_on, 0), s.id

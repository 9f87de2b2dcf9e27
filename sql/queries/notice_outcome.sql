-- What do the runs that began since a moment say of single subscriptions?
SELECT r.program, r.failed, s.reference, s.host, o.outcome, o.detail, c.expires_on
FROM run AS r INDEXED BY run_start
    CROSS JOIN run_outcome AS o ON o.run_id = r.id
    JOIN subscription AS s ON s.id = o.subscription_id
    LEFT JOIN certificate AS c ON c.id = s.certificate_id
WHERE r.started_at >= :since AND r.finished_at IS NOT NULL
    AND (o.detail <> '' OR o.outcome IN ('limit-reached', 'budget-reached', 'module-failed'))
ORDER BY r.id, coalesce(c.expires_on, 0), s.id LIMIT 1000

-- Every task, open ones first.
-- scans: the report is about all of them.
SELECT t.id AS task, m.name AS module, s.reference, s.host, t.text, t.opened_at, t.closed_at,
    t.taken_by, t.taken_at, t.closed_by
FROM task AS t
    LEFT JOIN module AS m ON m.id = t.module_id
    LEFT JOIN subscription AS s ON s.id = t.subscription_id
ORDER BY t.closed_at IS NOT NULL, t.id

-- Which task has this number?
SELECT t.id, t.cause, m.name AS module, s.reference, s.host, t.text, t.opened_at, t.taken_by,
    t.taken_at, t.closed_at
FROM task AS t
    LEFT JOIN module AS m ON m.id = t.module_id
    LEFT JOIN subscription AS s ON s.id = t.subscription_id
WHERE t.id = :task

-- What is there to be done by people, and in which subscription or module?
SELECT t.id, t.cause, t.text, t.opened_at, t.module_id, t.subscription_id, m.name AS module
FROM task AS t
    LEFT JOIN module AS m ON m.id = t.module_id
WHERE t.closed_at IS NULL AND t.cause >= ''
ORDER BY t.opened_at, t.id

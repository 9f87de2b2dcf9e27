-- Which open tasks tell of servers that did not answer, and how are the names proved?
SELECT t.cause, t.module_id, m.name AS module, s.id, s.reference, s.host, s.names, s.method,
    s.choices, s.product
FROM task AS t
    JOIN subscription AS s ON s.id = t.subscription_id
    JOIN module AS m ON m.id = s.module_id
WHERE t.closed_at IS NULL AND t.cause >= 'silent ' AND t.cause < 'silent!'
ORDER BY t.cause

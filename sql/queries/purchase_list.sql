-- Every order with its open task, the newest last.
-- scans: the list is about all of them.
SELECT p.*, m.name AS module, t.text AS task
FROM purchase AS p
    JOIN module AS m ON m.id = p.module_id
    LEFT JOIN task AS t ON t.cause = 'order ' || p.id AND t.closed_at IS NULL
WHERE :reference IS NULL OR p.reference = :reference
ORDER BY p.id

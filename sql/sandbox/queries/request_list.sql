-- The newest requests after one of them, oldest first.
SELECT id, at, command, parameters, outcome, status
FROM (
    SELECT id, at, command, parameters, outcome, status
    FROM request
    WHERE id > :after
    ORDER BY id DESC
    LIMIT :limit
)
ORDER BY id;

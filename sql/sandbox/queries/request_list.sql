-- The newest requests, oldest first.
SELECT id, at, command, parameters, outcome, status
FROM (
    SELECT id, at, command, parameters, outcome, status
    FROM request
    ORDER BY id DESC
    LIMIT :limit
)
ORDER BY id;

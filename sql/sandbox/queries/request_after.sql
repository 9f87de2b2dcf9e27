-- The requests that follow one of them, oldest first.
SELECT id, at, command, parameters, outcome, status
FROM request
WHERE id > :after
ORDER BY id
LIMIT :limit;

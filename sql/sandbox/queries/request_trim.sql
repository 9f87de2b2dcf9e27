-- Forgets all but the newest requests.
DELETE FROM request
WHERE id <= (SELECT max(id) FROM request) - :kept;

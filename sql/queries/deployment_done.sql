-- A deployment succeeded.
UPDATE deployment SET state = 'deployed', deployed_at = :now, attempts = attempts + 1, error = '',
    output = :output
WHERE id = :deployment

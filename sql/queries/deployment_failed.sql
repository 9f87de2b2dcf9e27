-- A deployment failed and is tried again later.
UPDATE deployment SET attempts = attempts + 1, next_attempt_at = :next, error = :error
WHERE id = :deployment

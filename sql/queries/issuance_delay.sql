-- Notes an error between two steps, and when the issuance is looked at again.
UPDATE issuance SET next_attempt_at = :next, error = :error, attempts = attempts + :counted
WHERE id = :issuance AND finished_at IS NULL

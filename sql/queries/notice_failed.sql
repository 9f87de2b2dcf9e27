-- A notice could not be handed over.
UPDATE notice SET state = :state, attempts = attempts + 1, next_attempt_at = :next, error = :error
WHERE id = :notice

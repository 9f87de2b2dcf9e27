-- What the channel did not take counts as an attempt: it took another message.
UPDATE notice SET state = :state, attempts = attempts + 1, next_attempt_at = :next, error = :error
WHERE id = :notice

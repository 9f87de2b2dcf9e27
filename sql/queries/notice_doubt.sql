-- Nobody knows whether a notice arrived: it is handed over once more, or never again.
UPDATE notice SET state = :state, next_attempt_at = :next, error = :error WHERE id = :notice

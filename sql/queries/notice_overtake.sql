-- A notice that has not gone out is needed no more.
UPDATE notice SET state = 'overtaken', next_attempt_at = NULL, error = :reason
WHERE id = :notice AND state = 'claimed'

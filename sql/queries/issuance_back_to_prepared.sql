-- The request surely was not performed: the same key and request are used again.
UPDATE issuance SET state = 'prepared', submitting_at = NULL, submit_ended_at = NULL,
    absent_at = NULL, next_attempt_at = :next, waits_for = :waits, error = :error
WHERE id = :issuance AND state = 'submitting'

-- The intent: this request goes out next.
UPDATE issuance SET state = 'submitting', submitting_at = :now, submit_ended_at = NULL,
    absent_at = NULL, attempts = attempts + 1, next_attempt_at = NULL, waits_for = '', error = ''
WHERE id = :issuance AND state = 'prepared'

-- Ends an issuance, stored or failed.
UPDATE issuance SET state = :state, finished_at = :now, next_attempt_at = NULL, waits_for = '',
    error = :error
WHERE id = :issuance AND finished_at IS NULL

-- The request ended and nobody knows what became of it.
UPDATE issuance SET submit_ended_at = :ended, absent_at = :absent, next_attempt_at = :next,
    waits_for = :waits, error = :error
WHERE id = :issuance AND state = 'submitting'

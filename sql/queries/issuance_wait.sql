-- Notes what an issuance waits for and when it is looked at again.
UPDATE issuance SET state = :state, next_attempt_at = :next, waits_for = :waits, error = :error,
    nudged_at = coalesce(:nudged, nudged_at), attempts = :attempts
WHERE id = :issuance AND finished_at IS NULL

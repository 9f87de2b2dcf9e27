-- What is under way for a subscription?
SELECT action, state, old_number AS old_certificate_id, new_number AS certificate_id, attempts,
    next_attempt_at, waits_for, error
FROM issuance WHERE subscription_id = :subscription AND finished_at IS NULL

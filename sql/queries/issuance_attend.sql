-- What waits for a validation is looked at in the next run.
UPDATE issuance SET next_attempt_at = NULL
WHERE subscription_id = :subscription AND finished_at IS NULL
    AND state IN ('submitted', 'validating')

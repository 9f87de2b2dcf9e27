-- What became of a notice?
SELECT id, state, message_id, attempts, next_attempt_at, claimed_at FROM notice
WHERE subscription_id = :subscription AND certificate_id = :certificate AND kind = :kind
    AND threshold = :threshold AND recipient = :recipient

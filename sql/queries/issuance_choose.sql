-- The CA takes other proofs now: what was published counts no longer, and nobody was asked to look.
UPDATE issuance SET state = 'submitted', method = :method, choices = :choices,
    followed = :followed, given_up = :given_up, nudged_at = NULL, attempts = 0,
    next_attempt_at = NULL, waits_for = '', error = ''
WHERE id = :issuance AND state IN ('submitted', 'validating')

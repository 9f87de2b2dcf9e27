-- The CA took the request and named the new certificate.
UPDATE issuance SET state = 'submitted', new_number = :number,
    submit_ended_at = coalesce(submit_ended_at, :now), attempts = 0, next_attempt_at = NULL,
    waits_for = '', error = ''
WHERE id = :issuance AND state = 'submitting'
